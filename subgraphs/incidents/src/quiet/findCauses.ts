import { formatMatchers } from '#contracts/matcher';
import type { Incident } from '#prisma/generated/client';
import type { IncidentsDb, IncidentsUnit } from '../context.ts';
import { standardSettings } from '../route/plantRoutes.ts';
import { readTree } from '../route/readTree.ts';
import { findSilencing } from '../silence/findSilencing.ts';
import { readActiveSilences, type ReadSilence } from '../silence/readActiveSilences.ts';
import type { FiringAlert, QuietCause } from './quietCause.ts';
import type { Member } from './readMembers.ts';

/** Everything of a tenant by which quiet is judged, read once for many incidents. */
export type QuietRules = {
  silences: readonly ReadSilence[];
  /** The least time between two announcements of an incident of this route, in milliseconds. */
  groupIntervalOf(routeId: string): number;
};

export async function readQuietRules(unit: IncidentsUnit, tenantId: string): Promise<QuietRules> {
  const silences = await readActiveSilences(unit.db, unit.now);
  const { byId } = await readTree(unit, tenantId);
  // A route that was taken out of the tree has no settings any more; its last incidents keep to the standard.
  return { silences, groupIntervalOf: (routeId) => (byId.get(routeId)?.effective ?? standardSettings).groupIntervalMs };
}

/** What mutes each alert that fires in an incident; an empty list for one that is loud. */
type CausesOf = (incident: Incident, firing: readonly FiringAlert[]) => QuietCause[][];

export async function findCauses(
  _db: IncidentsDb,
  _incidents: readonly Incident[],
  _members: ReadonlyMap<string, readonly Member[]>,
  rules: QuietRules,
  now: Date,
): Promise<CausesOf> {
  return (_, firing) => firing.map(({ labels }) => silencedBy(labels, rules, now));
}

function silencedBy(labels: FiringAlert['labels'], { silences }: QuietRules, now: Date): QuietCause[] {
  return findSilencing(labels, silences, now).map(({ silence, until }) => ({
    reason: 'silenced',
    kind: 'Silence',
    id: silence.id,
    label: silence.comment || formatMatchers(silence.matchers),
    until,
  }));
}
