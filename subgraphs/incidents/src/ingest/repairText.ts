import type { Labels } from '#contracts/words';

/**
 * Replaces what JSON can say and PostgreSQL's text and jsonb cannot hold, NUL and lone surrogates, by U+FFFD. An alert with
 * such a label is worth more than its exact spelling, so it is kept, and `repaired` collects the paths that say what was changed.
 */
export function repairText(text: string, path: string, repaired: string[]): string {
  if (isStorable(text)) return text;
  repaired.push(path);
  return storable(text);
}

/** The same for the names and the values of a set of labels. */
export function repairLabels(labels: Labels, path: string, repaired: string[]): Labels {
  const entries = Object.entries(labels);
  if (entries.every(([name, value]) => isStorable(name) && isStorable(value))) return labels;
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const kept = storable(name);
      if (!isStorable(name) || !isStorable(value)) repaired.push(`${path}.${kept}`);
      return [kept, storable(value)];
    }),
  );
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{FFFD}');
}
