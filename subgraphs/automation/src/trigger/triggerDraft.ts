import { offeredEvents } from '#contracts/events';
import { matchers } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import { isTimeZone } from '#kit/wallTime';
import { z } from 'zod';
import { compileTrigger } from './compileTrigger.ts';
import { readCron } from './cron.ts';

const expression = z.string().trim().min(1).max(4_000);

const common = {
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(2_000).default(''),
  playbookId: z.guid(),
  enabled: z.boolean().default(true),
  /** CEL over `event` and `incident`; always where null. */
  condition: expression.nullable().default(null),
  /** Name of an input of the playbook -> CEL. */
  inputs: z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,39}$/), expression).default({}),
};

/** What a trigger is, as people write it. */
export const triggerDraft = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('EVENT'),
    ...common,
    event: z.enum(offeredEvents as [string, ...string[]]),
    /** Conditions on labels of the incident, beside `condition`. */
    matchers: matchers.max(50).default([]),
  }),
  z.strictObject({
    kind: z.literal('SCHEDULE'),
    ...common,
    /** Five fields: minute, hour, day of the month, month, day of the week. */
    cron: z.string().trim().min(1).max(200),
    timeZone: z.string().refine(isTimeZone, 'is not the name of a time zone'),
    missed: z.enum(['ONCE', 'SKIP']).default('ONCE'),
  }),
  z.strictObject({
    kind: z.literal('WEBHOOK'),
    ...common,
    signing: z.enum(['STANDARD', 'GITHUB']).default('STANDARD'),
    /** What the sender signs with; one is made where null, and the stored one stays when a trigger is saved again. */
    secret: z.string().min(8).max(500).nullable().default(null),
  }),
]);
export type TriggerDraft = z.infer<typeof triggerDraft>;
export type TriggerDraftInput = z.input<typeof triggerDraft>;

/** Checks a draft, its expressions and its times included. BAD_USER_INPUT names the field that is wrong. */
export function readDraft(input: unknown): TriggerDraft {
  const parsed = triggerDraft.safeParse(input);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const draft = parsed.data;
  const { problem } = compileTrigger(rulesOf(draft));
  if (problem !== null) throw new AppError('BAD_USER_INPUT', problem);
  if (draft.kind === 'SCHEDULE') readCron(draft.cron, draft.timeZone);
  if (draft.kind === 'WEBHOOK' && draft.signing === 'STANDARD' && draft.secret !== null && !/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/.test(draft.secret))
    throw new AppError('BAD_USER_INPUT', 'secret: a secret of Standard Webhooks is `whsec_` and then base64, of at least 12 bytes.');
  return draft;
}

/** The part of a draft that is judged. */
export function rulesOf({ condition, inputs, ...draft }: TriggerDraft) {
  return { condition, inputs, matchers: draft.kind === 'EVENT' ? draft.matchers : [] };
}
