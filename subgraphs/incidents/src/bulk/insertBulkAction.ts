import type { Caller } from '#kit/caller';
import type { BulkAction, Prisma } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { runBulkActionTask } from './runBulkActionTask.ts';

/** One incident, with what it alone is given. */
type NewItem = { incidentId: string; given?: Prisma.JsonValue };
type NewBulkAction = { verb: string; given: Prisma.InputJsonObject; items: readonly NewItem[]; undoOfId: string | null };

/** Writes a bulk action with an item for each incident, and wakes a worker. Free to be taken from now on: should the job be lost, the sweep finds it. */
export async function insertBulkAction(unit: IncidentsUnit, caller: Caller, { verb, given, items, undoOfId }: NewBulkAction): Promise<BulkAction> {
  const { db, now } = unit;
  const action = await db.bulkAction.create({
    data: {
      ...{ verb, arguments: given, undoOfId, caller, requestedById: caller.personId },
      ...{ total: items.length, createdAt: now, leaseUntil: now },
    },
  });
  await db.$executeRaw`
    INSERT INTO bulk_item (bulk_action_id, incident_id, given) SELECT ${action.id}::uuid, i.id, i.given::jsonb
    FROM unnest(
      ${items.map(({ incidentId }) => incidentId)}::uuid[],
      ${items.map(({ given }) => (given === undefined ? null : JSON.stringify(given)))}::text[]
    ) AS i(id, given)`;
  unit.audit({
    action: 'bulkAction.started',
    subject: { kind: 'BulkAction', id: action.id },
    after: { verb, arguments: given, total: items.length, ...(undoOfId !== null && { undoOf: undoOfId }) },
  });
  unit.enqueue(runBulkActionTask, { bulkActionId: action.id });
  return action;
}
