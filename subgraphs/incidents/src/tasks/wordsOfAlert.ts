import type { Labels } from '#contracts/words';

/** What an alert says, as far as it can be found by. */
export type SaidByAlert = { name: string; labels: Labels; annotations: Labels };

/** Longest text, word and label that `search_words` of the migrations takes, in characters. */
const [longestText, longestWord, longestLabel] = [200_000, 100, 500];

/** Parts words, as `search_pieces` does for ASCII. */
const between = /[\x01-\x2f:-@[-`{-\x7f]+/;

/**
 * The words that PostgreSQL's `alert_words` gives for an alert in plain ASCII, in any order, for a twentieth of its cost: its regular expressions
 * are most of what a storm asks of the database. Undefined for everything else, which is left to PostgreSQL, whose idea of letters and of lower case
 * is the one that searches go by.
 */
export function wordsOfAlert({ name, labels, annotations }: SaidByAlert): string[] | undefined {
  const text = [name, JSON.stringify(labels), ...Object.values(annotations)].join(' ');
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
  if (text.length * 2 > longestText || !plain.test(text) || !pairs.every((pair) => plain.test(pair))) return undefined;
  const parted = text.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  const pieces = `${text} ${parted === text ? '' : parted}`.toLowerCase().split(between);
  const words = new Set([...pieces.map((piece) => piece.slice(0, longestWord)), ...pairs.map((pair) => pair.slice(0, longestLabel))]);
  words.delete('');
  return [...words];
}

/** ASCII, without the separators between words and between rows. */
const plain = /^[\x01-\x1c\x20-\x7f]*$/;
