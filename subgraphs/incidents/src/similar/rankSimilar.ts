/** One thing that an incident can be found by (a word of its title, or `name=value` of a label), with other incidents that have it. */
export type Shared = { lexeme: string; ids: readonly string[] };

/** Another incident, how alike it is (0 to 1), and what the two share, the most telling first. */
export type Similar = { id: string; score: number; labels: string[]; words: string[] };

/** What more incidents than this have tells nothing of any two of them. */
export const commonest = 500;

/** Below this two incidents have nothing to say to each other. */
const leastScore = 0.15;

/**
 * Ranks other incidents by what they share with one. What few have weighs more than what many have, as in every text search; a label, which
 * somebody meant, weighs twice a word. The score is the part of the weight of all that the one has.
 */
export function rankSimilar(shared: readonly Shared[], most: number): Similar[] {
  const weighed = shared.map(({ lexeme, ids }) => ({ lexeme, ids, weight: weightOf(lexeme, ids.length) }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const found = new Map<string, { weight: number; lexemes: string[] }>();
  for (const { lexeme, ids, weight } of weighed.toSorted((one, other) => other.weight - one.weight)) {
    if (weight === 0) continue;
    for (const id of ids) {
      const entry = found.get(id) ?? { weight: 0, lexemes: [] };
      found.set(id, { weight: entry.weight + weight, lexemes: [...entry.lexemes, lexeme] });
    }
  }
  return [...found]
    .map(([id, { weight, lexemes }]) => ({
      id,
      score: weight / total,
      labels: lexemes.filter(isLabel),
      words: lexemes.filter((lexeme) => !isLabel(lexeme)),
    }))
    .filter(({ score }) => score >= leastScore)
    .sort((one, other) => other.score - one.score || (one.id < other.id ? 1 : -1))
    .slice(0, most);
}

function weightOf(lexeme: string, count: number): number {
  return count > commonest ? 0 : Math.log2((2 * commonest) / Math.max(1, count)) * (isLabel(lexeme) ? 2 : 1);
}

function isLabel(lexeme: string): boolean {
  return lexeme.includes('=');
}
