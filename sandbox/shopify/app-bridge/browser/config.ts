import { scriptElement } from './transport.ts';

export interface BridgeConfig {
  apiKey: string;
  shop: string;
  host: string;
  locale: string;
  appOrigins: string[];
}

const storageKey = 'app-bridge-config';

function readStored(): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '{}');
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(Object.entries(parsed).map(([key, value]) => [key, String(value)]));
  } catch {
    // Storage may be blocked in an iframe; the query string is then all there is.
    return {};
  }
}

function readMeta(name: string): string | null {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? null;
}

/** What the address says first, then what an earlier document of this frame was told. */
export function readConfig(): BridgeConfig {
  const query = new URLSearchParams(location.search);
  const stored = readStored();
  const apiKey =
    scriptElement?.dataset.apiKey ?? readMeta('shopify-api-key') ?? stored.apiKey ?? '';
  const config = {
    apiKey,
    shop: query.get('shop') ?? stored.shop ?? '',
    host: query.get('host') ?? stored.host ?? '',
    locale: query.get('locale') ?? stored.locale ?? 'en-US',
  };
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(config));
  } catch {
    // See readStored: nothing depends on the storage alone.
  }
  const origins = readMeta('shopify-app-origins');
  return { ...config, appOrigins: origins ? origins.split(',').map((item) => item.trim()) : [] };
}

export const config = readConfig();
