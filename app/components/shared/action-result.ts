/** Sentences by the path of the field they belong to, such as `sender.replyTo`. */
export type FieldErrors = Record<string, string>;

/** What an action answers to a form or a button. */
export type ActionResult =
  | { ok: true /** What was done, shown as a toast. */; message: string }
  | { ok: false /** What is wrong with the whole. */; message: string; errors: FieldErrors };
