import type { SortButtonChoice } from '@shopify/polaris';
import type { Messages } from '#app/locales/index.ts';
import type { QueryChange } from './customers-query.ts';

type SortWords = Messages['customers']['sorts'];

/** The ways to sort, as Polaris' sort button wants them: `field direction`. */
export function listSorts(words: SortWords): SortButtonChoice[] {
  const numbers = { asc: words.ascending, desc: words.descending };
  const each = (
    field: 'spent' | 'clv' | 'orders' | 'last-order' | 'name',
    directions: { asc: string; desc: string },
  ): SortButtonChoice[] => [
    { label: words[field], value: `${field} asc`, directionLabel: directions.asc },
    { label: words[field], value: `${field} desc`, directionLabel: directions.desc },
  ];
  return [
    ...each('spent', numbers),
    ...each('clv', numbers),
    ...each('orders', numbers),
    ...each('last-order', { asc: words.oldest, desc: words.newest }),
    ...each('name', { asc: words.aToZ, desc: words.zToA }),
  ];
}

export function readSort(chosen: string): QueryChange {
  const [sort, direction] = chosen.split(' ');
  return { sort, direction: direction === 'asc' ? 'ascending' : 'descending' };
}
