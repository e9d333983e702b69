import { DateTimeScalar } from '#kit/schema';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { Recurrence } from './readSchedule.ts';
import type { Schedule } from './schedule.ts';

@ObjectType('Recurrence', { description: 'When the windows of something begin that recurs between its start and its end.' })
export class RecurrenceType {
  @Field(() => String, { description: 'An RRULE (RFC 5545), e.g. FREQ=WEEKLY;BYDAY=SA,SU; its first time is the start.' })
  rule!: string;

  @Field(() => Int, { description: 'How long a window lasts by the wall clock, in seconds.' })
  durationSeconds!: number;

  @Field(() => String, { description: 'Whose wall clock it is, e.g. Asia/Taipei. Windows keep their wall time when the clocks change.' })
  timeZone!: string;
}

@InputType('RecurrenceInput', { description: 'Windows that recur between the start and the end.' })
export class RecurrenceInput {
  @Field(() => String, { description: 'An RRULE (RFC 5545) without COUNT and UNTIL, hourly at the most, e.g. FREQ=WEEKLY;BYDAY=SA,SU.' })
  rule!: string;

  @Field(() => Int, { description: 'How long a window lasts by the wall clock, in seconds: a minute to a week.' })
  durationSeconds!: number;

  @Field(() => String, { description: 'Whose wall clock it is, e.g. Asia/Taipei.' })
  timeZone!: string;
}

@ObjectType('Window', { description: 'A time in which something holds.' })
export class WindowType {
  @Field(() => DateTimeScalar)
  from!: Date;

  @Field(() => DateTimeScalar, { description: 'The first moment after it.' })
  until!: Date;
}

export function readRecurrenceInput(given: RecurrenceInput | null | undefined): Recurrence | null {
  return given ? { rule: given.rule, durationMs: given.durationSeconds * 1000, timeZone: given.timeZone } : null;
}

export function showRecurrence({ recurrence, durationMs, timeZone }: Schedule): RecurrenceType | null {
  if (recurrence === null || durationMs === null || timeZone === null) return null;
  return { rule: recurrence, durationSeconds: durationMs / 1000, timeZone };
}
