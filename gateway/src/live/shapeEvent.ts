import type { FieldNode } from 'graphql';
import type { Answer } from '../operation/createPerform.ts';
import type { FormattedError } from '../operation/formatError.ts';
import type { EventNumbers, HydrationNames } from './planHydration.ts';

/** The subscription's own shape: its keys in order, and which of them are the list. */
export type EventShape = {
  rootKey: string;
  payload: ReadonlyMap<string, readonly FieldNode[]>;
  /** Name of the list field. */
  list: string;
  /** Its response keys: several when it is aliased. */
  lists: readonly string[];
  names: HydrationNames;
};

/** What the hydrating query answers: it was built to have this shape. */
type Hydrated = Record<string, { edges?: ({ node: Record<string, unknown> | null } | null)[] } | null>;

/**
 * Puts the answer of a hydrating query into the shape that the subscriber selected. When items are missing because something failed, the
 * event is an error: an incomplete list cannot say what was removed.
 */
export function shapeEvent(shape: EventShape, ids: readonly string[], answer: Answer, { sequence, previous }: EventNumbers): Answer {
  const { rootKey, payload, list, lists, names } = shape;
  const hydrated = (answer.data ?? {}) as Hydrated;
  const items = (lists.length > 0 ? lists : ['']).map((_, index) => hydrated[names.list(index)]?.edges?.map((edge) => edge?.node ?? null));
  const errors = answer.errors?.map((error) => relocate(error, shape));

  const isComplete = ids.length === 0 || items.every((nodes) => nodes?.every((node) => node !== null));
  if (!isComplete) return { data: null, ...(errors && { errors }) };

  const found = new Set(items[0]?.map((node) => node?.[names.id]));
  for (const node of items.flat()) if (node) delete node[names.id];

  const event: Record<string, unknown> = {};
  for (const [key, [node]] of payload) {
    const name = node?.name.value;
    if (name === list) event[key] = items[lists.indexOf(key)] ?? [];
    else if (name === 'sequence') event[key] = sequence;
    else if (name === 'previous') event[key] = previous;
    else if (name === 'removed') event[key] = ids.filter((id) => !found.has(id));
    else if (name === '__typename') event[key] = typenames[list];
  }
  return { data: { [rootKey]: event }, ...(errors && { errors }) };
}

const typenames: Readonly<Record<string, string>> = { incidents: 'IncidentChanges', alerts: 'AlertChanges' };

/** `[live_list0, edges, 3, node, title]` is `[incidentChanged, incidents, 3, title]` to the subscriber. */
function relocate(error: FormattedError, { rootKey, lists, names }: EventShape): FormattedError {
  if (!error.path) return error;
  const [list, , index, , ...rest] = error.path;
  const key = lists.find((_, position) => names.list(position) === list);
  const inside = key === undefined ? [] : index === undefined ? [key] : [key, index, ...rest];
  return { ...error, path: [rootKey, ...inside] };
}
