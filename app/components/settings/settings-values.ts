/** The form as its fields hold it: numbers as text, so that an empty field is empty. */
export interface SettingsValues {
  senderName: string;
  replyTo: string;
  postalAddress: string;
  sendHour: string;
  periodDays: string;
  lifetimeYears: string;
  includeSubscriptions: boolean;
  includeTax: boolean;
  includeShipping: boolean;
}
