import type { DirectoryPerson } from '#contracts/directory';
import type { WhoIsOnCall } from '../schedule/whoIsOnCall.ts';
import type { Step } from './chainDraft.ts';
import { isWithinHours } from './judgeOnly.ts';

/** What a step needs to look up to know whom it tells, at a moment: the present for a run, any for a trial. */
export type Look = {
  at: Date;
  /** Those who are known, in any order. */
  people(ids: readonly string[]): Promise<DirectoryPerson[]>;
  members(teamId: string): Promise<string[]>;
  /** Null for a schedule that is not there any more. */
  onCall(scheduleId: string): Promise<WhoIsOnCall | null>;
  /** Whose turn it is at a round-robin step, from 0; a run moves the turn on, a trial does not. */
  turn(stepId: string): Promise<number>;
  /** The channels that are on and have a place of their own. */
  channels(): Promise<ToldChannel[]>;
};

export type ToldChannel = { id: string; name: string };

/** Who is not told by a step that tells others, and why. */
export type SkippedTarget = { id: string; name: string | null; reason: 'outside_hours' | 'unknown_person' | 'channel_off' };

export type Targets = {
  people: DirectoryPerson[];
  channels: ToldChannel[];
  skipped: SkippedTarget[];
  /** told | nobody_named | nobody_on_call | schedule_gone | nobody_left */
  reason: string;
  facts: Record<string, unknown>;
  /** Nothing is done before this, and then the step is looked at again. */
  holdUntil?: Date;
};

/** A step that tells somebody. */
export type TellingStep = Extract<Step, { kind: 'persons' | 'team' | 'onCall' | 'roundRobin' | 'channel' | 'everyChannel' }>;

/** With nobody on call and none to come, a step that waits looks again after this long: somebody may be put in. */
const lookAgainMs = 5 * 60_000;

/** Whom a step tells at a moment. Hours are judged in the zone of each person, for a channel in that of the step. */
export async function targetsOf(step: TellingStep, look: Look): Promise<Targets> {
  const named = await nameTargets(step, look);
  if (named.holdUntil) return { ...nobody, ...named, people: [], channels: [] };

  const known = await look.people(named.personIds);
  const inOrder = named.personIds.flatMap((id) => known.find((person) => person.id === id) ?? []);
  const { hours } = step.only;
  const isOutside = (timeZone: string | null): boolean => hours !== null && !isWithinHours(hours, look.at, timeZone);
  const people = inOrder.filter(({ timeZone }) => !isOutside(timeZone));
  const channels = isOutside(null) ? [] : named.channels;
  const skipped: SkippedTarget[] = [
    ...named.skipped,
    ...named.personIds.filter((id) => !known.some((person) => person.id === id)).map((id) => ({ id, name: null, reason: 'unknown_person' as const })),
    ...inOrder.filter(({ timeZone }) => isOutside(timeZone)).map(({ id, name }) => ({ id, name, reason: 'outside_hours' as const })),
    ...(isOutside(null) ? named.channels.map(({ id, name }) => ({ id, name, reason: 'outside_hours' as const })) : []),
  ];
  const isAnybody = people.length + channels.length > 0;
  return { people, channels, skipped, facts: named.facts, reason: isAnybody ? 'told' : skipped.length > 0 ? 'nobody_left' : named.reason };
}

type Named = Pick<Targets, 'channels' | 'skipped' | 'reason' | 'facts' | 'holdUntil'> & { personIds: readonly string[] };
const nobody: Omit<Named, 'reason'> = { personIds: [], channels: [], skipped: [], facts: {} };

async function nameTargets(step: TellingStep, look: Look): Promise<Named> {
  switch (step.kind) {
    case 'persons':
      return { ...nobody, personIds: step.personIds, reason: 'nobody_named' };
    case 'team':
      return { ...nobody, personIds: await look.members(step.teamId), reason: 'nobody_named', facts: { teamId: step.teamId } };
    case 'onCall':
      return nameOnCall(step, look);
    case 'roundRobin': {
      const candidates = step.teamId === null ? step.personIds : await look.members(step.teamId);
      if (candidates.length === 0) return { ...nobody, reason: 'nobody_named' };
      const turn = (await look.turn(step.id ?? '')) % candidates.length;
      return { ...nobody, personIds: candidates.slice(turn, turn + 1), reason: 'nobody_named', facts: { turn: turn + 1, of: candidates.length } };
    }
    case 'channel': {
      const channels = (await look.channels()).filter(({ id }) => id === step.channelId);
      const skipped = channels.length > 0 ? [] : [{ id: step.channelId, name: null, reason: 'channel_off' as const }];
      return { ...nobody, channels, skipped, reason: 'nobody_named' };
    }
    case 'everyChannel':
      return { ...nobody, channels: await look.channels(), reason: 'nobody_named' };
    default:
      return step satisfies never;
  }
}

async function nameOnCall({ scheduleId, waitsForSomebody }: Extract<Step, { kind: 'onCall' }>, look: Look): Promise<Named> {
  const found = await look.onCall(scheduleId);
  if (!found) return { ...nobody, reason: 'schedule_gone', facts: { scheduleId } };
  const { personIds, reason, nextAt } = found;
  const facts = { scheduleId, because: reason, until: found.until?.toISOString() ?? null };
  if (personIds.length > 0) return { ...nobody, personIds, reason: 'nobody_named', facts };
  if (!waitsForSomebody) return { ...nobody, reason: 'nobody_on_call', facts: { ...facts, nextAt: nextAt?.toISOString() ?? null } };
  const again = new Date(look.at.getTime() + lookAgainMs);
  const holdUntil = nextAt && nextAt < again ? nextAt : again;
  return { ...nobody, reason: 'waits_for_somebody_on_call', facts: { ...facts, nextAt: nextAt?.toISOString() ?? null }, holdUntil };
}
