import { z } from 'zod';

/** Most sets of labels in one scope, and most labels in one set. */
export const mostLabelSets = 50;
const mostLabels = 20;

/** Labels that something has to bear, all of them, with these values. */
export const labelSet = z
  .record(z.string().min(1).max(200), z.string().max(1000))
  .refine((labels) => Object.keys(labels).length > 0, { message: 'A set of labels needs at least one label: an empty one would be everything.' })
  .refine((labels) => Object.keys(labels).length <= mostLabels, { message: `A set of labels has at most ${mostLabels} labels.` });

/**
 * What part of the incidents and alerts of a tenant a caller may see and act on: what belongs to the caller's teams (their owner team is one of them, or the
 * caller is assigned or has a role), and what bears all labels of one of the sets. It is the union of what the roles of the caller's teams give.
 */
export const scopeShape = z.object({ ownTeams: z.boolean(), labels: z.array(z.record(z.string(), z.string())) });
export type Scope = z.infer<typeof scopeShape>;

/** A scope as a team's role or an API key holds it. */
export type HeldScope = { scope: 'ALL' | 'OWN_TEAM' | 'LABELS'; scopeLabels: unknown };

/** What these scopes give together; null for everything, as soon as one of them gives everything. Nothing held is nothing given. */
export function uniteScopes(held: readonly HeldScope[]): Scope | null {
  if (held.some(({ scope }) => scope === 'ALL')) return null;
  const sets = held.flatMap(({ scope, scopeLabels }) => (scope === 'LABELS' ? scopeShape.shape.labels.parse(scopeLabels) : []));
  const labels = [...new Map(sets.map((set) => [JSON.stringify(Object.entries(set).sort()), set])).entries()].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return { ownTeams: held.some(({ scope }) => scope === 'OWN_TEAM'), labels: labels.map(([, set]) => set) };
}
