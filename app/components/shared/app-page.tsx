import { Page, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { BarButton } from './bar-button.tsx';
import { useLinkTo } from './use-link-to.ts';

export interface PageAction {
  label: string;
  /** A page of the app … */
  url?: string;
  /** … or something to do. */
  onAction?: () => void;
  tone?: 'critical';
  disabled?: boolean;
  loading?: boolean;
}

interface AppPageProps {
  title: string;
  /** The page above this one. */
  back?: { label: string; url: string };
  primaryAction?: PageAction;
  secondaryActions?: PageAction[];
  /** Wide pages hold tables, narrow ones forms. */
  width?: 'full' | 'default' | 'narrow';
  children: ReactNode;
}

/** A page of the app: its title and actions stand in the admin's own title bar. */
export function AppPage({
  title,
  back,
  primaryAction,
  secondaryActions = [],
  width = 'default',
  children,
}: AppPageProps) {
  return (
    <Page fullWidth={width === 'full'} narrowWidth={width === 'narrow'}>
      <ui-title-bar title={title}>
        {back && <LinkButton variant="breadcrumb" label={back.label} url={back.url} />}
        {primaryAction && <LinkButton variant="primary" {...primaryAction} />}
        {secondaryActions.map((action) => (
          <LinkButton key={action.label} {...action} />
        ))}
      </ui-title-bar>
      <Text as="h1" variant="headingLg" visuallyHidden>
        {title}
      </Text>
      {children}
    </Page>
  );
}

function LinkButton({
  url,
  onAction,
  ...button
}: PageAction & { variant?: 'primary' | 'breadcrumb' }) {
  const linkTo = useLinkTo();
  const press = () => {
    if (url) linkTo(url);
    onAction?.();
  };
  return <BarButton {...button} onPress={press} />;
}
