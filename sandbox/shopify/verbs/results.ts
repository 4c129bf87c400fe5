/** A refused business verb: the reason as a code, and a sentence for the person who asked. */
export interface Refusal {
  ok: false;
  reason: string;
  message: string;
}

export function refuse(reason: string, message: string): Refusal {
  return { ok: false, reason, message };
}
