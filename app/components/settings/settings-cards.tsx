import { Card, Checkbox, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import { useShell } from '../shared/shell-context.tsx';
import type { SaveForm } from '../shared/use-save-form.ts';
import type { SettingsValues } from './settings-values.ts';

interface CardProps {
  form: SaveForm<SettingsValues>;
}

type TextName = Exclude<
  keyof SettingsValues,
  'includeSubscriptions' | 'includeTax' | 'includeShipping'
>;

function bind({ values, errors, set }: SaveForm<SettingsValues>, name: TextName) {
  return {
    name,
    value: values[name],
    error: errors[name],
    onChange: (value: string) => set(name, value),
    autoComplete: 'off',
  };
}

export function SenderCard({ form, shop }: CardProps & { shop: { name: string; email: string } }) {
  const { messages } = useShell();
  const { name, replyTo, postalAddress } = messages.settings.sender;
  return (
    <Card>
      <FormLayout>
        <TextField
          {...bind(form, 'senderName')}
          label={name.label}
          helpText={name.help(shop.name)}
        />
        <TextField
          {...bind(form, 'replyTo')}
          type="email"
          label={replyTo.label}
          helpText={replyTo.help(shop.email)}
        />
        <TextField
          {...bind(form, 'postalAddress')}
          label={postalAddress.label}
          helpText={postalAddress.help}
          multiline={3}
        />
      </FormLayout>
    </Card>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export function SendHourCard({ form }: CardProps) {
  const { messages } = useShell();
  const { label, hour } = messages.settings.sendHour;
  return (
    <Card>
      <Select
        {...bind(form, 'sendHour')}
        label={label}
        options={HOURS.map((each) => ({ value: String(each), label: hour(each) }))}
      />
    </Card>
  );
}

export function ClvCard({ form }: CardProps) {
  const { messages } = useShell();
  const { periodDays, lifetimeYears } = messages.settings.clv;
  const number = { type: 'number', min: 0 } as const;
  const { help: periodHelp, ...period } = periodDays;
  const { help: lifetimeHelp, ...lifetime } = lifetimeYears;
  return (
    <Card>
      <FormLayout>
        <FormLayout.Group>
          <TextField {...bind(form, 'periodDays')} {...number} {...period} helpText={periodHelp} />
          <TextField
            {...bind(form, 'lifetimeYears')}
            {...number}
            {...lifetime}
            helpText={lifetimeHelp}
          />
        </FormLayout.Group>
      </FormLayout>
    </Card>
  );
}

export function PredictionsCard({ form }: CardProps) {
  const { messages } = useShell();
  const words = messages.settings.predictions;
  return (
    <Card>
      <Checkbox
        label={words.includeSubscriptions}
        helpText={words.help}
        checked={form.values.includeSubscriptions}
        onChange={(checked) => form.set('includeSubscriptions', checked)}
      />
    </Card>
  );
}

export function MoneyCard({ form }: CardProps) {
  const { messages } = useShell();
  const words = messages.settings.money;
  return (
    <Card>
      <FormLayout>
        <Checkbox
          label={words.includeTax}
          checked={form.values.includeTax}
          onChange={(checked) => form.set('includeTax', checked)}
        />
        <Checkbox
          label={words.includeShipping}
          checked={form.values.includeShipping}
          onChange={(checked) => form.set('includeShipping', checked)}
        />
        <Text as="p" tone="subdued" variant="bodySm">
          {words.help}
        </Text>
      </FormLayout>
    </Card>
  );
}
