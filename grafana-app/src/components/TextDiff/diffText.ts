import { diffLines } from 'diff';

export interface DiffLine {
  kind: 'same' | 'added' | 'removed' | 'skipped';
  text: string;
  /** Number in the old text. */
  before?: number;
  /** Number in the new text. */
  after?: number;
}

/** How many unchanged lines stand around a change. */
const AROUND = 3;

/** What changed between two texts, line by line, with a few unchanged lines around; longer unchanged parts are one line that says how many. */
export function diffText(before: string, after: string): DiffLine[] {
  let old = 0;
  let fresh = 0;
  const lines = diffLines(ended(before), ended(after)).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): DiffLine => {
        if (added) {
          return { kind: 'added', text, after: (fresh += 1) };
        }
        return removed
          ? { kind: 'removed', text, before: (old += 1) }
          : { kind: 'same', text, before: (old += 1), after: (fresh += 1) };
      })
  );
  const changed = lines.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  return fold(lines, new Set(changed.flatMap((index) => around(index))));
}

/** A last line without its end would count as changed. */
const ended = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

const around = (index: number) => Array.from({ length: 2 * AROUND + 1 }, (_, place) => index - AROUND + place);

function fold(lines: DiffLine[], shown: ReadonlySet<number>): DiffLine[] {
  const folded: DiffLine[] = [];
  let skipped = 0;
  for (const [index, line] of lines.entries()) {
    if (!shown.has(index)) {
      skipped += 1;
      continue;
    }
    if (skipped > 0) {
      folded.push({ kind: 'skipped', text: String(skipped) });
      skipped = 0;
    }
    folded.push(line);
  }
  return skipped > 0 && folded.length > 0 ? [...folded, { kind: 'skipped', text: String(skipped) }] : folded;
}
