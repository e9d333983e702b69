/** A resource as evidence: what it is called, and its kind. */
export type SharedResource = { id: string; kind: string; name: string };

/**
 * One thing that an incident can be found by, with other incidents that have it: a word of its title, `name=value` of a label, or a resource that it is about,
 * whose lexeme is its id.
 */
export type Shared = { lexeme: string; ids: readonly string[]; resource?: SharedResource };

/** Another incident, how alike it is (0 to 1), and what the two share, the most telling first. */
export type Similar = { id: string; score: number; labels: string[]; words: string[]; resources: SharedResource[] };

/** What more incidents than this have tells nothing of any two of them. */
export const commonest = 500;

/** Below this two incidents have nothing to say to each other. */
const leastScore = 0.15;

/**
 * Ranks other incidents by what they share with one. What few have weighs more than what many have, as in every text search; a label, which
 * somebody meant, weighs twice a word, and a resource, which is the thing itself however it was labelled, three times. The score is the part of the weight
 * of all that the one has.
 */
export function rankSimilar(shared: readonly Shared[], most: number): Similar[] {
  const weighed = shared.map((each) => ({ ...each, weight: weightOf(each) }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const found = new Map<string, { weight: number; shared: Shared[] }>();
  for (const { weight, ...each } of weighed.toSorted((one, other) => other.weight - one.weight)) {
    if (weight === 0) continue;
    for (const id of each.ids) {
      const entry = found.get(id) ?? { weight: 0, shared: [] };
      found.set(id, { weight: entry.weight + weight, shared: [...entry.shared, each] });
    }
  }
  return [...found]
    .map(([id, entry]) => ({
      id,
      score: entry.weight / total,
      labels: entry.shared.filter(isLabel).map(({ lexeme }) => lexeme),
      words: entry.shared.filter((each) => !isLabel(each) && each.resource === undefined).map(({ lexeme }) => lexeme),
      resources: entry.shared.flatMap(({ resource }) => resource ?? []),
    }))
    .filter(({ score }) => score >= leastScore)
    .sort((one, other) => other.score - one.score || (one.id < other.id ? 1 : -1))
    .slice(0, most);
}

function weightOf({ ids, ...each }: Shared): number {
  if (ids.length > commonest) return 0;
  return Math.log2((2 * commonest) / Math.max(1, ids.length)) * (each.resource ? 3 : isLabel(each) ? 2 : 1);
}

function isLabel({ lexeme, resource }: Pick<Shared, 'lexeme' | 'resource'>): boolean {
  return resource === undefined && lexeme.includes('=');
}
