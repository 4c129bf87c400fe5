import type { Play } from '#app/domain/campaigns/definition.ts';
import type { FieldError } from '#app/domain/campaigns/field-reader.ts';
import { readDefinition } from '#app/domain/campaigns/read-definition.ts';
import type { Shop } from '#app/domain/shop.ts';
import { type MailRenderer, type RenderedMail, TemplateError } from './ports/mail-renderer.ts';
import type { PairsStore, ProductCard } from './ports/pairs-store.ts';
import { buildSampleMail } from './sample-mail.ts';
import type { Clock, Transact } from './transact.ts';

export interface PreviewMessageDeps {
  transact: Transact<{ pairs: PairsStore }>;
  clock: Clock;
  renderer: MailRenderer;
}

export interface PreviewMessageInput {
  shop: Shop;
  play: Play;
  /** A definition as the form has it, saved or not. */
  definition: unknown;
}

export type PreviewMessageResult =
  | ({ outcome: 'rendered' } & RenderedMail)
  | { outcome: 'invalid'; errors: FieldError[] };

/** The mail of a definition with sample data and products of the shop; nothing is written. */
export async function previewMessage(
  deps: PreviewMessageDeps,
  input: PreviewMessageInput,
): Promise<PreviewMessageResult> {
  const read = readDefinition(input.play, input.definition);
  if (!read.ok) return { outcome: 'invalid', errors: read.errors };
  if (read.definition.action.type === 'points') {
    return { outcome: 'invalid', errors: [{ field: 'action', code: 'not_for_play' }] };
  }
  const { shop } = input;
  const products = await deps.transact((stores) => listSamples(stores.pairs, shop));
  const model = buildSampleMail(shop, read.definition, products, deps.clock.now());
  try {
    return { outcome: 'rendered', ...(await deps.renderer.render(model)) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const field = `action.message.${error.field}`;
    return { outcome: 'invalid', errors: [{ field, code: 'bad_template', detail: error.message }] };
  }
}

const SAMPLE_PRODUCTS = 7;

async function listSamples(pairs: PairsStore, shop: Shop): Promise<ProductCard[]> {
  const productIds = await pairs.listBestsellers(shop.shopId, SAMPLE_PRODUCTS);
  return pairs.listProducts(shop.shopId, productIds);
}
