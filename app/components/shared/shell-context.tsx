import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Messages } from '#app/locales/index.ts';
import { createFormats, type FormatSettings, type Formats } from './formats.ts';

interface Shell {
  messages: Messages;
  formats: Formats;
}

const ShellContext = createContext<Shell | null>(null);

interface ShellProviderProps {
  messages: Messages;
  settings: FormatSettings;
  children: ReactNode;
}

/** Gives every component below the merchant's sentences and the shop's formats. */
export function ShellProvider({ messages, settings, children }: ShellProviderProps) {
  const { currency, currencyExponent, locale, timezone } = settings;
  const shell = useMemo(
    () => ({ messages, formats: createFormats({ currency, currencyExponent, locale, timezone }) }),
    [messages, currency, currencyExponent, locale, timezone],
  );
  return <ShellContext.Provider value={shell}>{children}</ShellContext.Provider>;
}

/** The sentences and formats of the page. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('useShell outside of ShellProvider');
  return shell;
}
