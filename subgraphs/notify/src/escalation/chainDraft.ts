import { severities } from '#contracts/words';
import { isTimeZone } from '#kit/wallTime';
import { z } from 'zod';

const wallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is a time such as 08:30');

/** Hours of a week by the wall clock of whoever is told; from later than to goes on into the next day, both the same is the whole day. */
const hours = z.strictObject({
  /** 0 is Sunday; none is every day. */
  days: z.array(z.int().min(0).max(6)).max(7).default([]),
  from: wallClock,
  to: wallClock,
  /** The zone of rooms, and of people who did not say theirs. */
  timeZone: z.string().refine(isTimeZone, 'is not the name of a time zone').default('UTC'),
});
export type Hours = z.infer<typeof hours>;

/** When a step is done; all must hold. */
const only = z
  .strictObject({
    /** None for every severity. */
    severities: z.array(z.enum(severities)).max(5).default([]),
    /** At least so many alerts of the incident began within so many minutes. */
    alerts: z
      .strictObject({ count: z.int().min(1).max(100_000), minutes: z.int().min(1).max(1_440) })
      .nullable()
      .default(null),
    hours: hours.nullable().default(null),
  })
  .prefault({});
export type Only = z.infer<typeof only>;

const importances = ['DEFAULT', 'IMPORTANT'] as const;
export const importance = z.enum(importances);
export type Importance = z.infer<typeof importance>;

const common = {
  /** Null for a step that is new. */
  id: z.uuid().nullable().default(null),
  only,
  /** By which of their rules people are told; null as the policy says. */
  importance: importance.nullable().default(null),
};

const people = z.array(z.uuid()).max(100);

/** What a chain can do, one thing after another; `wait` is the only one that takes time by itself. */
export const step = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wait'), ...common, seconds: z.int().min(1).max(604_800) }),
  z.strictObject({ kind: z.literal('persons'), ...common, personIds: people.min(1) }),
  z.strictObject({ kind: z.literal('team'), ...common, teamId: z.uuid() }),
  /** `waitsForSomebody`: with nobody on call the chain waits for the next who is; otherwise it goes on. */
  z.strictObject({ kind: z.literal('onCall'), ...common, scheduleId: z.uuid(), waitsForSomebody: z.boolean().default(false) }),
  /** One of them, in turn, each time that the step is done. */
  z.strictObject({ kind: z.literal('roundRobin'), ...common, personIds: people.default([]), teamId: z.uuid().nullable().default(null) }),
  z.strictObject({ kind: z.literal('channel'), ...common, channelId: z.uuid() }),
  z.strictObject({ kind: z.literal('everyChannel'), ...common }),
  z.strictObject({ kind: z.literal('playbook'), ...common, playbookId: z.uuid() }),
  z.strictObject({ kind: z.literal('resolve'), ...common }),
  /** Begins again from the first step, so many times. */
  z.strictObject({ kind: z.literal('repeat'), ...common, times: z.int().min(1).max(9) }),
]);
export type Step = z.infer<typeof step>;
export type StepKind = Step['kind'];

const steps = z.array(step).max(50);

/** A chain as people write it. */
export const chainDraft = z.strictObject({
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(2_000).default(''),
  steps: steps.min(1),
  /** Instead of `steps` where the policy says that the incident is important; none for the same. */
  importantSteps: steps.default([]),
  /** Whether those who were told hear that somebody has it. */
  tellsAcknowledged: z.boolean().default(true),
  /** How long after the last step it begins again while nobody answers; null for never. */
  remindMinutes: z.int().min(1).max(10_080).nullable().default(null),
});
export type ChainDraft = z.infer<typeof chainDraft>;
export type ChainDraftInput = z.input<typeof chainDraft>;

/** A chain as a run carries it: what is changed later changes no run. */
export const chainSnapshot = z.object({
  name: z.string(),
  version: z.int(),
  steps: z.array(step),
  tellsAcknowledged: z.boolean(),
  remindMinutes: z.int().nullable(),
});
export type ChainSnapshot = z.infer<typeof chainSnapshot>;
