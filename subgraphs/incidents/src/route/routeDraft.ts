import { writtenMatchers } from '#contracts/writtenMatchers';
import { priorities, severities } from '#contracts/words';
import { z } from 'zod';

/** Longest wait between announcements, 24 days: what an integer holds in milliseconds. */
export const longestIntervalMs = 24 * 86_400_000;
const interval = z.int().min(1_000).max(longestIntervalMs).nullable().default(null);

const severity = z.enum(severities);
const names = z.array(z.string().min(1).max(1_000)).max(100);

/** The first rule whose matchers hold for an alert says how bad its incident is; none leaves it to the alert. */
export const severityRule = z.strictObject({ matchers: writtenMatchers, severity });
export type SeverityRule = z.infer<typeof severityRule>;

/** The first rule that fits an incident says its priority; no severities and no matchers fit every incident. */
export const priorityRule = z.strictObject({
  severities: z.array(severity).max(5).default([]),
  matchers: writtenMatchers.default([]),
  priority: z.enum(priorities),
});
export type PriorityRule = z.infer<typeof priorityRule>;

/** Up to a year. */
const minutes = z.int().min(1).max(525_600).nullable().default(null);

/** Within how many minutes an incident of a severity is to be acknowledged and resolved; null for no promise. */
export const slaTarget = z.strictObject({ severity, acknowledgeMinutes: minutes, resolveMinutes: minutes });
export type SlaTarget = z.infer<typeof slaTarget>;

/**
 * A node of the tree with all below it, as people write it: null is "as the parent has it". Versions, set-up files and imports keep trees in this form.
 */
export const routeDraft = z.strictObject({
  /** Null for a node that is new. */
  id: z.uuid().nullable().default(null),
  name: z.string().trim().min(1).max(100),
  matchers: writtenMatchers.default([]),
  continues: z.boolean().default(false),
  groupBy: names.nullable().default(null),
  groupWaitMs: z.int().min(0).max(86_400_000).nullable().default(null),
  groupIntervalMs: interval,
  repeatIntervalMs: interval,
  muteTimeIntervals: names.default([]),
  activeTimeIntervals: names.default([]),
  ownerTeamId: z.uuid().nullable().default(null),
  severityRules: z.array(severityRule).max(50).nullable().default(null),
  priorityRules: z.array(priorityRule).max(50).nullable().default(null),
  sla: z.array(slaTarget).max(5).nullable().default(null),
  get children(): z.ZodDefault<z.ZodArray<typeof routeDraft>> {
    return z.array(routeDraft).default([]);
  },
});
export type RouteDraft = z.infer<typeof routeDraft>;
/** A draft before it is checked. */
export type RouteDraftInput = z.input<typeof routeDraft>;
