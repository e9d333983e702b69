import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { Silence } from '#prisma/generated/client';
import type { IncidentsUnit } from '../context.ts';
import { markQuiet } from '../quiet/markQuiet.ts';
import { windowAt } from '../schedule/windowAt.ts';
import { decideUpdate } from './decideUpdate.ts';
import { endSilence } from './expireSilence.ts';
import { openSilence, silenceFacts } from './openSilence.ts';
import type { ReadSilence } from './readActiveSilences.ts';
import { type CheckedDraft, readSilenceDraft, type SilenceDraft } from './readSilenceDraft.ts';
import { takeSilence } from './takeSilence.ts';

/**
 * Makes a silence what the draft says, as Alertmanager does: other matchers, other windows or another beginning of one in force end it and make a new
 * one, whose id is in the answer. NOT_FOUND, BAD_USER_INPUT, or CONFLICT when an approved one would get longer.
 */
export async function updateSilence(platform: Platform, caller: Caller, id: string, draft: SilenceDraft): Promise<Silence> {
  requirePermission(caller, 'silences:manage');
  const { tenantId } = caller;
  return transact(platform, caller, async (unit) => {
    const before = await takeSilence(unit.db, tenantId, id);
    const checked = readSilenceDraft({ ...draft, startsAt: draft.startsAt ?? before.startsAt }, unit.now, earliestOf(before, draft, unit.now));
    const decision = decideUpdate(before, checked, unit.now);
    if (decision.does === 'refuse') {
      throw new AppError('CONFLICT', `This silence was approved until ${before.endsAt.toISOString()}. Make another one for the time after that.`);
    }
    if (decision.does === 'replace') await endSilence(unit, tenantId, before);
    const silence = decision.does === 'change' ? await change(unit, tenantId, before, checked) : await openSilence(unit, caller, checked);
    unit.signal('silence', [...new Set([before.id, silence.id])]);
    await markQuiet(unit);
    return silence;
  });
}

/** A silence in force may keep its beginning, which is past; everything else begins now or later. */
function earliestOf(before: ReadSilence, { startsAt }: SilenceDraft, now: Date): Date {
  const keepsBeginning = before.startsAt <= now && (startsAt == null || startsAt.getTime() === before.startsAt.getTime());
  return keepsBeginning && before.endsAt > now ? before.startsAt : now;
}

async function change({ db, now, audit }: IncidentsUnit, tenantId: string, before: ReadSilence, draft: CheckedDraft): Promise<Silence> {
  const window = windowAt(draft, now) ?? { from: draft.startsAt, until: draft.endsAt };
  const { comment, annotations, startsAt, endsAt } = draft;
  const silence = await db.silence.update({
    where: { tenantId_id: { tenantId, id: before.id } },
    data: {
      ...{ comment, annotations, startsAt, endsAt, windowStartsAt: window.from, windowEndsAt: window.until, updatedAt: now },
      // Who asked stays who asked unless the draft names somebody.
      ...(draft.createdBy !== '' && { createdBy: draft.createdBy }),
      ...(window.until.getTime() !== before.windowEndsAt.getTime() && { endingToldAt: null }),
    },
  });
  audit({
    action: 'silence.updated',
    subject: { kind: 'Silence', id: before.id },
    before: silenceFacts(before, before.matchers),
    after: silenceFacts(silence, draft.matchers),
  });
  return silence;
}
