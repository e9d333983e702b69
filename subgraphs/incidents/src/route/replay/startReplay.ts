import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { RouteReplay } from '#prisma/generated/client';
import { requireDraft } from '../checkDraft.ts';
import { readLive } from '../readLive.ts';
import type { RouteDraftInput } from '../routeDraft.ts';
import { runReplayTask } from './runReplayTask.ts';

/** A draft and the time that it is tried on: alert events received from `from` until before `to`. */
export type ReplayWish = { draft: RouteDraftInput; from: Date; to: Date };

const longestMs = 31 * 86_400_000;
/** Replays that a tenant keeps. */
const mostKept = 20;

/**
 * Begins to try a draft on the past. One replay runs at a time: a new one cancels the one before, as whoever changes a draft wants to know of the newest.
 * BAD_USER_INPUT for a draft or a time that makes no sense.
 */
export async function startReplay(platform: Platform, caller: Caller, { draft, from, to }: ReplayWish): Promise<RouteReplay> {
  const tree = requireDraft(draft);
  if (from >= to) throw new AppError('BAD_USER_INPUT', '"from" must lie before "to".');
  if (to.getTime() - from.getTime() > longestMs) throw new AppError('BAD_USER_INPUT', 'A replay covers at most 31 days.');
  return transact(platform, caller, async ({ db, now, enqueue, audit }) => {
    const { draft: live } = await readLive(db);
    const total = await db.alertEvent.count({ where: { at: { gte: from, lt: to } } });
    await db.routeReplay.updateMany({ where: { state: 'RUNNING' }, data: { state: 'CANCELLED', finishedAt: now, leaseUntil: null } });
    const kept = await db.routeReplay.findMany({ orderBy: { id: 'desc' }, take: mostKept - 1, select: { id: true } });
    await db.routeReplay.deleteMany({ where: { id: { notIn: kept.map(({ id }) => id) } } });

    const data = { requestedById: caller.personId, createdAt: now, draft: tree, live, from, to, total, leaseUntil: now };
    const replay = await db.routeReplay.create({ data });
    audit({
      action: 'routes.replayed',
      subject: { kind: 'RouteReplay', id: replay.id },
      after: { from: from.toISOString(), to: to.toISOString(), total },
    });
    enqueue(runReplayTask, { replayId: replay.id });
    return replay;
  });
}
