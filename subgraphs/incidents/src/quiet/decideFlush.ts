import type { FlushReason } from '#contracts/events';

/** What a loud incident has to tell since it was last announced. */
export type Untold = {
  isFirst: boolean;
  /** Alerts that fire unmuted, of which people have not been told so. */
  begun: number;
  /** Alerts that people know to fire, and that have ended. */
  ended: number;
  /** It was quiet since. */
  wasQuiet: boolean;
};

/** Why a loud incident is announced now, after Alertmanager's reasons; whether its last announcement was repeated often enough is for notify to say. */
export function decideFlush({ isFirst, begun, ended, wasQuiet }: Untold): FlushReason | 'nothing_new' {
  if (isFirst) return 'first_notification';
  if (wasQuiet) return 'quiet_ended';
  if (begun > 0) return 'new_alerts_in_group';
  if (ended > 0) return 'some_alerts_resolved';
  return 'nothing_new';
}
