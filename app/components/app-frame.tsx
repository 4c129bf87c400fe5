import { Link } from '@remix-run/react';
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url';
import { AppProvider } from '@shopify/shopify-app-remix/react';
import type { Messages } from '#app/locales/index.ts';
import type { FormatSettings } from './shared/formats.ts';
import { PageOutlet } from './shared/page-outlet.tsx';
import { ShellProvider } from './shared/shell-context.tsx';

export const appFrameLinks = [{ rel: 'stylesheet', href: polarisStyles }];

interface AppFrameProps {
  apiKey: string;
  appBridgeUrl: string;
  messages: Messages;
  formatSettings: FormatSettings;
  ownSegments: Record<string, string>;
}

/** What surrounds every admin page: Polaris, App Bridge and the app's entries in Shopify's menu. */
export function AppFrame(props: AppFrameProps) {
  const { apiKey, appBridgeUrl, messages, formatSettings, ownSegments } = props;
  const { navigation } = messages.shell;
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey} __APP_BRIDGE_URL={appBridgeUrl}>
      <ui-nav-menu>
        <Link to="/app" rel="home">
          {navigation.home}
        </Link>
        <Link to="/app/customers">{navigation.customers}</Link>
        <Link to="/app/segments">{navigation.segments}</Link>
        <Link to="/app/analytics">{navigation.analytics}</Link>
        <Link to="/app/campaigns">{navigation.campaigns}</Link>
        <Link to="/app/loyalty">{navigation.loyalty}</Link>
        <Link to="/app/settings">{navigation.settings}</Link>
      </ui-nav-menu>
      <ShellProvider messages={messages} settings={formatSettings} ownSegments={ownSegments}>
        <PageOutlet />
      </ShellProvider>
    </AppProvider>
  );
}
