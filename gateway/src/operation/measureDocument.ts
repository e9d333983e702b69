import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/** The shape of a document with its fragments spread, before anything is known of types. */
export type Measure = { depth: number; aliases: number; selections: number };

const nothing: Measure = { depth: 0, aliases: 0, selections: 0 };

/**
 * Measures the deepest and the widest that a document asks for. Each fragment is measured once and its numbers reused, so that a document
 * of nested spreads, exponential when expanded, is measured in the time of its text. Introspection counts no depth: its
 * standard query nests deeper than any other.
 */
export function measureDocument(document: DocumentNode): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Measure>();

  const ofFragment = (name: string): Measure => {
    const known = measured.get(name);
    if (known) return known;
    // Stands in while the fragment is measured, so that a cycle (which validation refuses) ends here.
    measured.set(name, nothing);
    const fragment = fragments.get(name);
    const measure = fragment ? ofSelections(fragment.selectionSet) : nothing;
    measured.set(name, measure);
    return measure;
  };

  const ofSelections = ({ selections }: SelectionSetNode): Measure => {
    const total = { ...nothing };
    for (const selection of selections) {
      const isField = selection.kind === Kind.FIELD;
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? ofFragment(selection.name.value)
          : selection.selectionSet
            ? ofSelections(selection.selectionSet)
            : nothing;
      const depth = isField ? (selection.name.value.startsWith('__') ? 0 : inner.depth + 1) : inner.depth;
      total.depth = Math.max(total.depth, depth);
      total.aliases += inner.aliases + (isField && selection.alias ? 1 : 0);
      total.selections += inner.selections + 1;
    }
    return total;
  };

  return document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map(({ selectionSet }) => ofSelections(selectionSet))
    .reduce(
      (one, other) => ({
        depth: Math.max(one.depth, other.depth),
        aliases: one.aliases + other.aliases,
        selections: one.selections + other.selections,
      }),
      nothing,
    );
}
