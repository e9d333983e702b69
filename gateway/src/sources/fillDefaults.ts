import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  typeFromAST,
  valueFromASTUntyped,
} from 'graphql';

type Fill = (value: unknown) => unknown;

/**
 * Fills fields of input objects that were left out and have a default, as GraphQL says (6.4.1, coercing variable values). graphql-jit 0.8.9 refuses
 * those whose type is not nullable instead, so it is given them; delete this when it no longer does.
 */
export function fillDefaults(schema: GraphQLSchema, document: DocumentNode): (variables: Record<string, unknown>) => Record<string, unknown> {
  const made = new Map<GraphQLInputType, Fill | null>();
  const fills = document.definitions
    .flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : []))
    .flatMap(({ variable, type }): [string, Fill][] => {
      const fill = fillOf(typeFromAST(schema, type as never) as GraphQLInputType | undefined, made);
      return fill ? [[variable.name.value, fill]] : [];
    });
  if (fills.length === 0) return (variables) => variables;
  return (variables) => {
    const filled = { ...variables };
    for (const [name, fill] of fills) if (filled[name] != null) filled[name] = fill(filled[name]);
    return filled;
  };
}

/** What fills values of a type; null for one in which nothing has a default. */
function fillOf(type: GraphQLInputType | undefined, made: Map<GraphQLInputType, Fill | null>): Fill | null {
  if (type === undefined) return null;
  if (isNonNullType(type)) return fillOf(type.ofType, made);
  if (isListType(type)) {
    const each = fillOf(type.ofType, made);
    // One value stands for a list of one.
    return each && ((value) => (Array.isArray(value) ? value.map((item: unknown) => (item == null ? item : each(item))) : each(value)));
  }
  if (!isInputObjectType(type)) return null;
  const known = made.get(type);
  if (known !== undefined) return known;

  const fields: { name: string; standard: unknown; fill: Fill | null }[] = [];
  const fill: Fill = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const filled: Record<string, unknown> = { ...value };
    for (const { name, standard, fill } of fields) {
      if (filled[name] === undefined) {
        if (standard !== undefined) filled[name] = standard;
      } else if (fill && filled[name] !== null) filled[name] = fill(filled[name]);
    }
    return filled;
  };
  // Known before its fields are looked at, since input types may hold themselves.
  made.set(type, fill);
  for (const field of Object.values(type.getFields())) {
    const standard = field.astNode?.defaultValue ? valueFromASTUntyped(field.astNode.defaultValue) : undefined;
    const inner = fillOf(field.type, made);
    if (standard !== undefined || inner) fields.push({ name: field.name, standard, fill: inner });
  }
  if (fields.length === 0) made.set(type, null);
  return made.get(type) ?? null;
}
