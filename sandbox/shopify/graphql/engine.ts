/** Runs one GraphQL request as the Admin API does: validate, price, throttle, execute. */
import {
  type DocumentNode,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import type { LocalShopifyContext } from '../context.ts';
import { queryCost } from './cost.ts';
import type { BulkWindow, Graph } from './graph.ts';
import { registry } from './registry.ts';
import { createFieldResolver, resolveType } from './resolve.ts';
import { type AdminSchema, adminSchema } from './schema.ts';
import { CostBucket } from './throttle.ts';
import { variableError } from './variables.ts';

export interface GraphqlRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

export interface GraphqlAnswer extends FormattedExecutionResult {
  extensions?: Record<string, unknown>;
}

type Prepared =
  | { ok: true; document: DocumentNode }
  | { ok: false; errors: readonly GraphQLError[] };

const DEFAULT_LIMITS = { maximumAvailable: 2000, restoreRate: 100 };
const MAX_SINGLE_COST = 1000;
const DOCUMENTS_KEPT = 500;

export class GraphqlEngine {
  readonly #context: LocalShopifyContext;
  readonly #bucket: CostBucket;
  readonly #prepared = new Map<string, Prepared>();
  #fieldResolver: ReturnType<typeof createFieldResolver> | null = null;

  constructor(context: LocalShopifyContext) {
    this.#context = context;
    this.#bucket = new CostBucket(context.options.throttle ?? DEFAULT_LIMITS);
  }

  async run(request: GraphqlRequest, scopes: ReadonlySet<string>): Promise<GraphqlAnswer> {
    const prepared = this.#prepare(request.query);
    if (!prepared.ok) return { errors: prepared.errors.map(withValidationCode) };
    const operation = getOperationAST(prepared.document, request.operationName);
    if (!operation) return { errors: [noOperation(request.operationName)] };
    const { schema } = adminSchema();
    const price = (data?: unknown) =>
      queryCost(schema, prepared.document, operation, request.variables, data);
    const requested = price();
    if (requested > MAX_SINGLE_COST) return { errors: [tooExpensive(requested)] };
    if (!this.#bucket.take(requested)) return this.#throttled(requested);
    const result = await this.execute(prepared.document, operation, request, {
      scopes,
      bulk: null,
    });
    const actual = Math.min(requested, price(result.data ?? undefined));
    this.#bucket.giveBack(requested - actual);
    return { ...result, extensions: this.#costs(requested, actual) };
  }

  /** Executes without price: bulk operations are not rate limited. */
  async execute(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    request: Pick<GraphqlRequest, 'variables'>,
    run: { scopes: ReadonlySet<string>; bulk: BulkWindow | null },
  ): Promise<FormattedExecutionResult> {
    const { schema, access } = adminSchema();
    this.#fieldResolver ??= createFieldResolver(registry, access);
    const graph: Graph = {
      context: this.#context,
      state: this.#context.store.state,
      ...run,
      allowed: new Set(),
      totals: new Map(),
    };
    const result = await execute({
      schema,
      document,
      operationName: operation.name?.value,
      variableValues: request.variables,
      contextValue: graph,
      fieldResolver: this.#fieldResolver,
      typeResolver: resolveType,
    });
    this.#context.store.commit();
    const formatted = result.errors?.map(
      (error) => variableError(error, operation, schema) ?? error.toJSON(),
    );
    return {
      ...(formatted ? { errors: formatted } : {}),
      ...(result.data === undefined ? {} : { data: result.data }),
    };
  }

  /** Parsing and validating cost more than most queries: each text is checked once. */
  #prepare(query: string): Prepared {
    const known = this.#prepared.get(query);
    if (known) return known;
    const prepared = prepare(adminSchema(), query);
    if (this.#prepared.size >= DOCUMENTS_KEPT) this.#prepared.clear();
    this.#prepared.set(query, prepared);
    return prepared;
  }

  #throttled(requested: number): GraphqlAnswer {
    return {
      errors: [
        {
          message: 'Throttled',
          extensions: {
            code: 'THROTTLED',
            documentation: 'https://shopify.dev/api/usage/rate-limits',
          },
        },
      ],
      extensions: this.#costs(requested, null),
    };
  }

  #costs(requestedQueryCost: number, actualQueryCost: number | null) {
    const throttleStatus = this.#bucket.status();
    return { cost: { requestedQueryCost, actualQueryCost, throttleStatus } };
  }
}

export function prepare({ schema }: AdminSchema, query: string): Prepared {
  try {
    const document = parse(query);
    const errors = validate(schema, document);
    return errors.length === 0 ? { ok: true, document } : { ok: false, errors };
  } catch (error) {
    if (error instanceof GraphQLError) return { ok: false, errors: [error] };
    throw error;
  }
}

function withValidationCode(error: GraphQLError) {
  const formatted = error.toJSON();
  return { ...formatted, extensions: { code: 'undefinedField', ...formatted.extensions } };
}

function noOperation(name: string | null) {
  return name === null
    ? { message: 'An operation name is required' }
    : { message: `No operation named "${name}"` };
}

function tooExpensive(cost: number) {
  return {
    message: `Query cost is ${cost}, which exceeds the single query max cost limit (1000).`,
    extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost: MAX_SINGLE_COST },
  };
}
