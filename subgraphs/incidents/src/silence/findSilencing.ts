import { findUnheld, type Matcher } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import type { Silence } from '#prisma/generated/client';
import type { Schedule } from '../schedule/schedule.ts';
import { windowAt } from '../schedule/windowAt.ts';
import { silenceState } from './silenceState.ts';

/** As much of a silence as decides what it mutes. */
export type Muting = Schedule & Pick<Silence, 'id' | 'approval'> & { matchers: readonly Matcher[] };

/** The silences that mute an alert at a moment, in the given order, each with the end of its present window. */
export function findSilencing<Row extends Muting>(alertLabels: Labels, silences: readonly Row[], at: Date): { silence: Row; until: Date }[] {
  return silences
    .filter((silence) => findUnheld(silence.matchers, alertLabels) === undefined && silenceState(silence, at) === 'ACTIVE')
    .map((silence) => ({ silence, until: windowAt(silence, at)?.until ?? silence.endsAt }));
}
