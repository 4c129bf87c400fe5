import { expect, test } from 'vitest';
import { openShop } from '#app/services/install-shop.ts';
import { rereadOrders } from '#app/services/reread-order.ts';
import { uninstallShop } from '#app/services/uninstall-shop.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { shopServices } from './shop-services.ts';

function sampleStore() {
  return generateStore({ seed: 7, customers: 40, endsAt: new Date('2026-06-15T12:00:00Z') });
}

test('an edited order is read again whole; one that is gone is left to its own webhook', async () => {
  const services = await shopServices({ loadContents: sampleStore });
  const shop = await openShop(services.deps, services.address.domain);
  const { local, clock, pool } = services;
  const order = [...local.store.state.tables.orders.values()].find(
    ({ financialStatus, lines }) => financialStatus === 'PAID' && (lines[0]?.quantity ?? 0) >= 1,
  );
  const [line] = order?.lines ?? [];
  if (!order || !line) throw new Error('no order to edit');
  const ids = { shopId: shop.shopId, orderIds: [order.id, '999999999'] };
  expect(await rereadOrders(services.deps, ids)).toEqual({ reread: 1 });

  clock.advance(60_000);
  const edited = local.store.editOrder(order.id, {
    quantities: [{ lineItemId: line.id, quantity: line.quantity + 2 }],
  });
  expect(edited.ok).toBe(true);
  await rereadOrders(services.deps, ids);
  const { rows } = await pool.query(
    'select current_quantity from order_lines where order_id = $1 and line_id = $2',
    [order.id, line.id],
  );
  expect(rows).toEqual([{ current_quantity: line.currentQuantity }]);
  expect(services.planned).toContain(order.id);

  await uninstallShop(services.deps, { shopDomain: shop.domain, at: local.store.now() });
  expect(await rereadOrders(services.deps, ids)).toEqual({ reread: 0 });
});
