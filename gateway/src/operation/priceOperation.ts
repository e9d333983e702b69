import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';

/** How many objects an operation may bring back, given its variables. */
export type Price = (variables: Readonly<Record<string, unknown>>) => number;

/** What a list is taken to hold when the schema gives it no page size. */
const assumedListSize = 5;

/** Factors that are only known with the variables stay open until then. */
type Times = number | { variable: string; fallback: number };
type Part = { times: Times; own: number; parts: Part[] };

/**
 * Prices a validated operation: every object costs one, times the page size (`first`) of each list around it. Scalars are free, since they
 * come with their object. The walk happens once per document; a request only multiplies.
 */
export function priceOperation(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Price {
  const defaults = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.INT ? Number(defaultValue.value) : undefined,
    ]),
  );

  const ofSelections = (selectionSet: SelectionSetNode, parent: GraphQLCompositeType): Part[] =>
    selectionSet.selections.flatMap((selection) => {
      switch (selection.kind) {
        case Kind.FIELD:
          return ofField(selection, parent);
        case Kind.INLINE_FRAGMENT:
          return ofSelections(selection.selectionSet, conditionOf(selection.typeCondition, parent));
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value);
          return fragment ? ofSelections(fragment.selectionSet, conditionOf(fragment.typeCondition, parent)) : [];
        }
      }
    });

  const ofField = (node: FieldNode, parent: GraphQLCompositeType): Part[] => {
    if (!node.selectionSet || !(isObjectType(parent) || isInterfaceType(parent))) return [];
    const field = parent.getFields()[node.name.value];
    const type = field && getNamedType(field.type);
    if (!field || !isCompositeType(type)) return [];
    return [{ times: timesOf(node, field, parent, defaults), own: 1, parts: ofSelections(node.selectionSet, type) }];
  };

  const conditionOf = (condition: FragmentDefinitionNode['typeCondition'] | undefined, parent: GraphQLCompositeType): GraphQLCompositeType => {
    const type = condition && typeFromAST(schema, condition);
    return type && isCompositeType(type) ? type : parent;
  };

  const root = schema.getRootType(operation.operation);
  const parts = root ? ofSelections(operation.selectionSet, root) : [];
  return (variables) => sum(parts, variables);
}

function timesOf(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  parent: GraphQLCompositeType,
  defaults: ReadonlyMap<string, number | undefined>,
): Times {
  const first = field.args.find(({ name }) => name === 'first');
  if (first) {
    const given = node.arguments?.find(({ name }) => name.value === 'first')?.value;
    const fallback = typeof first.defaultValue === 'number' ? first.defaultValue : assumedListSize;
    if (given?.kind === Kind.INT) return Number(given.value);
    if (given?.kind === Kind.VARIABLE) return { variable: given.name.value, fallback: defaults.get(given.name.value) ?? fallback };
    return fallback;
  }
  const type = isNonNullType(field.type) ? field.type.ofType : field.type;
  // The page size of a connection was counted at the field that gave the connection.
  if (!isListType(type) || ('getFields' in parent && 'pageInfo' in parent.getFields())) return 1;
  return assumedListSize;
}

function sum(parts: readonly Part[], variables: Readonly<Record<string, unknown>>): number {
  let total = 0;
  for (const { times, own, parts: inner } of parts) total += resolve(times, variables) * (own + sum(inner, variables));
  return total;
}

/** Nothing is ever free: `first: 0` would hide what stands below it. */
function resolve(times: Times, variables: Readonly<Record<string, unknown>>): number {
  if (typeof times === 'number') return Math.max(1, times);
  const value = variables[times.variable];
  return Math.max(1, typeof value === 'number' && Number.isFinite(value) ? value : times.fallback);
}
