import { priorities, severities } from '#contracts/words';
import { writtenMatchers } from '#contracts/writtenMatchers';
import { z } from 'zod';
import { importance } from '../escalation/chainDraft.ts';

export const tells = ['CHAIN', 'EVERY_CHANNEL', 'NOBODY'] as const;

/** A node of the policy with all below it, as people write it: null is "as the parent has it". Versions keep trees in this form. */
export const policyDraft = z.strictObject({
  /** Null for a node that is new. */
  id: z.uuid().nullable().default(null),
  name: z.string().trim().min(1).max(100),
  /** Conditions on the incident's labels; with the lists below, all must hold. */
  matchers: writtenMatchers.default([]),
  /** None for every one. */
  severities: z.array(z.enum(severities)).max(5).default([]),
  priorities: z.array(z.enum(priorities)).max(5).default([]),
  ownerTeamIds: z.array(z.uuid()).max(100).default([]),
  continues: z.boolean().default(false),
  /** How people are told; null as the parent says. */
  tells: z.enum(tells).nullable().default(null),
  /** The chain, where one tells. */
  chainId: z.uuid().nullable().default(null),
  importance: importance.nullable().default(null),
  get children(): z.ZodDefault<z.ZodArray<typeof policyDraft>> {
    return z.array(policyDraft).default([]);
  },
});
export type PolicyDraft = z.infer<typeof policyDraft>;
/** A draft before it is checked. */
export type PolicyDraftInput = z.input<typeof policyDraft>;
