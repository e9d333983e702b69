import { isDeepStrictEqual } from 'node:util';
import type { CheckedDraft } from './readSilenceDraft.ts';
import type { ReadSilence } from './readActiveSilences.ts';
import { silenceState } from './silenceState.ts';

type Outcome =
  /** The silence itself is changed. */
  | { reason: 'same_alerts'; does: 'change' }
  /** It ends now, and another takes its place: what it has muted so far stays told as it was. */
  | { reason: 'other_matchers' | 'other_windows' | 'other_start'; does: 'replace' }
  /** It is over; another begins. */
  | { reason: 'expired' | 'rejected'; does: 'renew' }
  /** What a person has approved is not made longer without one. */
  | { reason: 'approved_until'; does: 'refuse' };

/** How a silence becomes what is asked for, by Alertmanager's rule: as long as it mutes the same alerts from the same beginning it stays the same silence. */
export function decideUpdate(silence: ReadSilence, draft: CheckedDraft, now: Date): Outcome {
  const state = silenceState(silence, now);
  if (state === 'EXPIRED') return { reason: 'expired', does: 'renew' };
  if (state === 'REJECTED') return { reason: 'rejected', does: 'renew' };
  if (!isDeepStrictEqual(silence.matchers, draft.matchers)) return { reason: 'other_matchers', does: 'replace' };
  if (!isDeepStrictEqual(windowsOf(silence), windowsOf(draft))) return { reason: 'other_windows', does: 'replace' };
  if (silence.startsAt <= now && silence.startsAt.getTime() !== draft.startsAt.getTime()) return { reason: 'other_start', does: 'replace' };
  if (silence.approval === 'APPROVED' && (draft.endsAt > silence.endsAt || draft.startsAt < silence.startsAt)) {
    return { reason: 'approved_until', does: 'refuse' };
  }
  return { reason: 'same_alerts', does: 'change' };
}

function windowsOf({ recurrence, durationMs, timeZone }: Pick<ReadSilence, 'recurrence' | 'durationMs' | 'timeZone'>) {
  return { recurrence, durationMs, timeZone };
}
