/** A mail as it is handed over. */
export interface Mail {
  fromName: string;
  replyTo: string | null;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** The Message-ID header, angle brackets included; the same for every attempt. */
  messageId: string;
  /** RFC 8058 one-click address; null for mail that needs none, such as a test. */
  unsubscribeUrl: string | null;
}

export type MailOutcome =
  | { outcome: 'accepted' }
  /** The server will never take this one. */
  | { outcome: 'refused'; message: string }
  /** The connection was lost after the content had been handed over. */
  | { outcome: 'uncertain'; message: string };

/** Hands mail over. Throws OutsideError where it surely was not taken and may be tried again. */
export interface MailPort {
  send(mail: Mail): Promise<MailOutcome>;
}
