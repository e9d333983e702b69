import { AppError } from '#kit/errors';
import type { Caller } from '#kit/caller';
import { type Platform, transact } from '#kit/transact';
import type { RouteReplay } from '#prisma/generated/client';
import { isUuid } from '../../isUuid.ts';

/** Stops a replay at its next page. NOT_FOUND, or CONFLICT when it is over. */
export async function cancelReplay(platform: Platform, caller: Caller, id: string): Promise<RouteReplay> {
  return transact(platform, caller, async ({ db, now }) => {
    const where = { tenantId_id: { tenantId: caller.tenantId, id } };
    const replay = isUuid(id) ? await db.routeReplay.findUnique({ where }) : null;
    if (!replay) throw new AppError('NOT_FOUND', `There is no replay with the id ${id}.`);
    const { count } = await db.routeReplay.updateMany({
      where: { id, state: 'RUNNING' },
      data: { state: 'CANCELLED', finishedAt: now, leaseUntil: null },
    });
    if (count === 0) throw new AppError('CONFLICT', `This replay is over: ${replay.state.toLowerCase()}.`);
    return db.routeReplay.findUniqueOrThrow({ where });
  });
}
