import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  type SelectionNode,
  separateOperations,
  visit,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { getArgumentValues, getVariableValues } from 'graphql/execution/values.js';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LiveSignal } from '#contracts/live';
import { InvalidDocument, type Operation } from '../operation/createDocuments.ts';
import type { Answer } from '../operation/createPerform.ts';
import { liveFields } from './liveFields.ts';
import { shapeEvent } from './shapeEvent.ts';

/** One event's numbers, as live.graphql describes them. */
export type EventNumbers = { sequence: number; previous: number | null };

/** How the events of one subscription are made: an ordinary query over a list of ids, and the way back into the subscription's shape. */
export type Hydration = {
  field: string;
  signal: LiveSignal['type'];
  /** The ids that the subscriber's own filter names; null when it names none. */
  onlyIds: ReadonlySet<string> | null;
  operation: Operation;
  variablesFor: (ids: readonly string[]) => Record<string, unknown>;
  /** The event that `ids` make; `answer` is what the query gave for them. */
  toEvent: (ids: readonly string[], answer: Answer, numbers: EventNumbers) => Answer;
};

/** Names inside the hydrating query that the subscriber's selection cannot collide with. */
export type HydrationNames = { id: string; filter: string; first: string; list: (index: number) => string };

const filterShape = z.looseObject({ ids: z.array(z.string()).nullish() });

/**
 * Turns `subscription { incidentChanged(filter: F) { sequence incidents { S } removed } }` into
 * `query { incidents(filter: F + ids, first: n) { edges { node { id S } } } }`. Variables are settled here, so a plan holds for one set of them.
 */
export function planHydration(
  schema: GraphQLSchema,
  { definition, document, name, trusted }: Operation,
  variables: Record<string, unknown>,
): Hydration {
  const { coerced, errors } = getVariableValues(schema, definition.variableDefinitions ?? [], variables);
  if (errors) throw new InvalidDocument(errors);
  const fragments = fragmentsOf(document);

  const subscription = objectType(schema.getSubscriptionType());
  const [[rootKey, rootNodes] = []] = collectFields(schema, fragments, coerced, subscription, definition.selectionSet);
  const rootNode = rootNodes?.[0];
  const field = rootNode && subscription.getFields()[rootNode.name.value];
  const live = field && liveFields[field.name];
  if (!rootKey || !rootNodes || !rootNode || !field || !live) throw new GraphQLError('A subscription selects one live field.');

  // Scalars that were parsed (dates) become what a client would have sent.
  const filter = filterShape.nullish().parse(JSON.parse(JSON.stringify(getArgumentValues(field, rootNode, coerced)['filter'] ?? null)));
  const payload = collectSubfields(schema, fragments, coerced, objectType(getNamedType(field.type)), rootNodes);
  const lists = [...payload].filter(([, nodes]) => nodes[0]?.name.value === live.list);

  const names = namesBeside(print(document));
  const selections = lists.length > 0 ? lists.map(([, nodes]) => nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? [])) : [[]];
  const query = buildQuery({ name: name ?? field.name, live, names, selections, definition, fragments });
  const used = variablesIn(query.document);

  return {
    field: field.name,
    signal: live.signal,
    onlyIds: filter?.ids ? new Set(filter.ids) : null,
    operation: { ...query, type: OperationTypeNode.QUERY, trusted, introspects: false, price: () => 0 },
    variablesFor: (ids) => ({
      ...Object.fromEntries(Object.entries(variables).filter(([variable]) => used.has(variable))),
      [names.filter]: { ...filter, ids },
      [names.first]: ids.length,
    }),
    toEvent: (ids, answer, numbers) =>
      shapeEvent({ rootKey, payload, list: live.list, lists: lists.map(([key]) => key), names }, ids, answer, numbers),
  };
}

type QueryParts = {
  name: string;
  live: (typeof liveFields)[string];
  names: HydrationNames;
  /** What is selected of each item, once per list field that the subscription has (aliases). */
  selections: readonly (readonly SelectionNode[])[];
  definition: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
};

function buildQuery({
  name,
  live,
  names,
  selections,
  definition,
  fragments,
}: QueryParts): Pick<Operation, 'name' | 'document' | 'definition' | 'hash'> {
  const queryName = `Live_${name}`;
  const frame = parse(
    `query ${queryName}($${names.filter}: ${live.filter}, $${names.first}: Int) {
      ${selections.map((_, index) => `${names.list(index)}: ${live.list}(filter: $${names.filter}, first: $${names.first}) { edges { node { ${names.id}: id } } }`).join('\n')}
    }`,
    { noLocation: true },
  );
  let list = 0;
  const filled = visit(frame, {
    Field: (node: FieldNode) =>
      node.name.value === 'node' && node.selectionSet
        ? { ...node, selectionSet: { ...node.selectionSet, selections: [...node.selectionSet.selections, ...(selections[list++] ?? [])] } }
        : undefined,
  });
  // Drops the fragments that only the subscription's payload used, and then the variables that only those used.
  const whole: DocumentNode = { kind: Kind.DOCUMENT, definitions: [...filled.definitions, ...Object.values(fragments)] };
  const trimmed = separateOperations(whole)[queryName] ?? whole;
  const used = variablesIn(trimmed);
  const own = definition.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? [];
  const document = visit(trimmed, {
    OperationDefinition: (node) => ({ ...node, variableDefinitions: [...(node.variableDefinitions ?? []), ...own] }),
  });
  const query = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!query) throw new Error('The hydrating query lost its operation.');
  return { name: queryName, document, definition: query, hash: createHash('sha256').update(print(document)).digest('hex') };
}

function variablesIn(document: DocumentNode): Set<string> {
  const used = new Set<string>();
  visit(document, { Variable: ({ name }) => void used.add(name.value) });
  return used;
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  return Object.fromEntries(document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]));
}

function objectType(type: unknown): GraphQLObjectType {
  if (isObjectType(type)) return type;
  throw new Error('The public schema has no live fields.');
}

function namesBeside(text: string): HydrationNames {
  let prefix = 'live';
  while (text.includes(prefix + '_')) prefix += '_';
  return { id: `${prefix}_id`, filter: `${prefix}_filter`, first: `${prefix}_first`, list: (index) => `${prefix}_list${index}` };
}
