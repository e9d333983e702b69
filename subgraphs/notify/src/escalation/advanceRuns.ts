import type { IncidentState } from '#contracts/incidentStates';
import type { EscalationRun } from '#prisma/generated/client';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { type Told, writeTold } from '../notice/writeTold.ts';
import { chainSnapshot, type ChainSnapshot } from './chainDraft.ts';
import { doStep, type StepOutcome } from './doStep.ts';
import { wakeRunTask } from './escalation.task.ts';
import { type Looks, lookNow } from './lookNow.ts';
import { wakeAt } from './wakeAt.ts';

/** How often a chain begins again by its reminders, at most: whoever has not answered by then will not. */
const mostRounds = 50;

type Place = { cursor: number; round: number };
type Rest = { state: 'RUNNING'; reason: string; nextAt: Date } | { state: 'DONE'; reason: string; nextAt: null };

/** A run whose step is due, and how its incident stands. */
export type DueRun = { run: EscalationRun; state: IncidentState };

/** Where a run is afterwards. */
type Advance = Place & Rest & { id: string };

/**
 * Does what is due in runs, in each step after step until one takes time or the chain is at its end. All of it is one transaction: the steps' decisions, what they
 * send, and the time of the next step stand together or not at all, so a worker that dies in between leaves the runs due, and no step is done twice. That is also
 * why a run needs no lease: nothing outside the database happens while it is held. What the runs decide is written together at the end, with as many statements for many as for one. The caller
 * holds the incidents' dispatch locks and has seen that people are still to be told.
 */
export async function advanceRuns(unit: NotifyUnit, platform: NotifyPlatform, due: readonly DueRun[]): Promise<void> {
  const looks = lookNow(unit, platform);
  const told: Told[] = [];
  const advances: Advance[] = [];
  for (const { run, state } of due) advances.push(await advance(unit, platform, looks, { run, state }, told));

  await writeTold(unit, told);
  await writeAdvances(unit, advances);
  for (const { id, nextAt } of advances) wakeAt(unit, nextAt, wakeRunTask, { runId: id });
  unit.signal('incident', [...new Set(due.map(({ run }) => run.incidentId))]);
}

/** Does the steps of one run; what they decided is added to `told`. */
async function advance(unit: NotifyUnit, platform: NotifyPlatform, looks: Looks, { run, state }: DueRun, told: Told[]): Promise<Advance> {
  const chain = chainSnapshot.parse(run.snapshot);
  const place: Place = { cursor: run.cursor, round: run.round };
  /** Whether somebody was told since the last wait; null when no step tried. */
  let reached: boolean | null = null;
  let rest: Rest | undefined;

  while (!rest) {
    const { round } = place;
    const step = chain.steps[place.cursor];
    if (!step) {
      rest = endOfChain(chain, place, unit.now);
      const facts = rest.nextAt ? { nextAt: rest.nextAt.toISOString() } : {};
      told.push({ decision: { runId: run.id, round, step: null, kind: 'end', reason: rest.reason, facts } });
      if (rest.nextAt) Object.assign(place, { cursor: 0, round: round + 1 });
      break;
    }
    const outcome = await doStep(unit, platform, looks, { run, chain, state, step, ...place, reached });
    const { reason, facts } = outcome;
    told.push(...(outcome.told ?? []), { decision: { runId: run.id, round, step: place.cursor, kind: step.kind, reason, facts } });
    reached = outcome.reached === undefined ? reached : outcome.reached || (reached ?? false);
    rest = follow(outcome, place);
    if (step.kind === 'wait') reached = null;
  }
  return { id: run.id, ...place, ...rest };
}

async function writeAdvances({ db, now }: NotifyUnit, advances: readonly Advance[]): Promise<void> {
  await db.$executeRaw`
    UPDATE escalation_run r
    SET state = to_run.state, reason = to_run.reason, next_at = to_run."nextAt", cursor = to_run.cursor, round = to_run.round, fence = r.fence + 1,
      ended_at = CASE WHEN to_run.state = 'DONE' THEN ${now} ELSE r.ended_at END
    FROM jsonb_to_recordset(${JSON.stringify(advances)}::jsonb)
      AS to_run(id uuid, state "EscalationState", reason text, "nextAt" timestamptz(3), cursor int, round int)
    WHERE r.id = to_run.id`;
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
