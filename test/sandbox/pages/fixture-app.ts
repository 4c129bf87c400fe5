import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stand-in for an embedded app: one page per path that uses App Bridge's API. */
function fixtureDocument(bridgeOrigin: string, path: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fixture</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script src="${bridgeOrigin}/app-bridge.js" data-api-key="fixture-key"></script>
<style>body{font:13px/20px sans-serif;margin:20px;background:#f1f1f1}
button,input{font:inherit;margin:4px}</style></head><body>
<ui-nav-menu><a href="/" rel="home">Home</a><a href="/customers">Customers</a>
<a href="/campaigns">Campaigns</a></ui-nav-menu>
<ui-title-bar title="Page ${path}"><button variant="breadcrumb" id="back">Back</button>
<button variant="primary" id="create">Create</button>
<section label="More actions"><button id="remove" tone="critical">Remove</button></section>
</ui-title-bar>
<h2 id="path">${path}</h2><p id="result"></p>
<button id="toast">Toast</button><button id="error-toast">Error toast</button>
<button id="fetch">Fetch</button><button id="retry">Fetch with an old token</button>
<button id="open">Open modal</button>
<button id="pick">Pick a product</button><button id="leave">Leave</button>
<form data-save-bar id="form" method="post"><label>Name <input name="name" id="name" value="Old">
</label></form>
<ui-save-bar id="bar"><button variant="primary" id="bar-save"></button><button></button></ui-save-bar>
<ui-modal id="dialog"><p style="padding:16px">Words of the app</p>
<ui-title-bar title="A question"><button variant="primary" id="agree">Agree</button>
<button>Refuse</button></ui-title-bar></ui-modal>
<script>
const say = (text) => { document.getElementById('result').textContent = text; };
const on = (id, act) => document.getElementById(id).addEventListener('click', act);
const show = (path) => {
  history.pushState({}, '', path);
  document.getElementById('path').textContent = path;
  document.querySelector('ui-title-bar').setAttribute('title', 'Page ' + path);
};
addEventListener('shopify:navigate', (event) => show(event.target.getAttribute('href')));
on('back', () => say('back'));
on('create', () => say('create'));
on('remove', () => say('remove'));
on('toast', () => shopify.toast.show('Saved', { action: 'Undo', onAction: () => say('undone') }));
on('error-toast', () => shopify.toast.show('It failed', { isError: true }));
on('fetch', async () => say(await (await fetch('/api/echo', { method: 'POST', body: 'hello' })).text()));
on('retry', async () => say(await (await fetch('/api/retry')).text()));
on('open', () => shopify.modal.show('dialog'));
on('agree', () => { say('agreed'); shopify.modal.hide('dialog'); });
on('pick', async () => {
  const picked = await shopify.resourcePicker({ type: 'product', multiple: true });
  say(picked ? 'picked ' + picked.selection.length : 'nothing');
});
on('leave', async () => { await shopify.saveBar.leaveConfirmation(); show('/left'); });
document.getElementById('form').addEventListener('submit', (event) => {
  event.preventDefault();
  say('saved ' + document.getElementById('name').value);
});
</script></body></html>`;
}

export interface FixtureApp {
  url: string;
  /** The Authorization header of every request to /api. */
  authorizations: string[];
  /** The address of every document request. */
  documents: string[];
  /** Called with what the app proxy passed on. */
  proxied: IncomingMessage[];
  setBridgeOrigin(origin: string): void;
  close(): Promise<void>;
}

export async function startFixtureApp(port = 0): Promise<FixtureApp> {
  const authorizations: string[] = [];
  const documents: string[] = [];
  const proxied: IncomingMessage[] = [];
  let bridgeOrigin = '';
  let refused = false;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://app');
    if (url.pathname.startsWith('/api/')) {
      authorizations.push(request.headers.authorization ?? '');
      if (url.pathname === '/api/retry' && !refused) {
        refused = true;
        response.writeHead(401, { 'X-Shopify-Retry-Invalid-Session-Request': '1' }).end();
        return;
      }
      let body = '';
      for await (const chunk of request) body += String(chunk);
      response.end(`answered ${body}`);
      return;
    }
    if (url.pathname.startsWith('/proxy')) {
      proxied.push(request);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ path: url.pathname }));
      return;
    }
    if (url.pathname === '/webhooks') {
      request.resume();
      response.end();
      return;
    }
    documents.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(fixtureDocument(bridgeOrigin, url.pathname));
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    authorizations,
    documents,
    proxied,
    setBridgeOrigin: (origin) => {
      bridgeOrigin = origin;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
