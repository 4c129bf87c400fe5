import { BlockStack, Tabs, Text } from '@shopify/polaris';
import { type ReactNode, useEffect } from 'react';
import { AppPage, type PageAction } from '../shared/app-page.tsx';
import { PageText } from '../shared/page-text.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { useLinkTo } from '../shared/use-link-to.ts';

const PAGES = {
  overview: '/app/analytics',
  predictions: '/app/analytics/predictions',
  cohorts: '/app/analytics/cohorts',
  rfm: '/app/analytics/rfm',
  movement: '/app/analytics/movement',
  costs: '/app/analytics/costs',
} as const;

export type AnalyticsPageName = keyof typeof PAGES;

const NAMES = Object.keys(PAGES) as AnalyticsPageName[];

/** Polaris measures tabs out of sight before it shows them. */
const TABS_LAID_OUT_MS = 100;

interface AnalyticsPageProps {
  current: AnalyticsPageName;
  intro?: string;
  secondaryActions?: PageAction[];
  children: ReactNode;
}

/** One of the pages of Analytics, with the way to the others. */
export function AnalyticsPage({
  current,
  intro,
  secondaryActions = [],
  children,
}: AnalyticsPageProps) {
  const { messages } = useShell();
  const linkTo = useLinkTo();
  const words = messages.analytics;
  useVisibleTab(current);
  const title = current === 'overview' ? words.title : words.pages[current];
  return (
    <AppPage title={title} secondaryActions={secondaryActions} width="full">
      <BlockStack gap="400">
        <Tabs
          tabs={NAMES.map((name) => ({ id: name, content: words.pages[name] }))}
          selected={NAMES.indexOf(current)}
          onSelect={(at) => linkTo(PAGES[NAMES[at] ?? 'overview'])}
        />
        {intro && (
          <PageText>
            <Text as="p" tone="subdued">
              {intro}
            </Text>
          </PageText>
        )}
        {children}
      </BlockStack>
    </AppPage>
  );
}

/** On a phone the tabs are wider than the screen: brings one into it once they are laid out. */
function useVisibleTab(id: string): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      document.getElementById(id)?.scrollIntoView({ block: 'nearest', inline: 'center' });
    }, TABS_LAID_OUT_MS);
    return () => clearTimeout(timer);
  }, [id]);
}
