/** graphql-js' complaints about variables, in Shopify's words. */
import {
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  isEnumType,
  type OperationDefinitionNode,
  print,
} from 'graphql';

const INVALID =
  /^Variable "\$(\w+)" got invalid value [\s\S]*?(?: at "\w+\.?([^"]*)")?; ([\s\S]*)$/;
const MISSING = /^Variable "\$(\w+)" of (?:required|non-null) type/;

/** Null for an error that is not about a variable. */
export function variableError(
  error: GraphQLError,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
): GraphQLFormattedError | null {
  const match = INVALID.exec(error.message) ?? MISSING.exec(error.message);
  if (!match?.[1]) return null;
  const [, name, path = '', reason = 'Expected value to not be null'] = match;
  const type = typeOf(operation, name);
  const problem = problemOf(path, reason, schema);
  const place = problem.path === '' ? '' : ` for ${problem.path}`;
  return {
    message:
      `Variable $${name} of type ${type} was provided invalid value${place}` +
      (place === '' ? '' : ` (${problem.explanation})`),
    ...(error.locations ? { locations: error.locations } : {}),
    extensions: {
      code: 'INVALID_VARIABLE',
      problems: [{ path: problem.path.split('.'), explanation: problem.explanation }],
    },
  };
}

function typeOf(operation: OperationDefinitionNode, name: string): string {
  const definition = operation.variableDefinitions?.find(
    (each) => each.variable.name.value === name,
  );
  return definition ? print(definition.type) : 'unknown';
}

function problemOf(path: string, reason: string, schema: GraphQLSchema) {
  const within = (field: string) => (path === '' ? field : `${path}.${field}`);
  const unknown = /^Field "(\w+)" is not defined by type "(\w+)"/.exec(reason);
  if (unknown?.[1]) {
    return { path: within(unknown[1]), explanation: `Field is not defined on ${unknown[2]}` };
  }
  const absent = /^Field "(\w+)" of required type/.exec(reason);
  if (absent?.[1]) return { path: within(absent[1]), explanation: 'Expected value to not be null' };
  if (reason.startsWith('Expected non-nullable type')) {
    return { path, explanation: 'Expected value to not be null' };
  }
  const choice = /^Value "([^"]*)" does not exist in "(\w+)" enum/.exec(reason);
  const enumType = choice?.[2] ? schema.getType(choice[2]) : undefined;
  if (choice && isEnumType(enumType)) {
    const names = enumType.getValues().map((value) => value.name);
    return { path, explanation: `Expected "${choice[1]}" to be one of: ${names.join(', ')}` };
  }
  return { path, explanation: reason.replace(/^Expected type "\w+"\. /, '') };
}
