import { AppError } from '#kit/errors';
import { readAs, type Viewer } from '#kit/tenant';
import { type Actor, transact } from '#kit/transact';
import { randomUUID } from 'node:crypto';
import type { AutomationPlatform } from '../context.ts';
import { compiledTrigger } from './compileTrigger.ts';
import { type Occurrence, triggerScope } from './occurrence.ts';
import { readInputs } from './readInputs.ts';
import { readOccurrence } from './readOccurrence.ts';
import { judgeAll, recordDecisions, type Shown } from './showTriggers.ts';
import { findRefusal, startMatched } from './startMatched.ts';

/** What a trigger made of a replayed event. Of a dry replay, `start` says what would keep it from starting, and `inputs` what it would start with. */
export type Replayed = Shown & { inputs: Record<string, unknown> | null };

/**
 * Shows a stored event to triggers once more, as they are now: all that wait for it, or one. Dry, it only says what they would do; else matches start their
 * playbooks, and the decisions are kept beside those of the first time. NOT_FOUND for an event that is not there, or that the reader may not see.
 */
export function replayEvent(
  platform: AutomationPlatform,
  actor: Actor,
  viewer: Viewer,
  { eventId, triggerId, dry }: { eventId: string; triggerId: string | null; dry: boolean },
): Promise<Replayed[]> {
  return transact(platform, actor, async (unit) => {
    const { db, now, audit } = unit;
    const occurrence = await readAs(db, viewer, () => readOccurrence(db, eventId));
    if (!occurrence) throw new AppError('NOT_FOUND', `There is no stored event ${eventId}.`);
    const triggers = await db.trigger.findMany({
      where: {
        archivedAt: null,
        ...(occurrence.triggerId === null ? { kind: 'EVENT', event: occurrence.name } : { id: occurrence.triggerId }),
        ...(triggerId === null ? {} : { AND: [{ id: triggerId }] }),
      },
      include: { playbook: { select: { id: true, name: true } } },
      orderBy: { id: 'asc' },
    });
    const replay = randomUUID();
    const replayed: Replayed[] = [];
    for (const { trigger, judgement } of judgeAll(triggers, occurrence)) {
      const shown = { trigger, occurrence, judgement };
      if (!judgement.matched) replayed.push({ ...shown, start: null, inputs: null });
      else if (dry) replayed.push({ ...shown, ...(await foresee(unit, trigger, occurrence)) });
      else {
        const start = await startMatched(unit, trigger, occurrence, judgement, `${trigger.id}:${occurrence.id}:${replay}`);
        replayed.push({ ...shown, start, inputs: null });
      }
    }
    if (!dry) {
      await recordDecisions(db, replayed, now);
      audit({
        action: 'trigger.replayed',
        subject: { kind: 'triggerEvent', id: eventId },
        after: { event: occurrence.name, triggers: replayed.length },
      });
    }
    return replayed;
  });
}

async function foresee(
  unit: Parameters<typeof findRefusal>[0],
  trigger: Shown['trigger'],
  occurrence: Occurrence,
): Promise<Pick<Replayed, 'start' | 'inputs'>> {
  const refusal = await findRefusal(unit, trigger, occurrence);
  if (refusal) return { start: { started: false, ...refusal }, inputs: null };
  const read = readInputs(compiledTrigger(trigger), triggerScope(occurrence));
  if ('problem' in read)
    return { start: { started: false, reason: 'input_no_value', facts: { input: read.input, error: read.problem } }, inputs: null };
  return { start: null, inputs: read.inputs };
}
