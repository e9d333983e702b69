import { AppError } from '#kit/errors';
import { ruleFrom } from './rotationTurns.ts';
import { type CheckedSchedule, type Layer, type ScheduleDraft, scheduleShape } from './scheduleShape.ts';
import { readWall } from './zoneClock.ts';

/** What keeps a schedule from being saved: where, such as `layers.0.rule`, and why. */
export type ScheduleProblem = { path: string; message: string };

/** A draft as it can be saved, or all that is wrong with it. */
export function checkScheduleDraft(draft: unknown): { schedule: CheckedSchedule; problems: [] } | { schedule: null; problems: ScheduleProblem[] } {
  const parsed = scheduleShape.safeParse(draft);
  if (!parsed.success) {
    return { schedule: null, problems: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
  }
  const problems = parsed.data.layers.flatMap((layer, place) =>
    findProblems(layer).map(({ path, message }) => ({ path: `layers.${place}.${path}`, message })),
  );
  return problems.length > 0 ? { schedule: null, problems } : { schedule: parsed.data, problems: [] };
}

/** The same for a verb: BAD_USER_INPUT says what is wrong, a line each. */
export function readScheduleDraft(draft: ScheduleDraft): CheckedSchedule {
  const { schedule, problems } = checkScheduleDraft(draft);
  if (schedule === null) throw new AppError('BAD_USER_INPUT', problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return schedule;
}

function findProblems(layer: Layer): ScheduleProblem[] {
  if (layer.kind === 'CALENDAR') return [];
  const problems: ScheduleProblem[] = [];
  const first = readWall(layer.startsAt);
  if (layer.endsAt !== null && readWall(layer.endsAt) <= first) problems.push({ path: 'endsAt', message: 'A layer ends later than it begins.' });
  if (Number.isNaN(first)) return [{ path: 'startsAt', message: 'There is no such day.' }];
  const refusal = layer.rotation === 'CUSTOM' ? explainRule(layer.rule ?? '', first) : null;
  if (refusal !== null) problems.push({ path: 'rule', message: refusal });
  if (layer.rotation !== 'CUSTOM' && layer.rule !== null) problems.push({ path: 'rule', message: 'Only a custom rotation has a rule.' });
  return problems;
}

/** Why a text cannot be the rule of a rotation; null when it can. */
function explainRule(rule: string, first: number): string | null {
  if (!/^(?:[A-Z]+=[^=;\s]+;)*[A-Z]+=[^=;\s]+$/.test(rule)) return 'A custom rotation needs an RRULE such as FREQ=WEEKLY;BYDAY=MO,FR.';
  if (/(?:^|;)(?:COUNT|UNTIL)=/.test(rule)) return 'The rotation ends with the layer: leave COUNT and UNTIL out.';
  if (/(?:^|;)(?:FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BYSECOND=)/.test(rule))
    return 'The shortest is FREQ=DAILY; BYHOUR names several hand-overs a day.';
  try {
    const [next] = ruleFrom(rule, first).between(new Date(first), new Date(first + 5 * 366 * 86_400_000), false);
    return next ? null : 'The rule has no time within five years.';
  } catch (error) {
    return `The rule cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
