import type { Order, Refund } from '../model.ts';
import type { Emission, StoreState } from '../state/state.ts';
import { orderPayload } from './order-payloads.ts';
import { restId } from './parts.ts';
import { refundPayload } from './refund-payloads.ts';

export function orderEvent(state: StoreState, order: Order, topic: string): Emission {
  return { topic, buildPayload: () => orderPayload(state, order) };
}

export function orderDeletedEvent(order: Order): Emission {
  return { topic: 'orders/delete', buildPayload: () => ({ id: restId(order.id) }) };
}

export function refundEvent(state: StoreState, order: Order, refund: Refund): Emission {
  return { topic: 'refunds/create', buildPayload: () => refundPayload(state, order, refund) };
}

interface Change {
  id: string;
  delta: number;
}

export function orderEditedEvent(
  state: StoreState,
  order: Order,
  changes: { additions: Change[]; removals: Change[] },
): Emission {
  const id = restId(state.nextId());
  const now = state.timestamp();
  const part = (change: Change) => ({ id: restId(change.id), delta: change.delta });
  return {
    topic: 'orders/edited',
    buildPayload: () => ({
      order_edit: {
        id,
        app_id: null,
        created_at: now,
        committed_at: now,
        notify_customer: false,
        order_id: restId(order.id),
        staff_note: '',
        user_id: null,
        line_items: {
          additions: changes.additions.map(part),
          removals: changes.removals.map(part),
        },
        discounts: { line_item: { additions: [], removals: [] } },
        shipping_lines: { additions: [], removals: [] },
      },
    }),
  };
}
