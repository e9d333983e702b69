import type { FlushReason } from '#contracts/events';

/** What an incident has to tell since it was last announced. */
export type Untold = {
  /** All of it that fires is muted now. */
  isQuiet: boolean;
  isFirst: boolean;
  /** Alerts that fire unmuted, of which people have not been told so. */
  begun: number;
  /** Alerts that people know to fire, and that have ended. */
  ended: number;
  /** It was quiet since. */
  wasQuiet: boolean;
};

/**
 * Why an incident is announced now, after Alertmanager's reasons; whether its last announcement was repeated often enough is for notify to say. Of a quiet
 * one people still hear that what they were told of has ended.
 */
export function decideFlush({ isQuiet, isFirst, begun, ended, wasQuiet }: Untold): FlushReason | 'nothing_new' {
  if (isQuiet) return ended > 0 ? 'some_alerts_resolved' : 'nothing_new';
  if (isFirst) return 'first_notification';
  if (wasQuiet) return 'quiet_ended';
  if (begun > 0) return 'new_alerts_in_group';
  if (ended > 0) return 'some_alerts_resolved';
  return 'nothing_new';
}
