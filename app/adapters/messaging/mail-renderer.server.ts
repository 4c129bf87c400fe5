import { readFile } from 'node:fs/promises';
import { Liquid, LiquidError } from 'liquidjs';
import mjml2html from 'mjml';
import type { MessageTexts } from '#app/domain/campaigns/definition.ts';
import type { FieldError } from '#app/domain/campaigns/field-reader.ts';
import type { MailModel } from '#app/domain/messaging/mail-model.ts';
import {
  type MailRenderer,
  type RenderedMail,
  TemplateError,
} from '#app/services/ports/mail-renderer.ts';
import type { MailWords } from './mail-words.ts';

const TEXT_NAMES: readonly (keyof MessageTexts)[] = [
  'subject',
  'preheader',
  'heading',
  'body',
  'buttonLabel',
];

/** A template has no files to include, and none may keep a worker busy for long. */
const limits = { templates: {}, parseLimit: 20_000, renderLimit: 500, memoryLimit: 1_000_000 };

/**
 * Renders a campaign's mail. The layout is compiled from MJML once, with its Liquid left in place;
 * each mail then costs two Liquid renderings. The merchant's own texts are Liquid too, give plain
 * text, and are escaped by the layout.
 */
export async function createMailRenderer(words: MailWords): Promise<MailRenderer> {
  const layouts = new Liquid();
  const mjml = await readTemplate('campaign.mjml');
  const compiled = await mjml2html(mjml, { validationLevel: 'strict', keepComments: true });
  const html = layouts.parse(compiled.html);
  const text = layouts.parse(await readTemplate('campaign.txt'));
  const texts = new Liquid({
    ...limits,
    strictVariables: true,
    strictFilters: true,
    // What a mail may or may not have can be asked for with `if`, but not printed unasked.
    lenientIf: true,
  });

  const renderText = async (model: MailModel, name: keyof MessageTexts): Promise<string> => {
    try {
      return String(await texts.parseAndRender(model.texts[name], textVariables(model)));
    } catch (error) {
      // Liquid's own complaint names the line and what it stumbled over.
      if (error instanceof LiquidError) throw new TemplateError(name, error.message);
      throw error;
    }
  };

  return {
    async render(model): Promise<RenderedMail> {
      const rendered = await renderTexts(model, renderText);
      const variables = layoutVariables(model, rendered, words);
      return {
        subject: variables.subject,
        html: String(await layouts.render(html, variables)),
        text: String(await layouts.render(text, variables)),
      };
    },
    async checkTexts(model): Promise<FieldError[]> {
      const problems = await Promise.all(
        TEXT_NAMES.map(async (name): Promise<FieldError[]> => {
          try {
            await renderText(model, name);
            return [];
          } catch (error) {
            if (!(error instanceof TemplateError)) throw error;
            return [{ field: name, code: 'bad_template', detail: error.message }];
          }
        }),
      );
      return problems.flat();
    },
  };
}

function readTemplate(name: string): Promise<string> {
  return readFile(new URL(`./templates/${name}`, import.meta.url), 'utf8');
}

async function renderTexts(
  model: MailModel,
  renderText: (model: MailModel, name: keyof MessageTexts) => Promise<string>,
): Promise<MessageTexts> {
  return {
    subject: (await renderText(model, 'subject')).replace(/\s+/g, ' ').trim(),
    preheader: await renderText(model, 'preheader'),
    heading: await renderText(model, 'heading'),
    body: await renderText(model, 'body'),
    buttonLabel: await renderText(model, 'buttonLabel'),
  };
}

/** What a merchant's text can say, in Liquid's own style of names. */
function textVariables(model: MailModel): Record<string, unknown> {
  return {
    customer: { first_name: model.customer.firstName, last_name: model.customer.lastName },
    shop: { name: model.shop.name, url: model.shop.url },
    ...(model.offer ? { offer: model.offer } : {}),
    ...(model.order
      ? { order: { name: model.order.name, first_item: model.order.firstItem } }
      : {}),
    products: model.products,
  };
}

function layoutVariables(model: MailModel, texts: MessageTexts, words: MailWords) {
  const { offer, shop } = model;
  return {
    ...texts,
    subject: model.isTest ? words.testSubject(texts.subject) : texts.subject,
    shop,
    offer,
    products: model.products,
    buttonUrl: offer?.url ?? shop.url,
    validUntil: offer ? words.validUntil(offer.expires) : null,
    minimum: offer?.minimum ? words.minimum(offer.minimum) : null,
    reason: words.reasons[model.trigger](shop.name),
    unsubscribeUrl: model.unsubscribeUrl,
    isTest: model.isTest,
    words: {
      yourCode: words.yourCode,
      viewProduct: words.viewProduct,
      unsubscribe: words.unsubscribe,
      testNotice: words.testNotice,
    },
  };
}
