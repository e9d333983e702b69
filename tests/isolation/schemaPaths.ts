import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  print as printDocument,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** Some fields of one type of the public schema, and a query that reaches them from the root. */
export type FieldPath = { name: string; query: string };

type Step = { field: GraphQLField<unknown, unknown>; owner: GraphQLObjectType };

/** Fields of one query. Planning a query costs more than answering it, and there are a thousand fields. */
const together = 10;

/** What stands in a query for the value of a variable. */
export const variable = (name: string): string => `$${name}$`;

/**
 * Every field of every object type that a query can reach, a few of one type at a time, with the shortest query that selects them. `rootArguments` says, for the root
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
    const fields = Object.values(owner.getFields()).filter(({ name }) => !name.startsWith('__'));
    for (let at = 0; at < fields.length; at += together) {
      const some = fields.slice(at, at + together).map((field): Step => ({ field, owner }));
      const names = some.map(({ field }) => field.name).join(' ');
      paths.push({ name: `${owner.name} { ${names} }`, query: declare(schema, `{ ${print(before, some, rootArguments)} }`) });
    }
    for (const field of fields) {
      const type = getNamedType(field.type);
      if (isObjectType(type) && !reached.has(type.name)) {
        reached.set(type.name, [...before, { field, owner }]);
        waiting.push(type);
      }
    }
  }
  return paths;
}

/** The same query with the variables in it declared, each as the type of its place: asked with other values, it is planned once. */
function declare(schema: GraphQLSchema, query: string): string {
  const types = new TypeInfo(schema);
  const declared = new Map<string, string>();
  const document = visit(
    parse(query),
    visitWithTypeInfo(types, {
      StringValue(node) {
        const name = /^\$(\w+)\$$/.exec(node.value)?.[1];
        if (name === undefined) return undefined;
        // A place that wants a value is served by the same variable as one that may go without.
        if (declared.get(name)?.endsWith('!') !== true) declared.set(name, String(types.getInputType()));
        return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
      },
    }),
  );
  const head = [...declared].map(([name, type]) => `$${name}: ${type}`).join(', ');
  return `query${head === '' ? '' : ` (${head})`} ${printDocument(document)}`;
}

const week = 'from: "2026-01-01T00:00:00Z", to: "2026-01-08T00:00:00Z"';
/** Arguments of fields below the root that need some. */
const childArguments: Record<string, string> = {
  ...Object.fromEntries(['finalShifts', 'shadowShifts', 'layerShifts', 'gaps', 'doubleBookings', 'load'].map((field) => [`Schedule.${field}`, week])),
  'MaintenanceWindow.windows': 'from: "2026-01-01T00:00:00Z", until: "2026-02-01T00:00:00Z"',
  'Silence.windows': 'from: "2026-01-01T00:00:00Z", until: "2026-02-01T00:00:00Z"',
};

/** The way down, and at its end the fields. */
function print([step, ...rest]: Step[], last: readonly Step[], rootArguments: Record<string, string>): string {
  if (!step) return last.map((each) => printField(each, rootArguments)).join(' ');
  return `${printHead(step, rootArguments)} { ${print(rest, last, {})} }`;
}

/** A field with the leaves below it, if it has any. */
function printField(step: Step, rootArguments: Record<string, string>): string {
  const type = getNamedType(step.field.type);
  const head = printHead(step, rootArguments);
  return isLeafType(type) ? head : `${head} { ${leavesOf(type)} }`;
}

function printHead({ field, owner }: Step, rootArguments: Record<string, string>): string {
  const given = rootArguments[field.name] ?? childArguments[`${owner.name}.${field.name}`];
  const needed = field.args.filter((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined);
  if (needed.length > 0 && given === undefined) throw new Error(`${owner.name}.${field.name} needs arguments that the matrix does not know.`);
  return given === undefined ? field.name : `${field.name}(${given})`;
}

function leavesOf(type: unknown): string {
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  return ['__typename', ...fields.filter((field) => isLeafType(getNamedType(field.type)) && field.args.length === 0).map((field) => field.name)].join(
    ' ',
  );
}
