import type { ScheduleFacts, Stretch } from '../scheduleShape.ts';

/** A range with what was in force in it: parts that lie end to end, at least one. The first version holds for all time before it as well. */
export function versionsWithin(schedule: ScheduleFacts, { from, to }: Stretch): (Stretch & { facts: ScheduleFacts })[] {
  const parts: (Stretch & { facts: ScheduleFacts })[] = [];
  let begin = from;
  for (const { until, ...facts } of schedule.past) {
    if (until <= begin) continue;
    const end = Math.min(until, to);
    parts.push({ from: begin, to: end, facts: { ...facts, replacements: schedule.replacements, past: [] } });
    begin = end;
    if (begin >= to) return parts;
  }
  return [...parts, { from: begin, to, facts: { ...schedule, past: [] } }];
}
