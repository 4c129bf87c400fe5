import { config } from './config.ts';
import { askFrame, isEmbedded, sendToFrame } from './transport.ts';

const originalFetch = window.fetch.bind(window);

/** A fresh session token; `renew` asks the frame not to hand out the one it gave before. */
export async function fetchIdToken(renew = false): Promise<string> {
  const token = await askFrame('idToken', { renew });
  if (typeof token !== 'string') throw new Error('The admin gave no session token');
  return token;
}

function wantsToken(input: RequestInfo | URL, init?: RequestInit): boolean {
  const address = input instanceof Request ? input.url : String(input);
  const { origin } = new URL(address, location.href);
  const isOwn = origin === location.origin || config.appOrigins.includes(origin);
  const given = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}));
  return isEmbedded && isOwn && !given.has('Authorization');
}

async function sendWithToken(request: Request, renew: boolean): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.set('Authorization', `Bearer ${await fetchIdToken(renew)}`);
  return originalFetch(new Request(request, { headers }));
}

async function fetchAsEmbeddedApp(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  if (!wantsToken(input, init)) return originalFetch(input, init);
  const request = new Request(input, init);
  // A body can be read once: the copy is for the retry.
  const copy = request.clone();
  let response = await sendWithToken(request, false);
  if (response.headers.get('X-Shopify-Retry-Invalid-Session-Request') === '1') {
    response = await sendWithToken(copy, true);
  }
  const destination = response.headers.get('X-Shopify-API-Request-Failure-Reauthorize-Url');
  if (destination) {
    sendToFrame({ type: 'redirect', url: new URL(destination, location.href).href });
  }
  return response;
}

export function patchFetch(): void {
  window.fetch = fetchAsEmbeddedApp;
}
