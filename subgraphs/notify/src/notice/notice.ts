import { type Language, languages } from '#contracts/directory';
import type { IncidentFacts } from '#contracts/events';
import { z } from 'zod';
import type { NoticeEvent } from './noticeEvent.ts';

/** Which rule chose a delivery, in words that its history shows. */
export const noticeCause = z.object({
  /** Coded, such as every_channel, policy, escalation_step, mention, test. */
  reason: z.string(),
  policyName: z.string().optional(),
  chainName: z.string().optional(),
  /** The escalation run. */
  runId: z.string().optional(),
  step: z.int().optional(),
  round: z.int().optional(),
  /** The person's own rule, or the condition that was met. */
  ruleText: z.string().optional(),
  /** Names of those in whose place the person is told, since they are away. */
  insteadOf: z.array(z.string()).optional(),
  /** The delivery that this one repeats. */
  resentFrom: z.string().optional(),
});
export type NoticeCause = z.infer<typeof noticeCause>;

export const noticeLanguage = z.enum(languages);

export const noticeImportance = z.enum(['default', 'important']);
export type NoticeImportance = z.infer<typeof noticeImportance>;

/** What an event tells beside the incident; each message takes what it has room for. */
export const noticeDetails = z.object({
  /** Text of a note or update, or why people are told again. */
  text: z.string().optional(),
  /** Name of the person who acknowledged, resolved, wrote or asked. */
  byName: z.string().optional(),
  /** The code that proves that an address is a person's own. */
  code: z.string().optional(),
  /** When a deadline of the SLA passed, ISO 8601. */
  dueAt: z.string().optional(),
  /** Ids of the runs that led to it: what follows out of its delivery follows out of them. */
  causation: z.array(z.string()).optional(),
  /** What a run asks people for. */
  approval: z
    .object({
      id: z.string(),
      kind: z.enum(['POLICY', 'STEP', 'INPUT']),
      playbookName: z.string(),
      /** Who or what asked for the run, by name. */
      causeLabel: z.string(),
      /** Who asked for it, and so may not agree. */
      requesterId: z.string().nullable(),
      teams: z.array(z.string()),
      expiresAt: z.string(),
      /** How it ended, once nobody is asked any more. */
      ended: z.string().optional(),
    })
    .optional(),
  /** Lines of a digest. */
  lines: z.array(z.string()).optional(),
});
export type NoticeDetails = z.infer<typeof noticeDetails>;

/** A contact of a person. The address is text as its channel's kind defines it (a mail address, a number, a subscription as JSON); sealed by kit/secret where it is a secret. */
export type NoticeContact = { id: string; personId: string; address: string | { sealed: string } };

/**
 * A notice that is to be sent. `opened` for a conversation that has been opened already is told as `reminder`. The end of an incident is not sent
 * this way: it goes to whoever was told (tellResolved).
 */
export type Notice = {
  /** Null for what is about no incident. */
  incident: IncidentFacts | null;
  event: Exclude<NoticeEvent, 'resolved'>;
  channelId: string;
  contact?: NoticeContact;
  /** An address that is nobody's contact yet: where a test or a verification goes. */
  address?: string | { sealed: string };
  language?: Language;
  importance?: NoticeImportance;
  cause: NoticeCause;
  details?: NoticeDetails;
  /** It is not sent before this; now by default. */
  notBefore?: Date;
  /** The same key is sent once in a tenant, however often it is asked for. */
  dedupKey: string;
};
