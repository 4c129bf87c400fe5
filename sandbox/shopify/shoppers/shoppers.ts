import { createRandom } from '#sandbox/store/random.ts';
import type { LocalShopifyContext } from '../context.ts';
import { learnTaste } from './basket.ts';
import {
  abandon,
  buy,
  cancel,
  changeConsent,
  deliver,
  fulfill,
  type Happening,
  type LiveShop,
  redeem,
  refund,
} from './happenings.ts';

export interface Shoppers {
  /** Milliseconds of real time between two happenings; null while nobody comes. */
  readonly everyMs: number | null;
  /** What happened, newest first. */
  readonly recent: { at: string; text: string }[];
  start(everyMs: number): void;
  stop(): void;
  /** One happening now; its sentence, or null where nothing could happen. */
  step(): string | null;
}

/** Of a hundred happenings, how many are of which kind. */
const kinds: { happening: Happening; weight: number }[] = [
  { happening: buy, weight: 46 },
  { happening: redeem, weight: 8 },
  { happening: fulfill, weight: 20 },
  { happening: deliver, weight: 14 },
  { happening: abandon, weight: 5 },
  { happening: refund, weight: 3 },
  { happening: changeConsent, weight: 3 },
  { happening: cancel, weight: 1 },
];

const remembered = 30;

/** The store's life: customers who keep ordering, and what follows from orders. */
export function createShoppers(context: LocalShopifyContext): Shoppers {
  const { store, options, log } = context;
  const random = createRandom(options.shoppers?.seed ?? 'shoppers');
  const recent: { at: string; text: string }[] = [];
  let shop: LiveShop | null = null;
  let everyMs: number | null = null;
  let timer: NodeJS.Timeout | null = null;

  function step(): string | null {
    shop ??= { store, random, taste: learnTaste(store) };
    const text = random.weighted(kinds, ({ weight }) => weight).happening(shop);
    if (text === null) return null;
    recent.unshift({ at: store.now().toISOString(), text });
    recent.length = Math.min(recent.length, remembered);
    return text;
  }

  function schedule(): void {
    if (everyMs === null) return;
    // Exponential waits: arrivals that do not look like a metronome.
    const wait = Math.max(20, random.exponential(1 / everyMs));
    timer = setTimeout(() => {
      try {
        step();
      } catch (error) {
        log.warn(`a shopper stumbled: ${String(error)}`);
      }
      schedule();
    }, wait);
    timer.unref();
  }

  function stop(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    everyMs = null;
  }

  return {
    get everyMs() {
      return everyMs;
    },
    recent,
    start(pace) {
      stop();
      everyMs = pace;
      schedule();
    },
    stop,
    step,
  };
}
