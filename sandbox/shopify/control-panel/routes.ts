import { assetRoutes } from '../admin-frame/assets.ts';
import { customerName } from '../admin-frame/format.ts';
import { storePage } from '../admin-frame/frame-page.ts';
import { html } from '../admin-frame/html.ts';
import { htmlPage, jsonPage, type PageRequest, page } from '../admin-frame/page.ts';
import type { LocalShopifyContext } from '../context.ts';
import type { Part, Route } from '../http.ts';
import { createShoppers, type Shoppers } from '../shoppers/shoppers.ts';
import { moveClock, offsetMs } from './clock.ts';
import { actOnCustomer } from './customer-actions.ts';
import { suggestCustomers } from './fields.ts';
import { noticeOf, type Outcome, tellOutcome } from './notice.ts';
import { abandonCheckout, actOnOrder, placeOrder } from './order-actions.ts';
import { setUnitCost } from './product-actions.ts';
import { changeShoppers, changeWebhooks, requestShopRedact, uninstallApp } from './settings.ts';
import { controlPanelView } from './views.ts';

const address = '/control-panel';

function action(pattern: string, act: (request: PageRequest) => Outcome | Promise<Outcome>): Route {
  return page('POST', pattern, async (request) =>
    tellOutcome(request, address, await act(request)),
  );
}

function showPanel(context: LocalShopifyContext, shoppers: Shoppers, { url }: PageRequest) {
  const customer = url.searchParams.get('customer') ?? '';
  const view = controlPanelView(context, shoppers, noticeOf(url), customer);
  const body = html`<link rel="stylesheet" href="/assets/control-panel/panel.css">${view}
    <script type="module" src="/assets/control-panel/client/suggest.ts"></script>`;
  return htmlPage(storePage(context, { current: 'control-panel', title: 'Control panel', body }));
}

/** Everything a person does to the store by hand, the clock, the webhooks and the shoppers. */
export function controlPanel(context: LocalShopifyContext): Part {
  const shoppers = createShoppers(context);
  if (context.options.shoppers) shoppers.start(context.options.shoppers.everyMs);
  return {
    routes: [
      page('GET', address, (request) => showPanel(context, shoppers, request)),
      page('GET', `${address}/state.json`, () =>
        jsonPage({
          now: context.store.now().toISOString(),
          offsetMs: offsetMs(context),
          installed: context.store.installed,
          webhooks: context.webhooks.stats(),
          everyMs: shoppers.everyMs,
        }),
      ),
      page('GET', `${address}/customers.json`, ({ url }) =>
        jsonPage(
          suggestCustomers(context.store, url.searchParams.get('query') ?? '').map((each) => {
            return { id: each.id, name: customerName(each), email: each.email };
          }),
        ),
      ),
      action(`${address}/clock`, (request) => moveClock(context, request)),
      action(`${address}/orders`, (request) => placeOrder(context, request)),
      action(`${address}/checkouts`, (request) => abandonCheckout(context, request)),
      action(`${address}/orders/:id/:action`, (request) => actOnOrder(context, request)),
      action(`${address}/customers/:id/:action`, (request) => actOnCustomer(context, request)),
      action(`${address}/unit-cost`, (request) => setUnitCost(context, request)),
      action(`${address}/webhooks`, (request) => changeWebhooks(context, request)),
      action(`${address}/webhooks/hurry`, () => {
        context.webhooks.hurry();
        return { ok: true, message: 'What waited is on its way' };
      }),
      action(`${address}/shoppers`, (request) => changeShoppers(shoppers, request)),
      action(`${address}/uninstall`, () => uninstallApp(context)),
      action(`${address}/shop-redact`, () => requestShopRedact(context)),
      ...assetRoutes('/assets/control-panel', new URL('./', import.meta.url)),
    ],
    close: async () => shoppers.stop(),
  };
}
