import sql from 'sql-template-tag';
import type { PrivacyRequest, PrivacyStore } from '#app/services/ports/privacy-store.ts';
import { collectPerson } from './privacy/collect-person.server.ts';
import { eraseShop } from './privacy/erase-shop.server.ts';
import { findPerson } from './privacy/find-person.server.ts';
import { redactPerson } from './privacy/redact-person.server.ts';
import type { Db } from './recordset.ts';

/** Privacy requests and what they do to the rows, bound to one transaction. */
export function createPrivacyStore(db: Db): PrivacyStore {
  return {
    async record({ shopId, requestId, topic, customerId, receivedAt }) {
      await db.query(sql`insert into privacy_requests
          (shop_id, request_id, topic, customer_id, received_at)
        values (${shopId}, ${requestId}, ${topic}, ${customerId}, ${receivedAt})
        on conflict (shop_id, request_id) do nothing`);
    },
    async find(shopId, requestId) {
      const { rows } = await db.query<PrivacyRequest & { isDone: boolean }>(sql`
        select shop_id::text as "shopId", request_id as "requestId", topic,
          customer_id::text as "customerId", received_at as "receivedAt",
          done_at is not null as "isDone"
        from privacy_requests where shop_id = ${shopId} and request_id = ${requestId}`);
      return rows[0] ?? null;
    },
    async listOpen() {
      const { rows } = await db.query<{ shopId: string; requestId: string }>(sql`
        select shop_id::text as "shopId", request_id as "requestId" from privacy_requests
        where done_at is null order by received_at limit 100`);
      return rows;
    },
    async finish(shopId, requestId, { at, result }) {
      await db.query(sql`update privacy_requests
        set done_at = ${at}, result = ${JSON.stringify(result)}::jsonb
        where shop_id = ${shopId} and request_id = ${requestId}`);
    },
    async redactCustomer(shop, request) {
      const person = await findPerson(db, shop.shopId, request.person, request.orderIds);
      return redactPerson(db, shop, { ...request, person });
    },
    redactShop: (shop) => eraseShop(db, shop),
    async collect(shopId, { person, orderIds }) {
      return collectPerson(db, shopId, await findPerson(db, shopId, person, orderIds));
    },
  };
}
