import { Checkbox, ChoiceList, Select, TextField, type TextFieldProps } from '@shopify/polaris';
import type { CampaignForm } from './campaign-form.ts';
import { useCampaignForm } from './form-context.tsx';

type KeysOf<Value> = {
  [Key in keyof CampaignForm]: CampaignForm[Key] extends Value
    ? Value extends CampaignForm[Key]
      ? Key
      : never
    : never;
}[keyof CampaignForm];

export type TextKey = KeysOf<string>;
type ListKey = KeysOf<string[]>;
type FlagKey = KeysOf<boolean>;

type BoundTextProps = {
  field: TextKey;
  /** Where the server reports what is wrong with it. */
  path: string;
} & Pick<
  TextFieldProps,
  | 'label'
  | 'labelHidden'
  | 'helpText'
  | 'prefix'
  | 'suffix'
  | 'multiline'
  | 'inputMode'
  | 'maxLength'
  | 'onFocus'
  | 'placeholder'
>;

/** A text of the form, with what is wrong with it. */
export function BoundText({ field, path, ...props }: BoundTextProps) {
  const { values, set, errors, isReadOnly } = useCampaignForm();
  return (
    <TextField
      {...props}
      id={idOf(field)}
      value={values[field]}
      onChange={(value) => set(field, value)}
      error={errors[path]}
      disabled={isReadOnly}
      autoComplete="off"
    />
  );
}

/** The id of a text's input, for what has to find it in the page. */
export function idOf(field: TextKey): string {
  return `campaign-${field}`;
}

type NumberProps = Omit<BoundTextProps, 'multiline' | 'inputMode' | 'maxLength' | 'onFocus'>;

/** A number as it is typed; phones show their number keys. */
export function BoundNumber(props: NumberProps) {
  return <BoundText {...props} inputMode="decimal" maxLength={16} />;
}

export function BoundFlag(props: { field: FlagKey; label: string; helpText?: string }) {
  const { field, ...rest } = props;
  const { values, set, isReadOnly } = useCampaignForm();
  return (
    <Checkbox
      {...rest}
      checked={values[field]}
      onChange={(checked) => set(field, checked)}
      disabled={isReadOnly}
    />
  );
}

/** Some of several. */
export function BoundChoices(props: {
  field: ListKey;
  path: string;
  title: string;
  options: { value: string; label: string; helpText?: string }[];
}) {
  const { field, path, title, options } = props;
  const { values, set, errors, isReadOnly } = useCampaignForm();
  return (
    <ChoiceList
      allowMultiple
      title={title}
      choices={options}
      selected={values[field]}
      onChange={(selected) => set(field, selected)}
      error={errors[path]}
      disabled={isReadOnly}
    />
  );
}

interface BoundOptionProps<Option extends string> {
  label: string;
  value: Option;
  options: { value: Option; label: string }[];
  onChange: (value: Option) => void;
  path?: string;
  helpText?: string;
}

/** One of several. */
export function BoundOption<Option extends string>(props: BoundOptionProps<Option>) {
  const { path, options, onChange, ...rest } = props;
  const { errors, isReadOnly } = useCampaignForm();
  return (
    <Select
      {...rest}
      options={options}
      onChange={(chosen) => {
        const option = options.find(({ value }) => value === chosen);
        if (option) onChange(option.value);
      }}
      error={path ? errors[path] : undefined}
      disabled={isReadOnly}
    />
  );
}
