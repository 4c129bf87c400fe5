import { isRouteErrorResponse, useLocation, useRevalidator, useRouteError } from '@remix-run/react';
import { Banner, BlockStack, List, Page, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useShell } from './shell-context.tsx';

/** What a loader throws, as JSON, where it cannot show the page. */
export interface PageProblem {
  title: string;
  /** What is wrong and where, one sentence each. */
  problems: string[];
}

function isPageProblem(data: unknown): data is PageProblem {
  return (
    typeof data === 'object' &&
    data !== null &&
    'title' in data &&
    typeof data.title === 'string' &&
    'problems' in data &&
    Array.isArray(data.problems)
  );
}

/** The page that stands where another cannot be shown; every page exports it as ErrorBoundary. */
export function PageError() {
  const error = useRouteError();
  const { messages } = useShell();
  if (isRouteErrorResponse(error)) {
    if (isPageProblem(error.data)) return <Problem {...error.data} />;
    if (error.status === 404) {
      const { title, text } = messages.shell.notFound;
      return <Problem title={title} problems={[text]} />;
    }
    // A response of Shopify's library, which the frame's boundary knows how to show.
    if (typeof error.data === 'string') throw error;
  }
  return <Failure />;
}

function Problem({ title, problems }: PageProblem) {
  const [only] = problems;
  const { messages } = useShell();
  const { pathname, search } = useLocation();
  const { withoutParameters, home } = messages.shared.badAddress;
  const action = search
    ? { content: withoutParameters, url: pathname }
    : { content: home, url: '/app' };
  return (
    <Page>
      <ui-title-bar title={title} />
      <Banner tone="warning" title={title} action={action}>
        {problems.length === 1 ? (
          <Text as="p">{only}</Text>
        ) : (
          <List>
            {problems.map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        )}
      </Banner>
    </Page>
  );
}

function Failure() {
  const { messages } = useShell();
  const { failed } = messages.shell;
  const revalidator = useRevalidator();
  const [time, setTime] = useState<string | null>(null);
  useEffect(() => setTime(new Date().toISOString()), []);
  const action = {
    content: failed.tryAgain,
    loading: revalidator.state !== 'idle',
    onAction: () => revalidator.revalidate(),
  };
  return (
    <Page>
      <ui-title-bar title={failed.title} />
      <Banner tone="critical" title={failed.title} action={action}>
        <BlockStack gap="100">
          <Text as="p">{failed.text}</Text>
          {time && <Text as="p">{failed.at(time)}</Text>}
        </BlockStack>
      </Banner>
    </Page>
  );
}
