import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { Silence } from '#prisma/generated/client';
import { markQuiet } from '../quiet/markQuiet.ts';
import { silenceState } from './silenceState.ts';
import { takeSilence } from './takeSilence.ts';

/**
 * Another person's word on a silence that waits for approval: it mutes from now on, or never. NOT_FOUND, CONFLICT when it does not wait, FORBIDDEN to
 * who asked for it and to a key without a person, since two people must have looked at it.
 */
export async function decideSilence(platform: Platform, caller: Caller, id: string, verdict: 'APPROVED' | 'REJECTED'): Promise<Silence> {
  requirePermission(caller, 'silences:approve');
  const { tenantId, personId } = caller;
  return transact(platform, caller, async (unit) => {
    const before = await takeSilence(unit.db, tenantId, id);
    const state = silenceState(before, unit.now);
    if (state !== 'WAITING_APPROVAL') throw new AppError('CONFLICT', `This silence does not wait for approval: it is ${state.toLowerCase()}.`);
    if (personId === null) throw new AppError('FORBIDDEN', 'A silence is approved by a person; this key belongs to none.');
    if (personId === before.createdById) throw new AppError('FORBIDDEN', 'Another person than the one who asked for it must decide on a silence.');

    const silence = await unit.db.silence.update({
      where: { tenantId_id: { tenantId, id } },
      data: { approval: verdict, decidedById: personId, decidedAt: unit.now, updatedAt: unit.now },
    });
    unit.audit({
      action: verdict === 'APPROVED' ? 'silence.approved' : 'silence.rejected',
      subject: { kind: 'Silence', id },
      before: { approval: before.approval },
      after: { approval: verdict },
    });
    unit.signal('silence', [id]);
    await markQuiet(unit);
    return silence;
  });
}
