import type { BasketLine } from './basket.ts';
import type { Person } from './people.ts';

/** An order that will be placed, before it has ids, taxes and a fate. */
export interface OrderPlan {
  /** Names the order's own random stream: `<customer>/<nth order>`. */
  key: string;
  customerId: string | null;
  person: Person;
  email: string;
  phone: string | null;
  placedAt: number;
  lines: BasketLine[];
  nth: number;
  /** How much this person likes codes, from 0 to 1. */
  bargainHunting: number;
}
