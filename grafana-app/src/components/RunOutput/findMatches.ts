import type { OutputLine } from './createOutputReader';

export interface Match {
  /** Place of the line among those that are shown. */
  line: number;
  start: number;
  end: number;
}

/** No page shows more than this many; a search that finds so much has to be narrowed. */
export const MOST_MATCHES = 10_000;

/** Every place where the text stands, whatever its letters' case; none for an empty text. */
export function findMatches(lines: readonly OutputLine[], search: string): Match[] {
  const wanted = search.toLowerCase();
  if (wanted === '') {
    return [];
  }
  const matches: Match[] = [];
  for (const [line, { text }] of lines.entries()) {
    const folded = text.toLowerCase();
    for (let start = folded.indexOf(wanted); start >= 0; start = folded.indexOf(wanted, start + wanted.length)) {
      matches.push({ line, start, end: start + wanted.length });
      if (matches.length >= MOST_MATCHES) {
        return matches;
      }
    }
  }
  return matches;
}

/** Text of one look, with whether it was searched for. */
export interface Piece {
  /** Place of the stretch in its line. */
  stretch: number;
  text: string;
  match?: Match;
}

/** Cuts the stretches of a line where matches begin and end, so that each piece has one look and is found or not. */
export function cutAtMatches(stretches: ReadonlyArray<{ text: string }>, matches: readonly Match[]): Piece[] {
  let at = 0;
  return stretches.flatMap(({ text }, stretch) => {
    const from = at;
    at += text.length;
    const edges = matches
      .flatMap(({ start, end }) => [start, end])
      .filter((edge) => edge > from && edge < from + text.length);
    const cuts = [from, ...new Set(edges), from + text.length];
    return cuts.slice(1).map((end, index): Piece => {
      const start = cuts[index] ?? from;
      const match = matches.find((each) => each.start <= start && end <= each.end);
      return { stretch, text: text.slice(start - from, end - from), ...(match && { match }) };
    });
  });
}
