import { formatMatcher, type Matcher } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import type { ReadSilence } from '../silence/readActiveSilences.ts';
import { silenceState, type SilenceState } from '../silence/silenceState.ts';
import { type GettableSilence, toApiMatcher } from './shapes.ts';

/** States that Alertmanager has no word for: what waits for approval will perhaps mute, what was rejected never does. */
const states: Record<SilenceState, GettableSilence['status']['state']> = {
  PENDING: 'pending',
  ACTIVE: 'active',
  EXPIRED: 'expired',
  WAITING_APPROVAL: 'pending',
  REJECTED: 'expired',
};

/** In Alertmanager's order: active ones by their end, pending ones by their beginning, expired ones by their end, the latest first. */
export function showSilences(silences: readonly ReadSilence[], filter: readonly Matcher[], now: Date): GettableSilence[] {
  return silences
    .filter((silence) => isWanted(silence, filter))
    .map((silence) => showSilence(silence, now))
    .toSorted(byState);
}

/** A silence with a recurrence is shown by its present or next window, since the API has one start and one end. */
export function showSilence(silence: ReadSilence, now: Date): GettableSilence {
  const { id, comment, createdBy, matchers, updatedAt, annotations, recurrence } = silence;
  const [startsAt, endsAt] = recurrence === null ? [silence.startsAt, silence.endsAt] : [silence.windowStartsAt, silence.windowEndsAt];
  return {
    id,
    status: { state: states[silenceState(silence, now)] },
    updatedAt: updatedAt.toISOString(),
    comment,
    createdBy: createdBy || 'unknown',
    endsAt: endsAt.toISOString(),
    startsAt: startsAt.toISOString(),
    matchers: matchers.map(toApiMatcher),
    annotations: annotations as Labels,
  };
}

/** As Alertmanager filters silences: those that have each of these very matchers. */
function isWanted({ matchers }: ReadSilence, filter: readonly Matcher[]): boolean {
  return filter.every((wanted) => matchers.some((matcher) => formatMatcher(matcher) === formatMatcher(wanted)));
}

const ranks = { active: 0, pending: 1, expired: 2 } as const;

function byState(one: GettableSilence, other: GettableSilence): number {
  const rank = ranks[one.status.state] - ranks[other.status.state];
  if (rank !== 0) return rank;
  switch (one.status.state) {
    case 'active':
      return Date.parse(one.endsAt) - Date.parse(other.endsAt);
    case 'pending':
      return Date.parse(one.startsAt) - Date.parse(other.startsAt);
    case 'expired':
      return Date.parse(other.endsAt) - Date.parse(one.endsAt);
    default:
      return one.status.state satisfies never;
  }
}
