import { BlockStack, Box, Text } from '@shopify/polaris';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { BoundChoices, BoundFlag, BoundNumber, BoundOption } from './bound-fields.tsx';
import { useCampaignForm } from './form-context.tsx';

/** Who may get the campaign, and what must hold besides. */
export function AudienceSection() {
  const { messages } = useShell();
  const { values, set } = useCampaignForm();
  const words = messages.campaignEditor.audience;
  const { audience } = values;
  const { segmentNames, rfmGroups } = messages.shared;
  return (
    <SectionCard title={words.title} text={words.consent}>
      <BoundOption
        label={words.label}
        value={audience}
        options={[
          { value: 'everyone', label: words.everyone },
          { value: 'segments', label: words.segments },
          { value: 'rfm-groups', label: words['rfm-groups'] },
        ]}
        onChange={(value) => set('audience', value)}
        path="audience.type"
        {...(audience === 'everyone' ? {} : { helpText: words.atTheTime })}
      />
      {audience === 'segments' && (
        <BoundChoices
          field="segments"
          path="audience.keys"
          title={words.chooseSegments}
          options={Object.entries(segmentNames).map(([value, label]) => ({ value, label }))}
        />
      )}
      {audience === 'rfm-groups' && (
        <BoundChoices
          field="groups"
          path="audience.groups"
          title={words.chooseGroups}
          options={Object.entries(rfmGroups).map(([value, { name, text }]) => ({
            value,
            label: name,
            helpText: text,
          }))}
        />
      )}
      <Conditions />
    </SectionCard>
  );
}

function Conditions() {
  const { messages } = useShell();
  const { values } = useCampaignForm();
  const words = messages.campaignEditor.conditions;
  const { days } = messages.campaignEditor.trigger;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {words.title}
      </Text>
      <BoundFlag field="hasMinOrders" label={words.minOrders} />
      {values.hasMinOrders && (
        <Box paddingInlineStart="600" maxWidth="240px">
          <BoundNumber
            field="minOrders"
            path="conditions.0.count"
            label={words.minOrdersField}
            labelHidden
            suffix={words.orders}
          />
        </Box>
      )}
      <BoundFlag field="hasLastMessage" label={words.lastMessage} />
      {values.hasLastMessage && (
        <Box paddingInlineStart="600" maxWidth="240px">
          <BoundNumber
            field="lastMessageDays"
            path={`conditions.${values.hasMinOrders ? 1 : 0}.days`}
            label={words.lastMessageField}
            labelHidden
            suffix={days}
          />
        </Box>
      )}
    </BlockStack>
  );
}
