import { FieldList } from '../shared/field-list.tsx';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { wordOf } from '../shared/word-of.ts';
import type { ProfileView } from './customer-view.ts';

interface IdentityCardProps {
  profile: ProfileView;
  shopZone: string;
}

/** Who a customer is, and what he agreed to. */
export function IdentityCard({ profile, shopZone }: IdentityCardProps) {
  const { messages, formats } = useShell();
  const { identity: words, consentStates } = messages.customer;
  const emailState = wordOf(consentStates, profile.emailConsent);
  const { emailConsentAt } = profile;
  const fields = [
    { label: words.email, value: profile.email ?? words.unknown },
    { label: words.phone, value: profile.phone ?? words.unknown },
    {
      label: words.emailConsent,
      value: emailConsentAt
        ? words.consentSince(emailState, formats.date(emailConsentAt))
        : emailState,
    },
    { label: words.smsConsent, value: wordOf(consentStates, profile.smsConsent) },
    {
      label: words.birthDate,
      value: profile.birthDate ? formats.day(profile.birthDate) : words.unknown,
    },
    { label: words.country, value: profile.countryCode ?? words.unknown },
    { label: words.zone, value: profile.timezone ?? words.shopZone(shopZone) },
    { label: words.language, value: profile.locale ?? words.unknown },
    {
      label: words.since,
      value: profile.createdAt ? formats.date(profile.createdAt) : words.unknown,
    },
  ];
  return (
    <SectionCard title={words.title}>
      <FieldList fields={fields} />
    </SectionCard>
  );
}
