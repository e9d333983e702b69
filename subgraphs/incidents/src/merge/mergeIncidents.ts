import { isOpen } from '#contracts/words';
import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { requireTransition } from '../incident/requireTransition.ts';
import { takeIncidents } from '../incident/takeIncident.ts';
import { lockIntake } from '../ingest/store/lockIntake.ts';
import { mergeInto } from './mergeInto.ts';

/** Most incidents that one merge takes in. */
export const mostMerged = 100;

/**
 * Makes several incidents part of one: their alerts become its, later alerts of their groups join it, and nobody is told of them any more. Its title
 * stays; its severity rises to the worst of all and its labels are what all share, unless a person set them. All or none are merged. NOT_FOUND,
 * BAD_USER_INPUT for an incident into itself, CONFLICT when one of them is closed.
 */
export async function mergeIncidents(platform: Platform, caller: Caller, ids: readonly string[], intoId: string): Promise<Incident> {
  requirePermission(caller, 'incidents:merge');
  const sourceIds = [...new Set(ids)];
  if (sourceIds.length === 0) throw new AppError('BAD_USER_INPUT', '"ids" names no incident.');
  if (sourceIds.length > mostMerged) throw new AppError('BAD_USER_INPUT', `"ids" takes at most ${mostMerged} incidents.`);
  if (sourceIds.includes(intoId)) throw new AppError('BAD_USER_INPUT', 'An incident cannot be merged into itself.');

  return transact(platform, caller, async (unit) => {
    const { db } = unit;
    await lockIntake(db, caller.tenantId);
    const [before, ...sources] = await takeIncidents(db, caller, [intoId, ...sourceIds]);
    if (!before || !isOpen(before.status)) throw new AppError('CONFLICT', `Cannot merge into incident ${before?.number}: it is closed.`);
    for (const source of sources) requireTransition(source, 'merge');

    return mergeInto(unit, caller, before, sources);
  });
}
