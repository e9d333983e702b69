import { formatMatchers } from '#contracts/matcher';
import type { Silence } from '#prisma/generated/client';
import type { Actor } from '#kit/transact';
import type { IncidentsUnit } from '../context.ts';
import { readQuietPolicy } from '../quiet/readQuietPolicy.ts';
import { windowAt } from '../schedule/windowAt.ts';
import { judgeApproval } from './judgeApproval.ts';
import { measureMuted } from './measureMuted.ts';
import type { CheckedDraft } from './readSilenceDraft.ts';

/** Writes a new silence. One that is broader than the tenant's limits mutes nothing until another person has approved it. */
export async function openSilence({ db, now, audit }: IncidentsUnit, actor: Actor, draft: CheckedDraft): Promise<Silence> {
  const decision = judgeApproval(await measureMuted(db, draft.matchers, now), await readQuietPolicy(db));
  const window = windowAt(draft, now) ?? { from: draft.startsAt, until: draft.endsAt };
  const silence = await db.silence.create({
    data: {
      ...draft,
      createdById: actor.personId,
      windowStartsAt: window.from,
      windowEndsAt: window.until,
      approval: decision.isNeeded ? 'WAITING' : 'NOT_NEEDED',
      approvalReason: decision.reason,
      approvalFacts: decision.facts as Record<string, number | null>,
      createdAt: now,
      updatedAt: now,
    },
  });
  audit({ action: 'silence.created', subject: { kind: 'Silence', id: silence.id }, after: silenceFacts(silence, draft.matchers) });
  return silence;
}

/** What the audit keeps of a silence. */
export function silenceFacts(silence: Omit<Silence, 'matchers'>, matchers: CheckedDraft['matchers']) {
  const { startsAt, endsAt, recurrence, durationMs, timeZone, comment, createdBy, approval, approvalReason } = silence;
  return {
    matchers: formatMatchers(matchers),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    ...{ recurrence, durationMs, timeZone, comment, createdBy, approval, approvalReason },
  };
}
