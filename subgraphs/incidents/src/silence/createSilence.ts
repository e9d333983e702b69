import { type Caller, requirePermission } from '#kit/caller';
import { type Platform, transact } from '#kit/transact';
import type { Silence } from '#prisma/generated/client';
import { markQuiet } from '../quiet/markQuiet.ts';
import { openSilence } from './openSilence.ts';
import { readSilenceDraft, type SilenceDraft } from './readSilenceDraft.ts';

/**
 * Mutes alerts for a time, or in recurring windows. A silence that is broader than the tenant's limits is made, but waits for another person's approval.
 * BAD_USER_INPUT says what is wrong with the draft.
 */
export async function createSilence(platform: Platform, caller: Caller, draft: SilenceDraft): Promise<Silence> {
  requirePermission(caller, 'silences:manage');
  return transact(platform, caller, async (unit) => {
    const silence = await openSilence(unit, caller, readSilenceDraft(draft, unit.now));
    unit.signal('silence', [silence.id]);
    await markQuiet(unit);
    return silence;
  });
}
