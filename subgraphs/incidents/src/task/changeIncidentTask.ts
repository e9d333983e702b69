import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident, IncidentTask, IncidentTaskState, Prisma } from '#prisma/generated/client';
import { changeIncident } from '../incident/changeIncident.ts';
import { readLine } from '../incident/readLine.ts';
import { isUuid } from '../isUuid.ts';
import { requirePeople } from '../people/requirePeople.ts';
import { longestTask } from './addIncidentTask.ts';

/** What changes of a task; what is undefined stays, null takes away. */
export type TaskChange = {
  title?: string | null | undefined;
  ownerId?: string | null | undefined;
  state?: IncidentTaskState | null | undefined;
  dueAt?: Date | null | undefined;
};

/** Changes a task; done and dropped ones may be opened again. NOT_FOUND for an unknown incident, task or owner, BAD_USER_INPUT for a bad title. */
export function changeIncidentTask(platform: Platform, caller: Caller, id: string, taskId: string, change: TaskChange): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:edit' }, async (_, { db, now }) => {
    const before = isUuid(taskId) ? await db.incidentTask.findFirst({ where: { id: taskId, incidentId: id } }) : null;
    if (!before) throw new AppError('NOT_FOUND', `The incident has no task with the id ${taskId}.`);
    const title = change.title == null ? before.title : readLine(change.title, 'title', longestTask);
    const { ownerId, state, dueAt } = { ...before, ...withoutUndefined(change), state: change.state ?? before.state };
    if (ownerId !== null && ownerId !== before.ownerId) await requirePeople(db, [ownerId]);

    const after = { title, ownerId, state, dueAt };
    const changed = diff(before, after);
    if (Object.keys(changed).length === 0) return null;
    await db.incidentTask.update({
      where: { tenantId_id: { tenantId: caller.tenantId, id: before.id } },
      data: { ...after, ...(state !== before.state && { stateAt: now }) },
    });
    return {
      entry: { kind: 'task_changed', facts: { taskId: before.id, title, ...changed, ...(changed.ownerId && { personIds: [changed.ownerId] }) } },
      audit: { action: 'incident.taskChanged', before: { taskId: before.id, ...kept(before) }, after: { taskId: before.id, ...kept(after) } },
    };
  });
}

type Fields = Pick<IncidentTask, 'title' | 'ownerId' | 'state' | 'dueAt'>;

function withoutUndefined(change: TaskChange): Partial<Pick<Fields, 'ownerId' | 'dueAt'>> {
  return { ...(change.ownerId !== undefined && { ownerId: change.ownerId }), ...(change.dueAt !== undefined && { dueAt: change.dueAt }) };
}

/** A task's fields as JSON. */
function kept({ title, ownerId, state, dueAt }: Fields) {
  return { title, ownerId, state, dueAt: dueAt?.toISOString() ?? null } satisfies Prisma.InputJsonObject;
}

function diff(before: Fields, after: Fields): Partial<ReturnType<typeof kept>> {
  const was: Record<string, unknown> = kept(before);
  return Object.fromEntries(Object.entries(kept(after)).filter(([name, value]) => was[name] !== value));
}
