import type { Severity } from '#contracts/words';
import { wallTimeOf } from '#kit/wallTime';
import type { Hours, Only } from './chainDraft.ts';

export type OnlyVerdict = { held: true } | { held: false; reason: 'other_severity' | 'too_few_alerts'; facts: Record<string, unknown> };

/** Whether a step is done at all, whoever it tells: `alerts` is how many began within the condition's minutes. Pure. */
export function judgeOnly({ severities, alerts }: Only, incident: { severity: Severity; alerts: number }): OnlyVerdict {
  if (severities.length > 0 && !severities.includes(incident.severity)) {
    return { held: false, reason: 'other_severity', facts: { severity: incident.severity, only: severities } };
  }
  if (alerts && incident.alerts < alerts.count) {
    return { held: false, reason: 'too_few_alerts', facts: { alerts: incident.alerts, ...alerts } };
  }
  return { held: true };
}

/** Whether it is within these hours where somebody is; `timeZone` is theirs, null when they did not say. Pure. */
export function isWithinHours({ days, from, to, timeZone: usual }: Hours, at: Date, timeZone: string | null): boolean {
  const wall = wallTimeOf(at, timeZone ?? usual);
  const minute = wall.getUTCHours() * 60 + wall.getUTCMinutes();
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const isDay = (day: number) => days.length === 0 || days.includes(day);
  const today = wall.getUTCDay();
  if (start < end) return isDay(today) && minute >= start && minute < end;
  // The night belongs to the day on which it began.
  return (isDay(today) && minute >= start) || (isDay((today + 6) % 7) && minute < end);
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
