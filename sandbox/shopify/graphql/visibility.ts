import type { Order } from '../model.ts';
import type { Graph } from './graph.ts';
import type { Predicate } from './search.ts';

const WINDOW_MS = 60 * 86_400_000;

/** Without read_all_orders an app sees the orders of the last 60 days. */
export function visibleOrders(graph: Graph): Predicate<Order> {
  if (graph.scopes.has('read_all_orders')) return () => true;
  const since = graph.state.clock.now().getTime() - WINDOW_MS;
  return (order) => Date.parse(order.createdAt) >= since;
}
