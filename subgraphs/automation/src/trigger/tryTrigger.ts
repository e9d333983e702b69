import { conditionSubject } from '#kit/condition';
import { compileTrigger } from './compileTrigger.ts';
import { judgeTrigger, type TriggerJudgement } from './judgeTrigger.ts';
import { type Occurrence, scheduleFired, triggerScope, triggerVariables, webhookReceived } from './occurrence.ts';
import { type ReadInputs, readInputs } from './readInputs.ts';
import { occurrenceOf } from './readOccurrence.ts';
import { readDraft, rulesOf, type TriggerDraftInput } from './triggerDraft.ts';
import type { AutomationDb } from '../context.ts';

/** What a draft makes of stored events. */
export type Trial = {
  /** Events looked at: the newest within the days asked for, at most `mostTried`. */
  seen: number;
  matched: number;
  /** Whether there were more. */
  isCut: boolean;
  /** The newest that match, and the newest that do not, at most `mostShown` of each, newest first. */
  verdicts: { occurrence: Occurrence; judgement: TriggerJudgement; inputs: ReadInputs | null }[];
};

export const mostTried = 2_000;
const mostShown = 25;

/**
 * Tries a draft on the stored events of the last days. Nothing is started and nothing is kept. A draft of a hook or a schedule is tried on what its own trigger got, by
 * its id. BAD_USER_INPUT as when it is saved.
 */
export async function tryTrigger(
  db: Pick<AutomationDb, 'triggerEvent'>,
  input: TriggerDraftInput,
  { days, triggerId, now }: { days: number; triggerId: string | null; now: Date },
): Promise<Trial> {
  const draft = readDraft(input);
  const compiled = compileTrigger(rulesOf(draft));
  const where =
    draft.kind === 'EVENT'
      ? { name: draft.event, triggerId: null }
      : { name: draft.kind === 'SCHEDULE' ? scheduleFired : webhookReceived, triggerId: triggerId ?? '00000000-0000-0000-0000-000000000000' };
  const since = new Date(now.getTime() - days * 86_400_000);
  const rows = await db.triggerEvent.findMany({
    where: { ...where, at: { gte: since, lte: now } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: mostTried + 1,
  });
  const verdicts = rows.slice(0, mostTried).map((row) => {
    const occurrence = occurrenceOf(row);
    const scope = triggerScope(occurrence);
    const judgement = judgeTrigger(compiled, occurrence.incident, conditionSubject(triggerVariables, scope));
    return { occurrence, judgement, scope };
  });
  let [shownMatches, shownOthers] = [0, 0];
  const shown = verdicts.filter(({ judgement }) => (judgement.matched ? (shownMatches += 1) : (shownOthers += 1)) <= mostShown);
  return {
    seen: verdicts.length,
    matched: verdicts.filter(({ judgement }) => judgement.matched).length,
    isCut: rows.length > mostTried,
    verdicts: shown.map(({ occurrence, judgement, scope }) => ({
      occurrence,
      judgement,
      inputs: judgement.matched ? readInputs(compiled, scope) : null,
    })),
  };
}
