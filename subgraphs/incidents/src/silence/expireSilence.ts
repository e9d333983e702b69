import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { Silence } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { markQuiet } from '../quiet/markQuiet.ts';
import type { ReadSilence } from './readActiveSilences.ts';
import { silenceState } from './silenceState.ts';
import { takeSilence } from './takeSilence.ts';

/** Ends a silence now, also one that has not begun or waits for approval. NOT_FOUND, or CONFLICT when it is over already. */
export async function expireSilence(platform: Platform, caller: Caller, id: string): Promise<Silence> {
  requirePermission(caller, 'silences:manage');
  return transact(platform, caller, async (unit) => {
    const before = await takeSilence(unit.db, caller.tenantId, id);
    const state = silenceState(before, unit.now);
    if (state === 'EXPIRED' || state === 'REJECTED') throw new AppError('CONFLICT', `This silence is over already: ${state.toLowerCase()}.`);
    const silence = await endSilence(unit, caller.tenantId, before);
    unit.signal('silence', [id]);
    await markQuiet(unit);
    return silence;
  });
}

/** Ends it, as Alertmanager does: one that has not begun begins and ends now. */
export async function endSilence({ db, now, audit }: IncidentsUnit, tenantId: string, before: ReadSilence): Promise<Silence> {
  const startsAt = before.startsAt < now ? before.startsAt : now;
  const silence = await db.silence.update({
    where: { tenantId_id: { tenantId, id: before.id } },
    data: { startsAt, endsAt: now, windowStartsAt: startsAt, windowEndsAt: now, updatedAt: now },
  });
  audit({
    action: 'silence.expired',
    subject: { kind: 'Silence', id: before.id },
    before: { endsAt: before.endsAt.toISOString() },
    after: { endsAt: now.toISOString() },
  });
  return silence;
}
