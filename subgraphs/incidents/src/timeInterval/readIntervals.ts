import { z } from 'zod';
import { isTimeZone } from '#kit/wallTime';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** From the first to the last, both included. */
export type Span = { begin: number; end: number };

/** Reads `a` or `a:b`, where a and b are read by `one`. */
const spanOf = (what: string, one: (text: string) => number | undefined) =>
  z.string().transform((text, context): Span => {
    const [begin, end = begin, ...more] = text.split(':').map((part) => one(part.trim().toLowerCase()));
    if (begin !== undefined && end !== undefined && more.length === 0 && (end >= begin || begin * end < 0)) return { begin, end };
    context.addIssue({ code: 'custom', message: `"${text}" is not ${what}.` });
    return z.NEVER;
  });

const within = (least: number, most: number) => (text: string) => {
  const number = /^-?\d+$/.test(text) ? Number(text) : undefined;
  return number !== undefined && number >= least && number <= most ? number : undefined;
};
const named = (names: readonly string[], first: number) => (text: string) => (names.includes(text) ? names.indexOf(text) + first : undefined);

/** Minutes since midnight; 24:00 is the end of the day. */
const clockTime = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is a time such as 09:30; 24:00 is the end of a day')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const time = z
  .strictObject({ start_time: clockTime, end_time: clockTime })
  .refine(
    ({ start_time, end_time }) => start_time < end_time,
    'A time ends later than it starts; for a night take two, one to 24:00 and one from 00:00.',
  )
  .transform(({ start_time, end_time }): Span => ({ begin: start_time, end: end_time }));

const day = (text: string) => (text === '0' ? undefined : within(-31, 31)(text));
const month = (text: string) => named(months, 1)(text) ?? within(1, 12)(text);

/** One interval in Alertmanager's shape. What is left out holds always; all that is there must hold. */
export const intervalShape = z.strictObject({
  times: z.array(time).max(50).optional(),
  weekdays: z
    .array(spanOf('a weekday, or two such as monday:friday', named(weekdays, 0)))
    .max(7)
    .optional(),
  days_of_month: z.array(spanOf('a day of the month, or two such as 1:5 or -3:-1', day)).max(31).optional(),
  months: z.array(spanOf('a month, or two such as january:march', month)).max(12).optional(),
  years: z
    .array(spanOf('a year, or two such as 2026:2028', within(1970, 9999)))
    .max(50)
    .optional(),
  location: z
    .string()
    .refine((zone) => isTimeZone(zone), 'is not the name of a time zone, such as Asia/Taipei')
    .optional(),
});

/** It holds when one of them does. */
export const intervalsShape = z.array(intervalShape).min(1).max(50);

/** Intervals ready to be asked. */
export type Interval = z.output<typeof intervalShape>;
/** As people and Alertmanager write them, which is as they are stored. */
export type WrittenInterval = z.input<typeof intervalShape>;
