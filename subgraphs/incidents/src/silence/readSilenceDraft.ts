import { explainMatcher, isHeld, type Matcher, matchers } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import { z } from 'zod';
import { readSchedule, recurrenceShape } from '../schedule/readSchedule.ts';
import type { Schedule } from '../schedule/schedule.ts';

const shape = z.object({
  matchers: matchers.min(1, 'A silence needs at least one matcher.'),
  comment: z.string().trim().min(1, 'A silence needs a comment: say why.').max(2_000),
  /** The name of who asks, where it is not the caller's own person. */
  createdBy: z.string().trim().max(200).default(''),
  annotations: z.record(z.string().min(1).max(200), z.string().max(10_000)).default({}),
  startsAt: z.date().nullish(),
  endsAt: z.date(),
  recurrence: recurrenceShape.nullish(),
});

/** A silence as it is asked for. */
export type SilenceDraft = z.input<typeof shape>;

/** A draft that holds what Alertmanager asks of a silence, and ours. */
export type CheckedDraft = Omit<z.output<typeof shape>, 'startsAt' | 'recurrence'> & Schedule;

/** The draft checked; what has no beginning, or one that is past, begins at `earliest`. BAD_USER_INPUT says what is wrong with it. */
export function readSilenceDraft(draft: SilenceDraft, now: Date, earliest = now): CheckedDraft {
  const parsed = shape.safeParse(draft);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { startsAt, recurrence, ...rest } = parsed.data;
  requireNarrow(rest.matchers);
  const begins = startsAt && startsAt > earliest ? startsAt : earliest;
  return { ...rest, ...readSchedule({ startsAt: begins, endsAt: rest.endsAt, recurrence }, now) };
}

/** Refuses matchers that cannot be read, and those that would mute every alert because each of them holds for a label that is missing. */
export function requireNarrow(conditions: readonly Matcher[]): void {
  const refusal = conditions.map(explainMatcher).find((explanation) => explanation !== null);
  if (refusal) throw new AppError('BAD_USER_INPUT', refusal);
  const isOpen = ({ op }: Matcher): boolean => op === '=' || op === '=~';
  if (conditions.every((condition) => isOpen(condition) && isHeld(condition, ''))) {
    throw new AppError('BAD_USER_INPUT', 'At least one matcher must not hold for a missing label, or everything would be muted.');
  }
}
