import type { AuditAction } from '#contracts/audit';
import type { Permission } from '#contracts/permissions';
import { type Caller, requirePermission } from '#kit/caller';
import { type Platform, transact } from '#kit/transact';
import type { Incident, Prisma } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { lockIntake } from '../ingest/store/lockIntake.ts';
import { type NewEntry, writeTimeline } from '../timeline/writeTimeline.ts';
import { takeIncidents } from './takeIncident.ts';

/** What a verb does to one incident: the columns that change, what the story tells, and what the audit keeps. */
export type Change = {
  columns?: Prisma.IncidentUncheckedUpdateInput;
  entry: Pick<NewEntry, 'kind' | 'text' | 'key'> & { facts?: Record<string, unknown> };
  audit: { action: AuditAction; before: Prisma.InputJsonObject; after: Prisma.InputJsonObject };
  /** What follows from it; given the incident as it is after the change. */
  emit?: (incident: Incident) => void;
};

/** Which incident, what it needs, and what is locked beside it before anything is decided. */
export type Target = {
  id: string;
  permission: Permission;
  /** Another incident that the verb is about. */
  otherId?: string;
  /** The verb moves alerts, so the intake waits. */
  movesAlerts?: boolean;
};

/**
 * What nearly every verb on one incident does around its decision: the permission, the lock, then row, story, audit, events and signal
 * together. `decide` sees the incident as it stands and throws what refuses the verb; null when there is nothing to change.
 */
export async function changeIncident(
  platform: Platform,
  caller: Caller,
  target: Target,
  decide: (before: Incident, unit: IncidentsUnit, other: Incident | undefined) => Change | null | Promise<Change | null>,
): Promise<Incident> {
  requirePermission(caller, target.permission);
  return transact(platform, caller, async (unit) => {
    const { db, now } = unit;
    if (target.movesAlerts) await lockIntake(db, caller.tenantId);
    const [before, other] = await takeIncidents(db, caller, target.otherId === undefined ? [target.id] : [target.id, target.otherId]);
    if (!before) throw new Error('One incident was asked for and none was refused.');
    const change = await decide(before, unit, other);
    if (change === null) return before;
    const { tenantId, personId, via } = caller;
    const id = before.id;
    const incident = await db.incident.update({ where: { tenantId_id: { tenantId, id } }, data: { ...change.columns, updatedAt: now } });
    await writeTimeline(db, [{ incidentId: id, at: now, actorId: personId, ...change.entry, facts: { ...change.entry.facts, via } }]);
    unit.audit({ subject: { kind: 'Incident', id }, ...change.audit });
    change.emit?.(incident);
    unit.signal('incident', [id]);
    return incident;
  });
}
