import { compileExpression, type Expression } from '#kit/expression';
import { itemVariables, type Mapping, mappedFields, usualMapping } from './mapping.ts';

export type MappedField = (typeof mappedFields)[number];

/** A set of labels or annotations: an expression for each name, in its order. */
export type CompiledSet = { name: string; expression: Expression }[];

/** A mapping that is ready to read bodies; what it does not name is read in the usual way. */
export type CompiledMapping = {
  items: Expression;
  fields: Record<MappedField, Expression>;
  labels: CompiledSet;
  annotations: CompiledSet;
};

/** As the name of a label: every entry of the map that its expression gives. */
export const everyEntry = '...';

/** Mappings kept ready at once. */
const kept = 200;
const compiled = new Map<string, CompiledMapping>();

/** Compiles a mapping, or finds it as it was compiled before: senders are read anew every few seconds, their mappings seldom change. */
export function compileMapping(mapping: Mapping = {}): CompiledMapping {
  const key = JSON.stringify(mapping);
  const known = compiled.get(key);
  if (known) return known;
  const { items, labels, annotations } = { ...usualMapping, ...mapping };
  const ready: CompiledMapping = {
    items: compileExpression(items, ['body']),
    fields: Object.fromEntries(
      mappedFields.map((field) => [field, compileExpression(mapping[field] ?? usualMapping[field], itemVariables)]),
    ) as CompiledMapping['fields'],
    labels: compileSet(labels),
    annotations: compileSet(annotations),
  };
  const [oldest] = compiled.keys();
  if (compiled.size >= kept && oldest !== undefined) compiled.delete(oldest);
  compiled.set(key, ready);
  return ready;
}

function compileSet(set: NonNullable<Mapping['labels']>): CompiledSet {
  const entries = typeof set === 'string' ? [[everyEntry, set] as const] : Object.entries(set);
  return entries.map(([name, text]) => ({ name, expression: compileExpression(text, itemVariables) }));
}
