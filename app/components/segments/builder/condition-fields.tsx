import { Select, TextField } from '@shopify/polaris';
import { keysOf } from '../../shared/keys-of.ts';
import { useShell } from '../../shared/shell-context.tsx';
import { wordOf } from '../../shared/word-of.ts';
import type { ValueUnit } from './attributes.ts';
import { useBuilder } from './builder-context.tsx';
import type { ConditionDraft } from './draft.ts';
import { PickList } from './pick-list.tsx';

export interface FieldsProps {
  condition: ConditionDraft;
  /** Of the condition in the answer of the server. */
  path: string;
  edit(changed: Partial<ConditionDraft>): void;
}

const WHENS = ['ever', 'in-last-days', 'days-ago', 'between'] as const;

/** A comparison with a number, typed in the unit of the attribute. */
export function CompareFields({ condition, path, edit, unit }: FieldsProps & { unit: ValueUnit }) {
  const { messages, formats } = useShell();
  const { errors } = useBuilder();
  const { comparisons, fields } = messages.segmentRules;
  const affix = {
    count: {},
    orders: { suffix: fields.orders },
    number: {},
    money: { prefix: formats.currencySymbol },
    percent: { suffix: '%' },
  }[unit];
  return (
    <>
      <Select
        label={fields.comparison}
        labelHidden
        options={keysOf(comparisons).map((value) => ({ value, label: comparisons[value] }))}
        value={condition.comparison}
        onChange={(value) => {
          const comparison = keysOf(comparisons).find((each) => each === value);
          if (comparison) edit({ comparison });
        }}
      />
      <div style={{ width: '130px' }}>
        <TextField
          label={fields.value}
          labelHidden
          autoComplete="off"
          inputMode="decimal"
          {...affix}
          value={condition.value}
          onChange={(value) => edit({ value })}
          error={errors[`${path}.value`]}
        />
      </div>
    </>
  );
}

/** The days that count: any, some relative to today, or between two dates. */
export function WhenFields({
  condition,
  path,
  edit,
  isNeeded,
}: FieldsProps & { isNeeded?: boolean }) {
  const { messages } = useShell();
  const { when: words, fields } = messages.segmentRules;
  const whens = isNeeded ? WHENS.filter((when) => when !== 'ever') : WHENS;
  return (
    <>
      <Select
        label={words.label}
        labelHidden
        options={whens.map((value) => ({ value, label: words[value] }))}
        value={condition.when}
        onChange={(value) => {
          const when = WHENS.find((each) => each === value);
          if (when) edit({ when });
        }}
      />
      {(condition.when === 'in-last-days' || condition.when === 'days-ago') && (
        <DaysField label={fields.days} path={`${path}.when.days`} {...{ condition, edit }} />
      )}
      {condition.when === 'between' && <DateFields {...{ condition, path, edit }} />}
    </>
  );
}

function DaysField({
  label,
  prefix,
  path,
  condition,
  edit,
}: FieldsProps & { label: string; prefix?: string }) {
  const { messages } = useShell();
  const { errors } = useBuilder();
  return (
    <div style={{ width: '130px' }}>
      <TextField
        label={label}
        labelHidden
        autoComplete="off"
        inputMode="numeric"
        {...(prefix ? { prefix } : {})}
        suffix={messages.segmentRules.fields.days.toLowerCase()}
        value={condition.days}
        onChange={(days) => edit({ days })}
        error={errors[path]}
      />
    </div>
  );
}

function DateFields({ condition, path, edit }: FieldsProps) {
  const { messages } = useShell();
  const { errors } = useBuilder();
  const { fields } = messages.segmentRules;
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <TextField
          key={end}
          label={fields[end]}
          labelHidden
          prefix={fields[end]}
          type="date"
          autoComplete="off"
          value={condition[end]}
          onChange={(value) => edit({ [end]: value })}
          error={errors[`${path}.when.${end}`]}
        />
      ))}
    </>
  );
}

/** Some of what the store has: products, vendors, groups … */
export function PickField({ condition, path, edit }: FieldsProps) {
  const { messages } = useShell();
  const { errors, options } = useBuilder();
  const { fields } = messages.segmentRules;
  const groups = Object.entries(messages.shared.rfmGroups).map(([value, { name }]) => ({
    value,
    label: name,
  }));
  const lists: Record<string, { label: string; field: string; choices: typeof groups }> = {
    product: { label: fields.products, field: 'lines.ids', choices: options.products },
    variant: { label: fields.variants, field: 'lines.ids', choices: options.variants },
    vendor: { label: fields.vendors, field: 'lines.names', choices: options.vendors },
    'product-type': {
      label: fields.productTypes,
      field: 'lines.names',
      choices: options.productTypes,
    },
  };
  const list = lists[condition.attribute] ?? {
    label: fields.groups,
    field: 'groups',
    choices: groups,
  };
  return (
    <PickList
      label={list.label}
      choices={list.choices}
      selected={condition.list}
      onChange={(chosen) => edit({ list: chosen })}
      error={errors[`${path}.${list.field}`]}
    />
  );
}

/** A campaign and what happened in it. */
export function CampaignFields({ condition, path, edit }: FieldsProps) {
  const { messages } = useShell();
  const { errors, options } = useBuilder();
  const { fields, events } = messages.segmentRules;
  return (
    <>
      <Select
        label={fields.campaign}
        labelHidden
        placeholder={fields.campaign}
        options={options.campaigns}
        value={condition.campaignId}
        onChange={(campaignId) => edit({ campaignId })}
        error={errors[`${path}.campaignId`]}
      />
      <Select
        label={fields.event}
        labelHidden
        options={keysOf(events).map((value) => ({ value, label: events[value] }))}
        value={condition.event}
        onChange={(value) => {
          const event = keysOf(events).find((each) => each === value);
          if (event) edit({ event });
        }}
      />
    </>
  );
}

/** The one field of the conditions that have one: a tag, countries, a segment, days. */
export function TextFieldOf(props: FieldsProps) {
  const { condition, path, edit } = props;
  const { messages } = useShell();
  const { errors, options } = useBuilder();
  const { fields } = messages.segmentRules;
  if (condition.attribute === 'birthday') {
    return (
      <DaysField
        label={fields.withinDays}
        prefix={fields.within}
        {...props}
        path={`${path}.days`}
      />
    );
  }
  if (condition.attribute === 'segment') {
    return (
      <Select
        label={fields.segment}
        labelHidden
        options={options.readySegments.map((value) => ({
          value,
          label: wordOf(messages.shared.segmentNames, value),
        }))}
        value={condition.segmentKey}
        onChange={(segmentKey) => edit({ segmentKey })}
        error={errors[`${path}.key`]}
      />
    );
  }
  const isTag = condition.attribute === 'tag';
  return (
    <TextField
      label={isTag ? fields.tag : fields.countries}
      labelHidden
      autoComplete="off"
      placeholder={isTag ? fields.tag : 'GB, IE'}
      helpText={isTag ? fields.tagHelp : fields.countriesHelp}
      value={condition.text}
      onChange={(text) => edit({ text })}
      error={isTag ? errors[`${path}.tag`] : countryError(errors, path)}
    />
  );
}

function countryError(errors: Record<string, string>, path: string): string | undefined {
  const field = Object.keys(errors).find((each) => each.startsWith(`${path}.codes`));
  return field ? errors[field] : undefined;
}
