import { isTimeZone } from '#kit/wallTime';
import { z } from 'zod';

/**
 * What a schedule is made of, as it is stored and as forms give it. All its times are wall time in the schedule's own zone: a hand-over at 09:00 stays
 * at 09:00 when the clocks change. A time that the clocks skip is moved on by what they skipped; one that they show twice is the first.
 */

/** e.g. 2026-11-30T09:00 */
const wallMoment = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time is written as 2026-11-30T09:00.');
/** e.g. 2026-12-25 */
export const localDate = z.iso.date('A date is written as 2026-12-25.');
/** e.g. 09:00 */
const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time of day is written as 09:00.');

/** Hours of some days of the week; `to` that is not later than `from` is on the next day, so that 00:00 to 00:00 is a whole day. */
export const hoursShape = z.strictObject({
  /** 1 for Monday to 7 for Sunday. */
  weekdays: z.array(z.int().min(1).max(7)).min(1, 'Hours need at least one day of the week.').max(7),
  from: clockTime,
  to: clockTime,
});
export type Hours = z.infer<typeof hoursShape>;

/** How a layer takes the schedule's holidays: as any day, off on them, or on call only then. */
export const holidayModes = ['IGNORE', 'OFF', 'ONLY'] as const;
export const rotations = ['DAILY', 'WEEKLY', 'CUSTOM'] as const;

const ofEveryLayer = {
  id: z.uuid(),
  name: z.string().trim().min(1, 'A layer needs a name.').max(100),
  /** Of the layers that have somebody at a moment, those with the highest priority are on call; of several with the same, all. */
  priority: z.int().min(0).max(99),
  /** Its people are told of what happens and are not paged: who learns, or who looks over a shoulder. */
  shadow: z.boolean().default(false),
  /** Only in these hours; none for always. */
  restrictions: z.array(hoursShape).max(20).default([]),
  holidays: z.enum(holidayModes).default('IGNORE'),
};

export const rotationLayer = z.strictObject({
  ...ofEveryLayer,
  kind: z.literal('ROTATION'),
  /** Turn by turn; several people in one turn are on call together. */
  turns: z.array(z.array(z.uuid()).min(1, 'A turn needs somebody.').max(20)).min(1, 'A rotation needs somebody.').max(100),
  rotation: z.enum(rotations),
  /** RRULE (RFC 5545) of a CUSTOM rotation: each of its times is a hand-over. Null for the others. */
  rule: z.string().max(500).nullable().default(null),
  /** How many days, weeks or times of the rule one turn lasts. */
  every: z.int().min(1).max(365).default(1),
  /** When the first turn begins. Its time of day is that of every hand-over, and its day of the week that of a weekly one. */
  startsAt: wallMoment,
  endsAt: wallMoment.nullable().default(null),
});
export type RotationLayer = z.infer<typeof rotationLayer>;

export const calendarLayer = z.strictObject({
  ...ofEveryLayer,
  kind: z.literal('CALENDAR'),
  /** Where the iCalendar file is; its events name who is on call. */
  url: z.url({ protocol: /^https?$/ }).max(2_000),
});

export type CalendarLayer = z.infer<typeof calendarLayer>;

export const layerShape = z.discriminatedUnion('kind', [rotationLayer, calendarLayer]);
export type Layer = z.infer<typeof layerShape>;

export const scheduleShape = z.strictObject({
  name: z.string().trim().min(1, 'A schedule needs a name.').max(100),
  teamId: z.uuid().nullable().default(null),
  timeZone: z.string().max(100).refine(isTimeZone, 'This is not the name of a time zone, such as Asia/Taipei.'),
  description: z.string().trim().max(2_000).default(''),
  layers: z
    .array(layerShape)
    .max(50)
    .refine((layers) => new Set(layers.map(({ id }) => id)).size === layers.length, 'Two layers have the same id.'),
  /** Hours in which somebody must be on call; none means always. What is outside them is no gap. */
  expected: z.array(hoursShape).max(20).default([]),
  holidayDates: z.array(localDate).max(500).default([]),
  holidayUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .default(null),
});
export type ScheduleDraft = z.input<typeof scheduleShape>;
export type CheckedSchedule = z.output<typeof scheduleShape>;

/** A part of time in milliseconds since 1970; `to` is not in it any more. */
export type Stretch = { from: number; to: number };

/** Somebody, or nobody, instead of who would be on call. */
export type Replacement = Stretch & {
  kind: 'OVERRIDE' | 'SWAP';
  id: string;
  /** Null for nobody. */
  personId: string | null;
  /** Only this person is replaced; null for everybody. */
  replacesId: string | null;
};

/** What one version of a schedule decides by. */
export type VersionFacts = {
  timeZone: string;
  layers: readonly Layer[];
  expected: readonly Hours[];
  /** Local dates, from the list and from the calendar of holidays. */
  holidays: readonly string[];
  /** Shifts that the calendars of layers tell, by the layer's id. */
  calendars: Readonly<Record<string, readonly (Stretch & { personIds: string[] })[]>>;
};

/** All that decides who is on call, without I/O. */
export type ScheduleFacts = VersionFacts & {
  /** What was in force before, the oldest first, each until the moment at which the next was saved: a change of a schedule is none of who was on call. */
  past: readonly (VersionFacts & { until: number })[];
  /** In the order in which they were made: a later one wins. */
  replacements: readonly Replacement[];
};
