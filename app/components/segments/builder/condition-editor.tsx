import { Box, Button, InlineError, InlineStack, Select } from '@shopify/polaris';
import { DeleteIcon } from '@shopify/polaris-icons';
import { useShell } from '../../shared/shell-context.tsx';
import { ATTRIBUTE_GROUPS, ATTRIBUTES, isAttribute } from './attributes.ts';
import { useBuilder } from './builder-context.tsx';
import {
  CampaignFields,
  CompareFields,
  type FieldsProps,
  PickField,
  TextFieldOf,
  WhenFields,
} from './condition-fields.tsx';
import type { ConditionDraft } from './draft.ts';

/** One condition: what it is about, whether it is so or not, and its fields. */
export function ConditionEditor({ condition, path }: { condition: ConditionDraft; path: string }) {
  const { messages } = useShell();
  const { change, errors } = useBuilder();
  const words = messages.segmentRules;
  const edit = (changed: Partial<ConditionDraft>) =>
    change(condition.id, (part) => (part.kind === 'condition' ? { ...part, ...changed } : part));
  const choose = (attribute: string) => {
    if (!isAttribute(attribute)) return;
    // A date is always some days; what was chosen from another list is not in this one.
    const isDated = ATTRIBUTES[attribute].kind === 'date' && condition.when === 'ever';
    edit({ attribute, list: [], ...(isDated ? { when: 'in-last-days' } : {}) });
  };
  const isStatement = ['flag', 'ordered', 'campaign'].includes(
    ATTRIBUTES[condition.attribute].kind,
  );
  const problem = errors[path] ?? errors[`${path}.type`];
  return (
    <Box padding="300" borderWidth="025" borderColor="border" borderRadius="200">
      <InlineStack gap="200" blockAlign="start" align="space-between" wrap={false}>
        <InlineStack gap="200" blockAlign="start" align="start">
          <Select
            label={words.fields.attribute}
            labelHidden
            options={Object.entries(ATTRIBUTE_GROUPS).map(([group, attributes]) => ({
              title: titleOf(words.attributeGroups, group),
              options: attributes.map((value) => ({ value, label: words.attributes[value] })),
            }))}
            value={condition.attribute}
            onChange={choose}
          />
          <Select
            label={words.polarity.label}
            labelHidden
            options={[
              { value: 'is', label: isStatement ? words.polarity.yes : words.polarity.is },
              { value: 'isNot', label: isStatement ? words.polarity.no : words.polarity.isNot },
            ]}
            value={condition.isNegated ? 'isNot' : 'is'}
            onChange={(value) => edit({ isNegated: value === 'isNot' })}
          />
          <Fields condition={condition} path={path} edit={edit} />
        </InlineStack>
        <Button
          icon={DeleteIcon}
          variant="tertiary"
          accessibilityLabel={`${words.group.remove}: ${words.attributes[condition.attribute]}`}
          onClick={() => change(condition.id, () => null)}
        />
      </InlineStack>
      {problem && <InlineError fieldID={condition.id} message={problem} />}
    </Box>
  );
}

function titleOf(titles: Record<string, string>, group: string): string {
  return titles[group] ?? group;
}

function Fields(props: FieldsProps) {
  const shape = ATTRIBUTES[props.condition.attribute];
  switch (shape.kind) {
    case 'compare':
      return (
        <>
          <CompareFields {...props} unit={shape.unit} />
          {shape.hasWhen && <WhenFields {...props} />}
        </>
      );
    case 'ordered':
      return (
        <>
          <PickField {...props} />
          <CompareFields {...props} unit="orders" />
          <WhenFields {...props} />
        </>
      );
    case 'date':
      return <WhenFields {...props} isNeeded />;
    case 'flag':
      return null;
    case 'rfm-group':
      return <PickField {...props} />;
    case 'campaign':
      return (
        <>
          <CampaignFields {...props} />
          <WhenFields {...props} />
        </>
      );
    default:
      return <TextFieldOf {...props} />;
  }
}
