import { uuidv7 } from 'uuidv7';
import type { IncidentsDb } from '../context.ts';
import type { RouteRow } from './growDraft.ts';
import type { RouteDraft } from './routeDraft.ts';

/** A version of the tree to be written; `version` is one more than the last. */
export type NewVersion = { version: number; draft: RouteDraft; note: string | null; actorId: string | null };

/** Lets one change of a tenant's tree happen at a time, until its transaction ends. */
export async function lockTree(db: IncidentsDb, tenantId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sre.routes:${tenantId}`}, 0))`;
}

/**
 * Makes the rows of `route` what a draft says, and keeps the draft as a version. Nodes keep their ids, so that open incidents stay with their groups;
 * those that are gone are archived, since incidents point at them. Returns the draft with an id at every node.
 */
export async function writeTree(db: IncidentsDb, tenantId: string, { version, draft, note, actorId }: NewVersion, now: Date): Promise<RouteDraft> {
  const tree = giveIds(draft);
  const rows = rowsOf(tree, null, 0);
  await db.$executeRaw`
    INSERT INTO route AS r (id, parent_id, position, name, matchers, continues, group_by, inherits_group_by, group_wait_ms, group_interval_ms,
      repeat_interval_ms, mute_time_intervals, active_time_intervals, owner_team_id, severity_rules, priority_rules, sla)
    SELECT id, "parentId", position, name, matchers, continues, "groupBy", "inheritsGroupBy", "groupWaitMs", "groupIntervalMs",
      "repeatIntervalMs", "muteTimeIntervals", "activeTimeIntervals", "ownerTeamId",
      nullif("severityRules", 'null'), nullif("priorityRules", 'null'), nullif(sla, 'null')
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS d(id uuid, "parentId" uuid, position int, name text, matchers jsonb, continues bool,
      "groupBy" text[], "inheritsGroupBy" bool, "groupWaitMs" int, "groupIntervalMs" int, "repeatIntervalMs" int,
      "muteTimeIntervals" text[], "activeTimeIntervals" text[], "ownerTeamId" uuid, "severityRules" jsonb, "priorityRules" jsonb, sla jsonb)
    ON CONFLICT (tenant_id, id) DO UPDATE SET
      parent_id = EXCLUDED.parent_id, position = EXCLUDED.position, name = EXCLUDED.name, matchers = EXCLUDED.matchers, continues = EXCLUDED.continues,
      group_by = EXCLUDED.group_by, inherits_group_by = EXCLUDED.inherits_group_by, group_wait_ms = EXCLUDED.group_wait_ms,
      group_interval_ms = EXCLUDED.group_interval_ms, repeat_interval_ms = EXCLUDED.repeat_interval_ms,
      mute_time_intervals = EXCLUDED.mute_time_intervals, active_time_intervals = EXCLUDED.active_time_intervals,
      owner_team_id = EXCLUDED.owner_team_id, severity_rules = EXCLUDED.severity_rules, priority_rules = EXCLUDED.priority_rules, sla = EXCLUDED.sla,
      archived_at = NULL`;
  await db.$executeRaw`
    UPDATE route SET archived_at = ${now}
    WHERE tenant_id = ${tenantId}::uuid AND archived_at IS NULL AND id <> ALL(${rows.map(({ id }) => id)}::uuid[])`;
  await db.routeVersion.create({ data: { version, at: now, actorId, note, tree, nodes: rows.length } });
  return tree;
}

function giveIds({ children, ...node }: RouteDraft): RouteDraft {
  return { ...node, id: node.id ?? uuidv7(), children: children.map(giveIds) };
}

function rowsOf({ children, groupBy, ...node }: RouteDraft, parentId: string | null, position: number): RouteRow[] {
  const id = node.id ?? uuidv7();
  const row = { ...node, id, parentId, position, groupBy: groupBy ?? [], inheritsGroupBy: groupBy === null };
  return [row, ...children.flatMap((child, index) => rowsOf(child, id, index))];
}
