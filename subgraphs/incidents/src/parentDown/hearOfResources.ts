import type { EventPayload } from '#contracts/events';
import { findUnheld } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import { textList } from '#kit/textList';
import { type Platform, systemActor, transact } from '#kit/transact';
import type { IncidentsDb } from '../context.ts';
import { readRule } from '../inhibition/readInhibitor.ts';
import { markQuiet } from '../quiet/markQuiet.ts';
import { readQuietPolicy } from '../quiet/readQuietPolicy.ts';
import { aboutOf, belowOf } from './aboutOf.ts';

/**
 * Follows `resources.linked`: keeps as much of resources as quiet is judged by, and has the tenant's incidents judged anew when one of the batch's
 * alerts can inhibit others, or says that its resource is down: it may have begun, or ended. Doing a batch twice changes nothing.
 */
export async function hearOfResources(platform: Platform, tenantId: string, payload: EventPayload<'resources.linked'>): Promise<void> {
  await transact(platform, systemActor(tenantId), async (unit) => {
    await keep(unit.db, tenantId, payload);
    const alerts = await unit.db.alert.findMany({ where: { id: { in: payload.alertIds } }, select: { labels: true } });
    const labels = alerts.map((alert) => alert.labels as Labels);
    const isHeld = (await readTriggers(unit.db)).some((set) => labels.some((each) => findUnheld(set, each) === undefined));
    if (isHeld) await markQuiet(unit);
    else await judgeLate(unit.db, tenantId, payload.incidentIds, unit.now);
  });
}

/** The matchers of alerts whose beginning or end changes what is told of others. */
async function readTriggers(db: IncidentsDb) {
  const rules = (await db.inhibitionRule.findMany({ where: { enabled: true } })).map(readRule);
  const { parentDownHops, parentDownMatchers } = await readQuietPolicy(db);
  return [...rules.map(({ sourceMatchers }) => sourceMatchers), ...(parentDownHops > 0 ? [parentDownMatchers] : [])];
}

/** Where work is going on, what was judged before its resources were known is judged once more. */
async function judgeLate(db: IncidentsDb, tenantId: string, incidentIds: readonly string[], now: Date): Promise<void> {
  if (incidentIds.length === 0) return;
  await db.$executeRaw`
    UPDATE incident SET flush_at = ${now}
    WHERE tenant_id = ${tenantId}::uuid AND id = ANY(${incidentIds}::uuid[]) AND flush_at IS NULL AND status IN ('TRIGGERED', 'ACKNOWLEDGED')
      AND EXISTS (SELECT FROM maintenance_window WHERE tenant_id = ${tenantId}::uuid AND window_starts_at <= ${now} AND window_ends_at > ${now})`;
}

async function keep(db: IncidentsDb, tenantId: string, { links, relations, resources }: EventPayload<'resources.linked'>): Promise<void> {
  const heard = resources
    .toSorted(byId)
    .map(({ id, label, labels, kind, name }) => ({ id, label, labels: JSON.stringify({ ...labels, kind, name }) }));
  if (heard.length > 0) {
    await db.$executeRaw`
      INSERT INTO heard_resource AS known (id, label, labels)
      SELECT id, label, labels::jsonb FROM unnest(
        ${textList(heard, ({ id }) => id)}::uuid[], ${textList(heard, ({ label }) => label)}::text[], ${textList(heard, ({ labels }) => labels)}::text[]
      ) AS r(id, label, labels)
      ON CONFLICT (tenant_id, id) DO UPDATE SET label = excluded.label, labels = known.labels || excluded.labels`;
  }
  const below = belowOf(relations);
  if (below.length > 0) {
    await db.$executeRaw`
      INSERT INTO resource_below (parent_id, child_id)
      SELECT parent_id, child_id FROM unnest(${textList(below, ({ parent }) => parent)}::uuid[], ${textList(below, ({ child }) => child)}::uuid[]) AS b(parent_id, child_id)
      ORDER BY child_id, parent_id ON CONFLICT DO NOTHING`;
  }
  const about = aboutOf(links, below);
  if (about.length > 0) {
    // The alert may be gone by now, with its tenant's retention.
    await db.$executeRaw`
      INSERT INTO alert_resource (alert_id, resource_id)
      SELECT l.alert_id, l.resource_id
      FROM unnest(${textList(about, ({ alertId }) => alertId)}::uuid[], ${textList(about, ({ resourceId }) => resourceId)}::uuid[]) AS l(alert_id, resource_id)
      JOIN alert a ON a.tenant_id = ${tenantId}::uuid AND a.id = l.alert_id
      ORDER BY l.alert_id, l.resource_id ON CONFLICT DO NOTHING`;
  }
}

const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);
