import type { LiveSignal } from '#contracts/live';

type LiveField = {
  /** The kind of signal that it follows. */
  signal: LiveSignal['type'];
  /** Its list of what changed, and the query of the same name that hydrates it. */
  list: string;
  /** Type of the filter that both share. */
  filter: string;
};

/** The fields of live.graphql: which signals each follows and which query tells the new state. */
export const liveFields: Readonly<Record<string, LiveField>> = {
  incidentChanged: { signal: 'incident', list: 'incidents', filter: 'IncidentFilter' },
  alertReceived: { signal: 'alert', list: 'alerts', filter: 'AlertFilter' },
  silenceChanged: { signal: 'silence', list: 'silences', filter: 'SilenceFilter' },
  scheduleChanged: { signal: 'schedule', list: 'schedules', filter: 'ScheduleFilter' },
  runnerJobChanged: { signal: 'runnerJob', list: 'runnerJobs', filter: 'RunnerJobFilter' },
  runChanged: { signal: 'run', list: 'runs', filter: 'RunFilter' },
};
