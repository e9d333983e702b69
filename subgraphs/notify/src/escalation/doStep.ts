import type { IncidentState } from '#contracts/incidentStates';
import type { EscalationRun } from '#prisma/generated/client';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import type { Notice } from '../notice/notice.ts';
import type { Told } from '../notice/writeTold.ts';
import { planPages } from '../page/planPages.ts';
import type { ChainSnapshot, Step } from './chainDraft.ts';
import { judgeOnly } from './judgeOnly.ts';
import type { Looks } from './lookNow.ts';
import { targetsOf, type TellingStep } from './targetsOf.ts';

/** A step that is due, with all that it is decided on. */
export type DueStep = {
  run: EscalationRun;
  chain: ChainSnapshot;
  state: IncidentState;
  step: Step;
  cursor: number;
  round: number;
  /** Whether somebody was told since the last wait; null when no step tried. */
  reached: boolean | null;
};

/** What a step did, and what comes after it. */
export type StepOutcome = {
  reason: string;
  facts: Record<string, unknown>;
  next: { kind: 'on' } | { kind: 'wait'; until: Date } | { kind: 'hold'; until: Date } | { kind: 'again' } | { kind: 'end' };
  /** Whether it reached somebody; absent for a step that does not try. */
  reached?: boolean;
  /** What it tells, to be written with what the other steps of the transaction tell. */
  told?: Told[];
};

const on = { kind: 'on' } as const;

/** Does one step of a run, or says why not. */
export async function doStep(unit: NotifyUnit, platform: NotifyPlatform, looks: Looks, due: DueStep): Promise<StepOutcome> {
  const { step, state } = due;
  const { only } = step;
  const since = only.alerts && new Date(unit.now.getTime() - only.alerts.minutes * 60_000);
  const alerts = since ? await platform.incidents.countAlerts(unit.db, state.facts.id, since) : 0;
  const verdict = judgeOnly(only, { severity: state.facts.severity, alerts });
  if (!verdict.held) return { reason: verdict.reason, facts: verdict.facts, next: on };

  switch (step.kind) {
    case 'wait': {
      // Whoever could not be told will not answer: the time is better spent on the next.
      if (due.reached === false) return { reason: 'nobody_was_told', facts: { seconds: step.seconds }, next: on };
      const until = new Date(unit.now.getTime() + step.seconds * 1000);
      return { reason: 'waits', facts: { seconds: step.seconds, until: until.toISOString() }, next: { kind: 'wait', until } };
    }
    case 'persons':
    case 'team':
    case 'onCall':
    case 'roundRobin':
    case 'channel':
    case 'everyChannel':
      return tell(unit, looks, due, step);
    case 'playbook': {
      const dedupKey = keyOf(due);
      const at = unit.now.toISOString();
      unit.emit('escalation.playbookAsked', { incident: state.facts, at, playbookId: step.playbookId, chainName: due.chain.name, dedupKey });
      return { reason: 'asked_for_playbook', facts: { playbookId: step.playbookId }, next: on };
    }
    case 'resolve':
      unit.emit('escalation.resolveAsked', { incidentId: state.facts.id, at: unit.now.toISOString(), chainName: due.chain.name });
      return { reason: 'asked_to_resolve', facts: {}, next: { kind: 'end' } };
    case 'repeat': {
      const isLeft = due.round <= step.times;
      return {
        reason: isLeft ? 'begins_again' : 'repeated_enough',
        facts: { round: due.round, times: step.times },
        next: isLeft ? { kind: 'again' } : on,
      };
    }
    default:
      return step satisfies never;
  }
}

async function tell({ now }: NotifyUnit, looks: Looks, due: DueStep, step: TellingStep): Promise<StepOutcome> {
  const { run, chain, state, cursor, round } = due;
  const targets = await targetsOf(step, looks.of(run.chainId));
  const { skipped, reason, facts, holdUntil } = targets;
  if (holdUntil) return { reason, facts: { ...facts, until: holdUntil.toISOString() }, next: { kind: 'hold', until: holdUntil } };

  const importance = step.importance ?? run.importance;
  const cause = {
    reason: 'escalation_step',
    ...(run.policyPath.length > 0 && { policyName: run.policyPath.join(' › ') }),
    ...{ chainName: chain.name, runId: run.id, step: cursor + 1, round },
  };
  const paging = {
    ...{ people: targets.people, runId: run.id, step: cursor, round, state, cause },
    importance: importance === 'IMPORTANT' ? ('important' as const) : ('default' as const),
    dedupKey: keyOf(due),
  };
  const pages = targets.people.length > 0 ? planPages(paging, await looks.paged(targets.people.map(({ id }) => id)), now) : [];
  const notices = targets.channels.map(({ id }): Notice => ({
    incident: state.facts,
    event: 'opened',
    channelId: id,
    cause,
    dedupKey: `${keyOf(due)}:${id}`,
  }));

  const unreachable = pages.filter(({ isReachable }) => !isReachable);
  const isAnybody = targets.channels.length + pages.length - unreachable.length > 0;
  return {
    reason: isAnybody || reason !== 'told' ? reason : 'nobody_reachable',
    facts: {
      ...facts,
      ...(pages.length > 0 && {
        people: pages.map(({ row: { personId }, name, isReachable, insteadOf }) => ({
          id: personId,
          name,
          isReachable,
          ...(insteadOf.length > 0 && { insteadOf }),
        })),
      }),
      ...(targets.channels.length > 0 && { channels: targets.channels }),
      ...(skipped.length > 0 && { skipped }),
    },
    next: on,
    reached: isAnybody,
    told: [...pages.map((page) => ({ page })), ...notices.map((notice) => ({ notice }))],
  };
}

/** The same for whatever is done twice: one step, once in a round. */
function keyOf({ run, round, cursor }: DueStep): string {
  return `run:${run.id}:${round}:${cursor}`;
}
