import type { Silence } from '#prisma/generated/client';
import type { Schedule } from '../schedule/schedule.ts';
import { isInWindow, windowAt } from '../schedule/windowAt.ts';

/** Where a silence stands. The first three are Alertmanager's; between the windows of a recurrence it is pending. */
export const silenceStates = ['PENDING', 'ACTIVE', 'EXPIRED', 'WAITING_APPROVAL', 'REJECTED'] as const;
export type SilenceState = (typeof silenceStates)[number];

/** Where a silence stands at a moment. What has ended has expired, whether or not it was ever approved. */
export function silenceState(silence: Schedule & Pick<Silence, 'approval'>, at: Date): SilenceState {
  if (silence.approval === 'REJECTED') return 'REJECTED';
  const window = windowAt(silence, at);
  if (window === null) return 'EXPIRED';
  if (silence.approval === 'WAITING') return 'WAITING_APPROVAL';
  return isInWindow(window, at) ? 'ACTIVE' : 'PENDING';
}
