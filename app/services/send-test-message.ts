import type { FieldError } from '#app/domain/campaigns/field-reader.ts';
import type { MailPort } from './ports/mail-port.ts';
import { OutsideError } from './ports/outside-error.ts';
import {
  type PreviewMessageDeps,
  type PreviewMessageInput,
  previewMessage,
} from './preview-message.ts';

export interface SendTestMessageDeps extends PreviewMessageDeps {
  mail: MailPort;
  mailDomain: string;
  /** A random UUID. */
  newId(): string;
}

export type SendTestMessageResult =
  | { outcome: 'sent'; to: string }
  | { outcome: 'invalid'; errors: FieldError[] }
  | { outcome: 'not_sent'; message: string };

/**
 * Sends the preview to the merchant's own address, marked as a test, with a code that does not
 * work. It is no marketing: consent, limits and the switch that pauses sending do not apply.
 */
export async function sendTestMessage(
  deps: SendTestMessageDeps,
  input: PreviewMessageInput & { to: string },
): Promise<SendTestMessageResult> {
  const preview = await previewMessage(deps, input);
  if (preview.outcome === 'invalid') return preview;
  const { subject, html, text } = preview;
  const { sender } = input.shop.settings;
  try {
    const answer = await deps.mail.send({
      subject,
      html,
      text,
      to: input.to,
      fromName: sender.name || input.shop.name,
      replyTo: sender.replyTo || null,
      messageId: `<test-${deps.newId()}@${deps.mailDomain}>`,
      unsubscribeUrl: null,
    });
    if (answer.outcome === 'accepted') return { outcome: 'sent', to: input.to };
    return { outcome: 'not_sent', message: answer.message };
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return { outcome: 'not_sent', message: error.message };
  }
}
