import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { changeIncident } from '../incident/changeIncident.ts';
import { readLine } from '../incident/readLine.ts';
import { requirePeople } from '../people/requirePeople.ts';

export const longestTask = 500;
const mostTasks = 500;

export type NewTask = { title: string; ownerId?: string | null | undefined; dueAt?: Date | null | undefined };

/** Adds something to be done. NOT_FOUND for an unknown incident or owner, BAD_USER_INPUT for a bad title, CONFLICT for more than 500 tasks. */
export function addIncidentTask(platform: Platform, caller: Caller, id: string, task: NewTask): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:edit' }, async (incident, { db, now }) => {
    const title = readLine(task.title, 'title', longestTask);
    const ownerId = task.ownerId ?? null;
    const dueAt = task.dueAt ?? null;
    if ((await db.incidentTask.count({ where: { incidentId: id } })) >= mostTasks) {
      throw new AppError('CONFLICT', `Incident ${incident.number} has ${mostTasks} tasks, which is the most.`);
    }
    await requirePeople(db, ownerId === null ? [] : [ownerId]);
    const taskId = uuidv7();
    await db.incidentTask.create({
      data: { id: taskId, incidentId: id, title, ownerId, dueAt, createdAt: now, createdById: caller.personId, stateAt: now },
    });
    return {
      entry: { kind: 'task_added', facts: { taskId, title, ...(ownerId !== null && { personIds: [ownerId] }) } },
      audit: { action: 'incident.taskAdded', before: {}, after: { taskId, title, ownerId, dueAt: dueAt?.toISOString() ?? null } },
    };
  });
}
