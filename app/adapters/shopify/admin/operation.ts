/**
 * One named GraphQL operation with the types of its result and variables. The types are generated
 * from Shopify's schema, and a test validates every text against it.
 */
export interface Operation<Data, Variables> {
  name: string;
  /** A mutation whose answer got lost may have happened; a query can simply be asked again. */
  isMutation: boolean;
  text: string;
  /** Gives the answer its type: its shape is the schema's promise for this text. */
  read(data: unknown): Data;
  /** Never called; carries the type of the variables. */
  variables?: (variables: Variables) => void;
}

export function defineOperation<Data, Variables>(text: string): Operation<Data, Variables> {
  const match = /\b(query|mutation)\s+(\w+)/.exec(text);
  if (!match?.[2]) throw new Error(`An operation needs a name: ${text.slice(0, 80)}`);
  return {
    name: match[2],
    isMutation: match[1] === 'mutation',
    text,
    read: (data) => data as Data,
  };
}
