import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const mailSchema = z.object({
  id: z.string(),
  /** When it arrived, ISO 8601 in real time. */
  receivedAt: z.string(),
  /** The business time of that moment, where the demo's clock was moved. */
  storeTime: z.string(),
  /** The addresses of the envelope. */
  envelopeFrom: z.string(),
  envelopeTo: z.array(z.string()),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Answers of one-click unsubscribes sent from the mail's page. */
  unsubscribes: z.array(z.object({ at: z.string(), status: z.number(), answer: z.string() })),
});

export type Mail = z.infer<typeof mailSchema>;

export interface MailStore {
  /** Newest first. */
  list(): Mail[];
  get(id: string): Mail | undefined;
  put(mail: Mail): void;
  clear(): void;
}

/** One JSON line per mail or change of one; the last line of an id counts. */
export function openMailStore(dataDir: string | null): MailStore {
  const file = dataDir === null ? null : join(dataDir, 'mailbox.jsonl');
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true });
  const mails = new Map<string, Mail>();
  for (const mail of file && existsSync(file) ? readMails(readFileSync(file, 'utf8')) : []) {
    mails.set(mail.id, mail);
  }
  return {
    list: () => [...mails.values()].reverse(),
    get: (id) => mails.get(id),
    put: (mail) => {
      mails.set(mail.id, mail);
      if (file) appendFileSync(file, `${JSON.stringify(mail)}\n`);
    },
    clear: () => {
      mails.clear();
      if (file) writeFileSync(file, '');
    },
  };
}

// The last line may be half written: the demo can be killed at any moment.
function readMails(text: string): Mail[] {
  return text.split('\n').flatMap((line) => {
    const parsed = mailSchema.safeParse(parseLine(line));
    return parsed.success ? [parsed.data] : [];
  });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
