import {
  ChoiceList,
  type FilterInterface,
  IndexFilters,
  IndexFiltersMode,
  type IndexFiltersProps,
  useSetIndexFiltersMode,
} from '@shopify/polaris';
import { useEffect, useRef, useState } from 'react';
import { useShell } from '../shared/shell-context.tsx';
import { type AppliedFilter, listApplied } from './applied-filters.ts';
import {
  type CustomersQueryView,
  type QueryChange,
  SCORE_NAMES,
  withoutFilters,
} from './customers-query.ts';
import { RangeFilter } from './range-filter.tsx';
import { listSorts, readSort } from './sort-options.ts';

interface CustomersFiltersProps {
  query: CustomersQueryView;
  onChange: (change: QueryChange) => void;
}

const TYPING_PAUSE_MS = 300;

/** Search, filters and sorting of the list. */
export function CustomersFilters({ query, onChange }: CustomersFiltersProps) {
  const { messages, formats } = useShell();
  const words = messages.customers;
  const { mode, setMode } = useSetIndexFiltersMode(IndexFiltersMode.Filtering);
  const [search, setSearch] = useTypedSearch(query.q ?? '', (q) => onChange({ q }));
  const applied = listApplied(query, messages, formats);
  return (
    <IndexFilters
      tabs={[]}
      selected={0}
      canCreateNewView={false}
      mode={mode}
      setMode={setMode}
      queryValue={search}
      queryPlaceholder={words.search}
      onQueryChange={setSearch}
      onQueryClear={() => setSearch('')}
      filters={useFilters(query, onChange)}
      appliedFilters={applied.map(({ key, label, clears }: AppliedFilter) => ({
        key,
        label,
        onRemove: () => onChange(clears),
      }))}
      onClearAll={() => {
        setSearch('');
        onChange(withoutFilters());
      }}
      cancelAction={{ onAction: () => setSearch(query.q ?? ''), disabled: false, loading: false }}
      autoFocusSearchField={false}
      {...sortProps(query, onChange, listSorts(words.sorts))}
    />
  );
}

function sortProps(
  query: CustomersQueryView,
  onChange: (change: QueryChange) => void,
  sortOptions: NonNullable<IndexFiltersProps['sortOptions']>,
) {
  const direction = query.direction === 'ascending' ? 'asc' : 'desc';
  return {
    sortOptions,
    sortSelected: [`${query.sort} ${direction}`],
    onSort: ([chosen = '']: string[]) => onChange(readSort(chosen)),
  };
}

function useFilters(
  query: CustomersQueryView,
  onChange: (change: QueryChange) => void,
): FilterInterface[] {
  const { messages, formats } = useShell();
  const { filters } = messages.customers;
  const choose = (name: 'segment' | 'group', options: [string, string][], selected?: string) => (
    <ChoiceList
      title={filters[name]}
      titleHidden
      choices={options.map(([value, label]) => ({ value, label }))}
      selected={selected ? [selected] : []}
      onChange={([value]) => onChange({ [name]: value })}
    />
  );
  const segments = Object.entries(messages.shared.segmentNames);
  const groups = Object.entries(messages.shared.rfmGroups).map(
    ([key, { name }]): [string, string] => [key, name],
  );
  const range = (name: 'orders' | 'spent' | 'last', type: 'number' | 'date', prefix?: string) => {
    const [low, high] = RANGES[name];
    return (
      <RangeFilter
        type={type}
        {...(prefix ? { prefix } : {})}
        from={textOf(query[low])}
        to={textOf(query[high])}
        onChange={(from, to) => onChange({ [low]: from, [high]: to })}
      />
    );
  };
  return [
    {
      key: 'segment',
      label: filters.segment,
      filter: choose('segment', segments, query.segment),
      pinned: true,
    },
    {
      key: 'group',
      label: filters.group,
      filter: choose('group', groups, query.group),
      pinned: true,
    },
    { key: 'orders', label: filters.orders, filter: range('orders', 'number'), pinned: true },
    {
      key: 'spent',
      label: filters.spent,
      filter: range('spent', 'number', formats.currencySymbol),
      pinned: true,
    },
    { key: 'last', label: filters.last, filter: range('last', 'date'), pinned: true },
    ...SCORE_NAMES.map((name) => ({
      key: name,
      label: filters.scoreNames[name],
      filter: <ScoreFilter name={name} score={query[name]} onChange={onChange} />,
    })),
  ];
}

interface ScoreFilterProps {
  name: (typeof SCORE_NAMES)[number];
  score: number | undefined;
  onChange: (change: QueryChange) => void;
}

/** One of the scores 1 to 5. */
function ScoreFilter({ name, score, onChange }: ScoreFilterProps) {
  const { filters } = useShell().messages.customers;
  return (
    <ChoiceList
      title={filters.scoreNames[name]}
      titleHidden
      choices={SCORES.map((value) => ({ value, label: value }))}
      selected={[textOf(score)]}
      onChange={([value]) => onChange({ [name]: value })}
    />
  );
}

const SCORES = ['5', '4', '3', '2', '1'];

const RANGES = {
  orders: ['orders_min', 'orders_max'],
  spent: ['spent_min', 'spent_max'],
  last: ['last_from', 'last_to'],
} as const;

function textOf(value: string | number | undefined): string {
  return value === undefined ? '' : String(value);
}

/** What is typed at once, and after a pause what is searched for. */
function useTypedSearch(searched: string, onSearch: (text: string) => void) {
  const [typed, setTyped] = useState(searched);
  const search = useRef(onSearch);
  search.current = onSearch;
  const asked = useRef(searched);
  useEffect(() => {
    // The address changed by something else than this field.
    if (searched !== asked.current) setTyped(searched);
    asked.current = searched;
  }, [searched]);
  useEffect(() => {
    const text = typed.trim();
    if (text === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = text;
      search.current(text);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped] as const;
}
