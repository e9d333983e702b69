import { AppError } from '#kit/errors';
import type { Playbook } from '#prisma/generated/client';
import type { AutomationContext } from '../context.ts';
import { type Outcomes, rankPlaybook, type Ranking } from './rankPlaybook.ts';

export type PlaybookSuggestion = Ranking & { playbook: Playbook; here: Outcomes; all: Outcomes };

/** Days of runs that are looked at. */
const days = 180;
/** Playbooks that are ranked at most, by name. */
const most = 500;

type Row = { playbook_id: string; is_here: boolean } & Record<keyof Outcomes, bigint>;

/**
 * Playbooks that may be started for an incident, the best first: by how they did for incidents of the same alert (label `alertname`), and for others. NOT_FOUND for an
 * incident that the caller does not see.
 */
export async function suggestPlaybooks(
  { db, platform }: Pick<AutomationContext, 'db' | 'platform'>,
  incidentId: string,
  first: number,
): Promise<PlaybookSuggestion[]> {
  const [incident] = await platform.incidents.read(db, [incidentId]);
  if (!incident) throw new AppError('NOT_FOUND', `There is no incident ${incidentId}.`);
  const playbooks = await db.playbook.findMany({ where: { archivedAt: null, enabled: true }, orderBy: { name: 'asc' }, take: most });
  const alertname = incident.facts.labels['alertname'] ?? null;
  const since = new Date(platform.clock.now().getTime() - days * 86_400_000);
  const rows = await db.$queryRaw<Row[]>`
    SELECT playbook_id, coalesce(incident->'labels'->>'alertname' = ${alertname}, false) AS is_here,
      count(*) FILTER (WHERE helped) AS helped, count(*) FILTER (WHERE NOT helped) AS "didNotHelp",
      count(*) FILTER (WHERE helped IS NULL AND status = 'SUCCEEDED') AS succeeded,
      count(*) FILTER (WHERE helped IS NULL AND status IN ('FAILED', 'TIMED_OUT', 'ABANDONED')) AS failed
    FROM run WHERE created_at >= ${since} AND finished_at IS NOT NULL GROUP BY 1, 2`;
  const ofPlaybook = Map.groupBy(rows, ({ playbook_id }) => playbook_id);
  return playbooks
    .map((playbook) => {
      const its = ofPlaybook.get(playbook.id) ?? [];
      const here = sum(its.filter(({ is_here }) => is_here));
      const all = sum(its);
      return { playbook, here, all, ...rankPlaybook(here, all) };
    })
    .sort((one, other) => other.score - one.score || one.playbook.name.localeCompare(other.playbook.name))
    .slice(0, first);
}

function sum(rows: readonly Row[]): Outcomes {
  const add = (name: keyof Outcomes): number => rows.reduce((total, row) => total + Number(row[name]), 0);
  return { helped: add('helped'), didNotHelp: add('didNotHelp'), succeeded: add('succeeded'), failed: add('failed') };
}
