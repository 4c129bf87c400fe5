import { createContext, type ReactNode, useContext } from 'react';
import type { FieldErrors } from '../../shared/action-result.ts';
import type { PartDraft } from './draft.ts';

export interface Choice {
  value: string;
  label: string;
}

/** What a store has that a condition can name. */
export interface BuilderOptions {
  products: Choice[];
  variants: Choice[];
  vendors: Choice[];
  productTypes: Choice[];
  campaigns: Choice[];
  /** Keys; their names stand in the locales. */
  readySegments: string[];
}

interface Builder {
  options: BuilderOptions;
  /** By the path of the field, such as `rule.rules.0.value`. */
  errors: FieldErrors;
  /** Exchanges a part; null takes it out. */
  change(id: string, change: (part: PartDraft) => PartDraft | null): void;
  /** An id that no part has. */
  newId(): string;
}

const BuilderContext = createContext<Builder | null>(null);

export function BuilderProvider({ builder, children }: { builder: Builder; children: ReactNode }) {
  return <BuilderContext.Provider value={builder}>{children}</BuilderContext.Provider>;
}

/** The builder that a group or condition belongs to. */
export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error('useBuilder outside of BuilderProvider');
  return builder;
}
