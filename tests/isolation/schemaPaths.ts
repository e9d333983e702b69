import { getNamedType, type GraphQLField, type GraphQLSchema, isLeafType, isNonNullType, isObjectType, type GraphQLObjectType } from 'graphql';

/** One field of the public schema, and a query that reaches it from the root. */
export type FieldPath = { name: string; query: string; rootField: string };

type Step = { field: GraphQLField<unknown, unknown>; owner: GraphQLObjectType };

/**
 * Every field of every object type that a query can reach, each with the shortest query that selects it. `rootArguments` says, for the root
 * fields that need them, which arguments stand there; one that is not named fails, so that no new field stays out of the matrix.
 */
export function everyField(schema: GraphQLSchema, rootArguments: Record<string, string>): FieldPath[] {
  const query = schema.getQueryType();
  if (!query) throw new Error('The schema has no query type.');
  const reached = new Map<string, Step[]>([[query.name, []]]);
  const paths: FieldPath[] = [];
  const waiting: GraphQLObjectType[] = [query];
  for (let owner = waiting.shift(); owner !== undefined; owner = waiting.shift()) {
    const before = reached.get(owner.name) ?? [];
    for (const field of Object.values(owner.getFields())) {
      if (field.name.startsWith('__')) continue;
      const steps = [...before, { field, owner }];
      paths.push({ name: `${owner.name}.${field.name}`, query: `{ ${print(steps, rootArguments)} }`, rootField: steps[0]?.field.name ?? '' });
      const type = getNamedType(field.type);
      if (isObjectType(type) && !reached.has(type.name)) {
        reached.set(type.name, steps);
        waiting.push(type);
      }
    }
  }
  return paths;
}

/** Arguments of fields below the root that need some. */
const childArguments: Record<string, string> = {
  'MaintenanceWindow.windows': 'from: "2026-01-01T00:00:00Z", until: "2026-02-01T00:00:00Z"',
  'Silence.windows': 'from: "2026-01-01T00:00:00Z", until: "2026-02-01T00:00:00Z"',
};

function print([step, ...rest]: Step[], rootArguments: Record<string, string>): string {
  if (!step) return '';
  const { field } = step;
  const given = rootArguments[field.name] ?? childArguments[`${step.owner.name}.${field.name}`];
  const needed = field.args.filter((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined);
  if (needed.length > 0 && given === undefined) throw new Error(`${step.owner.name}.${field.name} needs arguments that the matrix does not know.`);
  const head = given === undefined ? field.name : `${field.name}(${given})`;
  const type = getNamedType(field.type);
  if (isLeafType(type)) return head;
  return `${head} { ${rest.length > 0 ? print(rest, {}) : leavesOf(type)} }`;
}

function leavesOf(type: unknown): string {
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  return ['__typename', ...fields.filter((field) => isLeafType(getNamedType(field.type)) && field.args.length === 0).map((field) => field.name)].join(
    ' ',
  );
}
