import { quietReasons } from '#contracts/events';
import type { IncidentStates } from '#contracts/incidentStates';
import type { Incident } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsDb } from '../context.ts';
import { incidentFacts } from './incidentFacts.ts';

type Db = Pick<IncidentsDb, '$queryRaw'>;

const quietShape = z.object({ reason: z.enum(quietReasons) }).nullable();

/** The incidents of whatever tenant the given transaction is bound to; row-level security keeps all others out. */
export function createIncidentStates(): IncidentStates<Db> {
  return {
    async read(db, ids) {
      if (ids.length === 0) return [];
      const found = await db.$queryRaw<Incident[]>`
        SELECT id, number, title, status, severity, labels, opened_at AS "openedAt", acknowledged_at AS "acknowledgedAt", resolved_at AS "resolvedAt",
          acknowledged_by_id AS "acknowledgedById", resolved_by_id AS "resolvedById", priority, owner_team_id AS "ownerTeamId", assignee_id AS "assigneeId", snoozed_until AS "snoozedUntil",
          quiet, flushed_at AS "flushedAt"
        FROM incident WHERE id = ANY(${[...ids]}::uuid[])`;
      return found.map((incident) => ({
        facts: incidentFacts(incident),
        priority: incident.priority,
        ownerTeamId: incident.ownerTeamId,
        assigneeId: incident.assigneeId,
        acknowledgedById: incident.acknowledgedById,
        resolvedById: incident.resolvedById,
        snoozedUntil: incident.snoozedUntil,
        quiet: quietShape.parse(incident.quiet)?.reason ?? null,
        announcedAt: incident.flushedAt,
      }));
    },
    async countAlerts(db, id, since) {
      const [count] = await db.$queryRaw<{ alerts: number }[]>`
        SELECT count(*)::int AS alerts FROM alert WHERE incident_id = ${id}::uuid AND starts_at >= ${since}`;
      return count?.alerts ?? 0;
    },
    async unanswered(db, { before, after, take }) {
      // The first condition is that of the index over open incidents, the second what is meant.
      const rows = await db.$queryRaw<{ id: string }[]>`
        SELECT id FROM incident
        WHERE status <> 'RESOLVED' AND status = 'TRIGGERED' AND flushed_at <= ${before} AND quiet IS NULL AND snoozed_until IS NULL
          AND (${after}::uuid IS NULL OR id > ${after}::uuid)
        ORDER BY id LIMIT ${take}`;
      return rows.map(({ id }) => id);
    },
  };
}
