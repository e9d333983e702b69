import type { Severity } from '#contracts/words';
import type { ChainSnapshot, Importance } from '../escalation/chainDraft.ts';
import { judgeOnly } from '../escalation/judgeOnly.ts';
import { type Look, targetsOf } from '../escalation/targetsOf.ts';
import type { Ways } from '../page/readWays.ts';
import { planPersonal } from '../personal/planPersonal.ts';

/** Something that a chain would do, or would not do, and why. */
export type Foretold = {
  at: Date;
  round: number;
  /** Place of the step in the chain, from 0; null for the end. */
  step: number | null;
  kind: string;
  reason: string;
  personId: string | null;
  personName: string | null;
  channelId: string | null;
  channelName: string | null;
  /** The contact by which a person is told, masked. */
  contact: string | null;
  contactKind: string | null;
  facts: Record<string, unknown>;
};

/** What a trial is of. */
export type Trial = {
  chain: ChainSnapshot;
  importance: Importance;
  severity: Severity;
  /** Alerts that the incident is taken to have had lately. */
  alerts: number;
  at: Date;
  /** The world at a moment of the trial. */
  lookAt(at: Date): Look;
  waysOf(personIds: readonly string[]): Promise<(personId: string) => Ways>;
  /** Who is told in the place of each at that moment; themselves where they are not away. */
  standInsOf(personIds: readonly string[], at: Date): Promise<Map<string, string>>;
};

/** Nobody reads more, and nobody answers later than in a week. */
const mostForetold = 300;
const furthestMs = 7 * 86_400_000;

const nothing = { personId: null, personName: null, channelId: null, channelName: null, contact: null, contactKind: null, facts: {} };

/**
 * What a chain would do from a moment on if nobody answered: the decisions are those of a run, by the same code, and only time is made up. Nothing is sent or kept;
 * `lookAt` and `waysOf` read schedules and rules as they are now for that later moment.
 */
export async function simulateChain({ chain, importance, severity, alerts, at: from, lookAt, waysOf, standInsOf }: Trial): Promise<Foretold[]> {
  const foretold: Foretold[] = [];
  let at = from;
  let [cursor, round] = [0, 1];
  let reached: boolean | null = null;
  const tell = (told: Partial<Foretold> & Pick<Foretold, 'kind' | 'reason'>): void =>
    void foretold.push({ ...nothing, at, round, step: cursor, ...told });

  while (foretold.length < mostForetold && at.getTime() - from.getTime() <= furthestMs) {
    const step = chain.steps[cursor];
    if (!step) {
      tell({
        step: null,
        kind: 'end',
        reason: chain.remindMinutes === null ? 'chain_exhausted' : 'reminds',
        facts: { remindMinutes: chain.remindMinutes },
      });
      break;
    }
    const { kind } = step;
    const verdict = judgeOnly(step.only, { severity, alerts });
    if (!verdict.held) {
      tell({ kind, reason: verdict.reason, facts: verdict.facts });
      cursor += 1;
      continue;
    }
    switch (step.kind) {
      case 'wait':
        tell({ kind, reason: reached === false ? 'nobody_was_told' : 'waits', facts: { seconds: step.seconds } });
        if (reached !== false) at = new Date(at.getTime() + step.seconds * 1000);
        reached = null;
        break;
      case 'repeat': {
        const isLeft = round <= step.times;
        tell({ kind, reason: isLeft ? 'begins_again' : 'repeated_enough', facts: { times: step.times } });
        if (isLeft) [cursor, round] = [-1, round + 1];
        break;
      }
      case 'playbook':
        tell({ kind, reason: 'asked_for_playbook', facts: { playbookId: step.playbookId } });
        break;
      case 'resolve':
        tell({ kind, reason: 'asked_to_resolve' });
        return foretold;
      case 'persons':
      case 'team':
      case 'onCall':
      case 'roundRobin':
      case 'channel':
      case 'everyChannel': {
        const targets = await targetsOf(step, lookAt(at));
        if (targets.holdUntil) {
          tell({ kind, reason: targets.reason, facts: targets.facts });
          at = targets.holdUntil;
          continue;
        }
        const asked = targets.people.map(({ id }) => id);
        const standIns = await standInsOf(asked, at);
        const people = await lookAt(at).people([...new Set(asked.map((id) => standIns.get(id) ?? id))]);
        const ways = await waysOf(people.map(({ id }) => id));
        let isAnybody = targets.channels.length > 0;
        for (const { id, name } of targets.channels) tell({ kind, reason: 'told', channelId: id, channelName: name });
        for (const { id, name } of people) {
          const insteadOf = targets.people.filter((one) => one.id !== id && standIns.get(one.id) === id).map((one) => one.name);
          const facts = { ...targets.facts, ...(insteadOf.length > 0 && { insteadOf }) };
          const { rules, contacts, quietHours, digest } = ways(id);
          const wanted = (step.importance ?? importance) === 'IMPORTANT' ? 'important' : 'default';
          const plan = planPersonal(rules, contacts, at, quietHours, wanted, severity, digest);
          const person = { kind, personId: id, personName: name };
          if (plan.length === 0) tell({ ...person, reason: 'no_way_to_reach', facts });
          isAnybody ||= plan.length > 0;
          for (const page of plan) {
            const contact = contacts.find((known) => known.id === page.contactId);
            const by = { contact: contact?.label ?? null, contactKind: contact?.kind ?? null, channelId: contact?.channelId ?? null };
            tell({ ...person, at: page.at, reason: page.reason, ...by, facts });
          }
        }
        for (const { id, name, reason } of targets.skipped) tell({ kind, reason, personName: name, facts: { id } });
        if (!isAnybody && targets.people.length + targets.skipped.length === 0) tell({ kind, reason: targets.reason, facts: targets.facts });
        reached = isAnybody || (reached ?? false);
        break;
      }
      default:
        step satisfies never;
    }
    cursor += 1;
  }
  return foretold;
}
