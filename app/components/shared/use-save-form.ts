import { useEffect, useState } from 'react';
import type { FieldErrors } from './action-result.ts';
import { useAction } from './use-action.ts';

export interface SaveForm<Values extends object> {
  values: Values;
  set<Key extends keyof Values>(key: Key, value: Values[Key]): void;
  isDirty: boolean;
  isSaving: boolean;
  /** By the path of the field, such as `replyTo`. */
  errors: FieldErrors;
  refusal: string | null;
  save(): void;
  discard(): void;
}

/**
 * The values of a form that is saved with the admin's save bar (show it with `SaveBar`).
 *
 * @param saved what the server has; when it changes, the form starts over from it
 * @param toBody what is sent to the page's action
 */
export function useSaveForm<Values extends object>(
  saved: Values,
  toBody: (values: Values) => object,
): SaveForm<Values> {
  const [values, setValues] = useState(saved);
  const action = useAction();
  const savedText = JSON.stringify(saved);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new object of the same values is no change
  useEffect(() => setValues(saved), [savedText]);
  return {
    values,
    set: (key, value) => setValues((current) => ({ ...current, [key]: value })),
    isDirty: JSON.stringify(values) !== savedText,
    isSaving: action.isRunning,
    errors: action.errors,
    refusal: action.refusal,
    save: () => action.run(toBody(values)),
    discard: () => setValues(saved),
  };
}
