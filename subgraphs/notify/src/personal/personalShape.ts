import { severities } from '#contracts/words';
import { isTimeZone } from '#kit/wallTime';
import { z } from 'zod';
import { hoursShape } from '../schedule/scheduleShape.ts';

/** One step of a person's own rules: wait, or be told by a contact. */
export const personalStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('WAIT'), minutes: z.int().min(1).max(1_440) }),
  z.strictObject({ kind: z.literal('NOTIFY'), contactId: z.uuid() }),
]);
export type PersonalStep = z.infer<typeof personalStep>;

const steps = z.array(personalStep).max(30);

/** How a person is told of a page: by default, and of one that is important. Without important steps the default ones hold for both. */
export const personalRules = z.strictObject({ default: steps.default([]), important: steps.default([]) });
export type PersonalRules = z.infer<typeof personalRules>;

/** When a person is left alone, by their own clock. */
export const quietHoursShape = z.strictObject({
  timeZone: z.string().max(100).refine(isTimeZone, 'This is not the name of a time zone, such as Asia/Taipei.'),
  hours: z.array(hoursShape).min(1).max(20),
  /** This severity and worse ones are told at once all the same. */
  breaksThrough: z.enum(severities),
});
export type QuietHours = z.infer<typeof quietHoursShape>;

/** Mild things wait for a time of day. */
export const digestShape = z.strictObject({
  timeZone: z.string().max(100).refine(isTimeZone, 'This is not the name of a time zone, such as Asia/Taipei.'),
  /** Time of day, such as 09:00. */
  at: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'A time of day is written as 09:00.'),
  /** This severity and milder ones. */
  from: z.enum(severities),
  contactId: z.uuid(),
});
export type Digest = z.infer<typeof digestShape>;
