import type { PageRequest } from '../admin-frame/page.ts';
import type { LocalShopifyContext } from '../context.ts';
import type { Shoppers } from '../shoppers/shoppers.ts';
import { type Read, readShare } from './fields.ts';
import type { Outcome } from './notice.ts';

function readSeconds(text: string | null, name: string, highest: number): Read<number> {
  const seconds = Number(text ?? '');
  if (text?.trim() && seconds >= 0 && seconds <= highest) {
    return { ok: true, value: Math.round(seconds * 1000) };
  }
  return { ok: false, message: `${name}: “${text ?? ''}” is not between 0 and ${highest} seconds` };
}

/** How the webhooks behave from now on. */
export function changeWebhooks({ webhooks }: LocalShopifyContext, { form }: PageRequest): Outcome {
  const duplicate = readShare(form.get('duplicate'), 'Duplicate');
  if (!duplicate.ok) return duplicate;
  const drop = readShare(form.get('drop'), 'Drop');
  if (!drop.ok) return drop;
  const delay = readSeconds(form.get('delay'), 'Delay', 600);
  if (!delay.ok) return delay;
  const shuffle = readSeconds(form.get('shuffle'), 'Shuffle', 600);
  if (!shuffle.ok) return shuffle;
  webhooks.setKnobs({
    duplicateRate: duplicate.value,
    dropRate: drop.value,
    delayMs: { min: 0, max: delay.value },
    shuffleWindowMs: shuffle.value,
    paused: form.get('paused') === 'yes',
  });
  return { ok: true, message: 'The webhooks behave as you said' };
}

export function changeShoppers(shoppers: Shoppers, { form }: PageRequest): Outcome {
  if (form.get('action') === 'stop') {
    shoppers.stop();
    return { ok: true, message: 'No shopper comes by themselves now' };
  }
  if (form.get('action') === 'step') {
    const text = shoppers.step();
    return { ok: true, message: text ?? 'A shopper came and went' };
  }
  const every = readSeconds(form.get('every'), 'Every', 3600);
  if (!every.ok) return every;
  if (every.value < 50) return { ok: false, message: 'Shoppers need 0.05 seconds at least' };
  shoppers.start(every.value);
  return { ok: true, message: `Something happens every ${every.value / 1000} seconds or so` };
}

/** Uninstalls the app; opening it again installs it. */
export function uninstallApp({ store }: LocalShopifyContext): Outcome {
  return store.uninstall()
    ? { ok: true, message: 'The app was uninstalled. Open it to install it again.' }
    : { ok: false, message: 'The app is not installed. Open it to install it.' };
}

export function requestShopRedact({ store }: LocalShopifyContext): Outcome {
  if (store.installed) {
    return { ok: false, message: 'Shopify asks for a shop’s redaction after an uninstall only' };
  }
  store.requestShopRedact();
  return { ok: true, message: 'The app was asked to forget the shop' };
}
