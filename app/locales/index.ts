import { en } from './en/index.ts';

/** Every sentence a merchant reads. Another language is another object of this type. */
export type Messages = typeof en;

const languages: Record<string, Messages> = { en };

/** The messages of a locale such as `fr-CA`; English where the language is not there yet. */
export function messagesFor(locale: string | null | undefined): Messages {
  const language = locale?.split('-', 1)[0]?.toLowerCase() ?? 'en';
  return languages[language] ?? en;
}
