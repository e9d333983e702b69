import type { IncidentState } from '#contracts/incidentStates';
import type { EscalationRun } from '#prisma/generated/client';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { chainSnapshot, type ChainSnapshot } from './chainDraft.ts';
import { doStep, type StepOutcome } from './doStep.ts';
import { wakeRunTask } from './escalation.task.ts';
import { type NewDecision, writeDecisions } from './writeDecisions.ts';

/** How often a chain begins again by its reminders, at most: whoever has not answered by then will not. */
const mostRounds = 50;

type Place = { cursor: number; round: number };
type Rest = { state: 'RUNNING'; reason: string; nextAt: Date } | { state: 'DONE'; reason: string; nextAt: null };

/**
 * Does what is due in a run, step after step, until one takes time or the chain is at its end. All of it is one transaction: the steps' decisions, what they
 * send, and the time of the next step stand together or not at all, so a worker that dies in between leaves the run due, and no step is done twice. That is also
 * why a run needs no lease: nothing outside the database happens while it is held. The caller holds the incident's dispatch lock and has seen that
 * people are still to be told.
 */
export async function advanceRun(unit: NotifyUnit, platform: NotifyPlatform, run: EscalationRun, state: IncidentState): Promise<void> {
  const { db, now, enqueue, signal } = unit;
  const chain = chainSnapshot.parse(run.snapshot);
  const place: Place = { cursor: run.cursor, round: run.round };
  const decisions: NewDecision[] = [];
  /** Whether somebody was told since the last wait; null when no step tried. */
  let reached: boolean | null = null;
  let rest: Rest | undefined;

  while (!rest) {
    const step = chain.steps[place.cursor];
    if (!step) {
      rest = endOfChain(chain, place, now);
      decisions.push({
        round: place.round,
        step: null,
        kind: 'end',
        reason: rest.reason,
        facts: rest.nextAt ? { nextAt: rest.nextAt.toISOString() } : {},
      });
      if (rest.nextAt) Object.assign(place, { cursor: 0, round: place.round + 1 });
      break;
    }
    const outcome = await doStep(unit, platform, { run, chain, state, step, ...place, reached });
    decisions.push({ round: place.round, step: place.cursor, kind: step.kind, reason: outcome.reason, facts: outcome.facts });
    reached = outcome.reached === undefined ? reached : outcome.reached || (reached ?? false);
    rest = follow(outcome, place);
    if (step.kind === 'wait') reached = null;
  }

  await writeDecisions(unit, run.id, decisions);
  await db.escalationRun.update({
    where: { tenantId_id: { tenantId: run.tenantId, id: run.id } },
    data: { ...rest, ...place, fence: { increment: 1 }, ...(rest.state === 'DONE' && { endedAt: now }) },
  });
  if (rest.nextAt) enqueue(wakeRunTask, { runId: run.id }, { startAfter: rest.nextAt });
  signal('incident', [run.incidentId]);
}

/** Moves on as a step's outcome says; the rest when that takes time. */
function follow({ next, reason }: StepOutcome, place: Place): Rest | undefined {
  switch (next.kind) {
    case 'on':
      place.cursor += 1;
      return undefined;
    case 'wait':
      place.cursor += 1;
      return { state: 'RUNNING', reason: 'waits', nextAt: next.until };
    case 'hold':
      return { state: 'RUNNING', reason, nextAt: next.until };
    case 'again':
      Object.assign(place, { cursor: 0, round: place.round + 1 });
      return undefined;
    case 'end':
      return { state: 'DONE', reason, nextAt: null };
    default:
      return next satisfies never;
  }
}

function endOfChain({ remindMinutes }: ChainSnapshot, { round }: Place, now: Date): Rest {
  if (remindMinutes === null) return { state: 'DONE', reason: 'chain_exhausted', nextAt: null };
  if (round >= mostRounds) return { state: 'DONE', reason: 'reminders_exhausted', nextAt: null };
  return { state: 'RUNNING', reason: 'reminds', nextAt: new Date(now.getTime() + remindMinutes * 60_000) };
}
