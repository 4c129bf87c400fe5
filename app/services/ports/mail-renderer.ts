import type { MessageTexts } from '#app/domain/campaigns/definition.ts';
import type { FieldError } from '#app/domain/campaigns/field-reader.ts';
import type { MailModel } from '#app/domain/messaging/mail-model.ts';

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

/** A text of the merchant's is no valid Liquid, or names a variable that does not exist. */
export class TemplateError extends Error {
  readonly field: keyof MessageTexts;

  constructor(field: keyof MessageTexts, message: string) {
    super(message);
    this.name = 'TemplateError';
    this.field = field;
  }
}

export interface MailRenderer {
  /** @throws TemplateError */
  render(model: MailModel): Promise<RenderedMail>;
  /** What is wrong with the texts, tried out on a model; `field` is the name of the text. */
  checkTexts(model: MailModel): Promise<FieldError[]>;
}
