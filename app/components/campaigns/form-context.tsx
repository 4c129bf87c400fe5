import { createContext, type ReactNode, useContext } from 'react';
import type { Play } from '#app/domain/campaigns/definition.ts';
import type { FieldErrors } from '../shared/action-result.ts';
import type { CampaignForm } from './campaign-form.ts';

export interface FormState {
  play: Play;
  values: CampaignForm;
  set<Key extends keyof CampaignForm>(key: Key, value: CampaignForm[Key]): void;
  /** By the path of the field in the definition, such as `action.offer.validDays`. */
  errors: FieldErrors;
  isReadOnly: boolean;
}

const FormContext = createContext<FormState | null>(null);

export function FormProvider({ state, children }: { state: FormState; children: ReactNode }) {
  return <FormContext.Provider value={state}>{children}</FormContext.Provider>;
}

/** The form that the fields of the editor belong to. */
export function useCampaignForm(): FormState {
  const state = useContext(FormContext);
  if (!state) throw new Error('useCampaignForm outside of FormProvider');
  return state;
}
