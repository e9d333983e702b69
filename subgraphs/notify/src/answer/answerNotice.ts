import type { IncidentState } from '#contracts/incidentStates';
import type { Permission } from '#contracts/permissions';
import { viewerOf } from '#kit/caller';
import { readAs } from '#kit/tenant';
import { systemActor, transact } from '#kit/transact';
import { answerAsked } from '../approval/answerAsked.ts';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import type { LoadedDelivery } from '../delivery/loadDeliveries.ts';
import type { AnswerAction } from '../message/message.ts';
import { type Answered, type AnswerOutcome, judgeAnswer } from './judgeAnswer.ts';

/** Who gives an answer to which notice. */
export type Answer = { delivery: LoadedDelivery; personId: string; action: AnswerAction };

/** An answer that was taken of nothing. */
export const nothing = (reason: Exclude<AnswerOutcome, 'taken'>): Answered => ({ reason, taken: 0, of: 1 });

/**
 * Takes an answer to a notice and passes it on to the incident (`incident.answered`). Each answer of each notice counts once, whoever gives it. What the incident
 * makes of it is its own to judge; here it is judged as well, with the eyes of whoever answers, so that they are told at once, and that an answer which changes nothing
 * leaves the link as it was.
 *
 * To a message about many it is an answer of each incident that this message told of, and of none that came to it later: only what nobody has yet can be acknowledged.
 */
export function answerNotice(platform: NotifyPlatform, { delivery, personId, action }: Answer): Promise<Answered> {
  return transact(platform, systemActor(delivery.tenantId), async (unit) => {
    const { db } = unit;
    if (delivery.event === 'approval') {
      const reason = await answerAsked(platform, unit, { delivery, personId, action });
      return { reason, taken: reason === 'taken' ? 1 : 0, of: 1 };
    }
    if (action === 'approve' || action === 'reject') return nothing('unknown_notice');
    const notices = delivery.stormId === null ? [delivery] : await noticesOf(unit, delivery);
    const incidentIds = [...new Set(notices.flatMap(({ incidentId }) => incidentId ?? []))];
    if (incidentIds.length === 0 || (delivery.stormId !== null && action !== 'acknowledge')) return nothing('unknown_notice');
    const { permissions, teamIds, scope } = await platform.directory.rights(db, personId);
    const states = await platform.incidents.read(db, incidentIds);
    const seen = await readAs(db, viewerOf({ personId, teamIds, permissions, scope }), () => platform.incidents.read(db, incidentIds));
    const seenIds = new Set(seen.map(({ facts }) => facts.id));

    const outcomes: AnswerOutcome[] = [];
    for (const { id, incidentId } of notices) {
      const state = states.find(({ facts }) => facts.id === incidentId);
      outcomes.push(
        await takeAnswer(unit, { id, state, permissions, isSeen: seenIds.has(incidentId ?? ''), personId, action, via: delivery.channel.kind }),
      );
    }
    const taken = outcomes.filter((outcome) => outcome === 'taken').length;
    return { reason: taken > 0 ? 'taken' : (outcomes[0] ?? 'unknown_notice'), taken, of: outcomes.length };
  });
}

/** Of each incident that a message about many told of in its conversation, the notice that it was told by. */
async function noticesOf({ db }: NotifyUnit, { about, threadKey }: LoadedDelivery): Promise<{ id: string; incidentId: string | null }[]> {
  const told = await db.delivery.findMany({
    where: { incidentId: { in: about }, threadKey, groupedInto: { not: null } },
    select: { id: true, incidentId: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return [...new Map(told.map((notice) => [notice.incidentId, notice])).values()];
}

type Asked = {
  id: string;
  state: IncidentState | undefined;
  permissions: readonly Permission[];
  isSeen: boolean;
  personId: string;
  action: Exclude<AnswerAction, 'approve' | 'reject'>;
  via: string;
};

async function takeAnswer({ db, now, emit }: NotifyUnit, { id, state, permissions, isSeen, personId, action, via }: Asked): Promise<AnswerOutcome> {
  const outcome = judgeAnswer(action, { status: state?.facts.status ?? null, permissions, isSeen });
  if (outcome !== 'taken' || !state) return outcome;
  const { count } = await db.noticeAnswer.createMany({ data: [{ deliveryId: id, action, personId, via, at: now }], skipDuplicates: true });
  if (count === 0) return 'answered_before';
  emit('incident.answered', { incidentId: state.facts.id, personId, action, via, at: now.toISOString() });
  return 'taken';
}
