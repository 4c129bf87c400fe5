import { BlockStack, Box, Button, InlineError, InlineStack, Select } from '@shopify/polaris';
import { DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import { useShell } from '../../shared/shell-context.tsx';
import { useBuilder } from './builder-context.tsx';
import { ConditionEditor } from './condition-editor.tsx';
import { type GroupDraft, newCondition, newGroup, type PartDraft } from './draft.ts';

const MODES = {
  all: { match: 'all', isNegated: false },
  any: { match: 'any', isNegated: false },
  notAll: { match: 'all', isNegated: true },
  notAny: { match: 'any', isNegated: true },
} as const;
type Mode = keyof typeof MODES;

/** Groups within a group, below which the rule may not go. */
const MAX_NESTING = 2;

interface GroupEditorProps {
  group: GroupDraft;
  /** Of the group's rule in the answer of the server. */
  path: string;
  nesting: number;
}

/** A group: how its parts are joined, the parts, and buttons for another. */
export function GroupEditor({ group, path, nesting }: GroupEditorProps) {
  const { messages } = useShell();
  const { errors, change, newId } = useBuilder();
  const words = messages.segmentRules.group;
  const inner = group.isNegated ? `${path}.rule` : path;
  const edit = (changed: Partial<GroupDraft>) =>
    change(group.id, (part) => (part.kind === 'group' ? { ...part, ...changed } : part));
  const add = (part: PartDraft) => edit({ parts: [...group.parts, part] });
  const problem = errors[`${inner}.rules`] ?? errors[inner];
  return (
    <Box
      padding={nesting === 0 ? '0' : '300'}
      borderWidth={nesting === 0 ? '0' : '025'}
      borderColor="border"
      borderRadius="200"
      background={nesting === 1 ? 'bg-surface-secondary' : 'bg-surface'}
    >
      <fieldset
        aria-label={`${words.match} ${words[modeOf(group)]}`}
        style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}
      >
        <BlockStack gap="300">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Select
              label={words.match}
              labelInline
              options={Object.keys(MODES)
                .filter(isMode)
                .map((mode) => ({ value: mode, label: words[mode] }))}
              value={modeOf(group)}
              onChange={(mode) => isMode(mode) && edit(MODES[mode])}
            />
            {nesting > 0 && (
              <Button
                icon={DeleteIcon}
                variant="tertiary"
                accessibilityLabel={words.removeGroup}
                onClick={() => change(group.id, () => null)}
              />
            )}
          </InlineStack>
          {group.parts.map((part, index) => (
            <Part key={part.id} part={part} path={`${inner}.rules.${index}`} nesting={nesting} />
          ))}
          {problem && <InlineError fieldID={group.id} message={problem} />}
          <InlineStack gap="200">
            <Button icon={PlusIcon} onClick={() => add(newCondition(newId()))}>
              {words.add}
            </Button>
            {nesting < MAX_NESTING && (
              <Button icon={PlusIcon} variant="tertiary" onClick={() => add(newGroup(newId()))}>
                {words.addGroup}
              </Button>
            )}
          </InlineStack>
        </BlockStack>
      </fieldset>
    </Box>
  );
}

function Part({ part, path, nesting }: { part: PartDraft; path: string; nesting: number }) {
  if (part.kind === 'group') return <GroupEditor group={part} path={path} nesting={nesting + 1} />;
  return <ConditionEditor condition={part} path={part.isNegated ? `${path}.rule` : path} />;
}

function modeOf({ match, isNegated }: GroupDraft): Mode {
  if (match === 'all') return isNegated ? 'notAll' : 'all';
  return isNegated ? 'notAny' : 'any';
}

function isMode(text: string): text is Mode {
  return Object.hasOwn(MODES, text);
}
