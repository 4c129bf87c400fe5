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
  /** Names of the segments the merchant made, by their ids. */
  ownSegments: Record<string, string>;
  children: ReactNode;
}

/** Gives every component below the merchant's sentences and the shop's formats. */
export function ShellProvider({ messages, settings, ownSegments, children }: ShellProviderProps) {
  const { currency, currencyExponent, locale, timezone } = settings;
  const shell = useMemo(
    () => ({
      messages: withSegmentNames(messages, ownSegments),
      formats: createFormats({ currency, currencyExponent, locale, timezone }),
    }),
    [messages, ownSegments, currency, currencyExponent, locale, timezone],
  );
  return <ShellContext.Provider value={shell}>{children}</ShellContext.Provider>;
}

/** A merchant's own segments have their names wherever the ready ones have theirs. */
function withSegmentNames(messages: Messages, ownSegments: Record<string, string>): Messages {
  const { shared } = messages;
  const segmentNames = { ...shared.segmentNames, ...ownSegments };
  return { ...messages, shared: { ...shared, segmentNames } };
}

/** The sentences and formats of the page. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('useShell outside of ShellProvider');
  return shell;
}
