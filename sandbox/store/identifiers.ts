/** Hands out ids that rise with every call, as Shopify's do. */
export interface Identifiers {
  next(): string;
}

export function countIdentifiers(first: number, step: number): Identifiers {
  let id = first;
  return {
    next: () => {
      id += step;
      return String(id);
    },
  };
}
