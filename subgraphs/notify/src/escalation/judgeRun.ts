import type { IncidentState } from '#contracts/incidentStates';

/** Why people are not to be told of an incident any more, or not now. */
export const stopReasons = ['acknowledged', 'resolved', 'merged', 'snoozed', 'quiet', 'incident_gone'] as const;
export type StopReason = (typeof stopReasons)[number];

/** Whether an incident, as it stands now, still calls for people; null when it does. Pure. */
export function judgeRun(state: IncidentState | undefined, now: Date): StopReason | null {
  if (!state) return 'incident_gone';
  const { status } = state.facts;
  switch (status) {
    case 'RESOLVED':
      return 'resolved';
    case 'MERGED':
      return 'merged';
    case 'ACKNOWLEDGED':
      return 'acknowledged';
    case 'TRIGGERED':
      if (state.snoozedUntil && state.snoozedUntil > now) return 'snoozed';
      return state.quiet ? 'quiet' : null;
    default:
      return status satisfies never;
  }
}
