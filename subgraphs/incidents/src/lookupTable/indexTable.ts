/** A look-up table as its owner uploaded it. */
export type Table = { id: string; name: string; columns: readonly string[]; rows: readonly (readonly string[])[] };

/** A row with its number, counted from 1 below the header. */
export type FoundRow = { number: number; cells: readonly string[] };

/**
 * Finds the row whose cells in these columns are for the given values. A row that names the values exactly comes before one with a `*`, which stands for any
 * text, wherever it stands in the cell; among equals the upper one wins. Exact rows cost one look-up, however many there are; those with a `*` are
 * asked one after the other.
 */
export function indexRows(rows: Table['rows'], columns: readonly number[]): (values: readonly string[]) => FoundRow | undefined {
  const exact = new Map<string, FoundRow>();
  const wild: { row: FoundRow; patterns: Pattern[] }[] = [];
  for (const [index, cells] of rows.entries()) {
    const row = { number: index + 1, cells };
    const keys = columns.map((column) => cells[column] ?? '');
    if (keys.some((key) => key.includes('*'))) wild.push({ row, patterns: keys.map(patternOf) });
    else if (!exact.has(JSON.stringify(keys))) exact.set(JSON.stringify(keys), row);
  }
  return (values) =>
    exact.get(JSON.stringify(values)) ?? wild.find(({ patterns }) => patterns.every((pattern, at) => holds(pattern, values[at] ?? '')))?.row;
}

/** The texts between the stars. */
type Pattern = readonly string[];

function patternOf(cell: string): Pattern {
  return cell.split('*');
}

/** Takes each text between stars at its first place: with nothing but `*`, trying further places could not help. */
function holds(pattern: Pattern, value: string): boolean {
  const [first = '', ...rest] = pattern;
  if (rest.length === 0) return value === first;
  const last = rest.at(-1) ?? '';
  if (!value.startsWith(first) || value.length < first.length + last.length || !value.endsWith(last)) return false;
  let at = first.length;
  const end = value.length - last.length;
  for (const text of rest.slice(0, -1)) {
    const found = value.indexOf(text, at);
    if (found < 0 || found + text.length > end) return false;
    at = found + text.length;
  }
  return true;
}
