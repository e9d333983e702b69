import type { Permission } from '#contracts/permissions';
import type { Caller } from '#kit/caller';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { z } from 'zod';
import { acknowledgeIncident } from '../incident/acknowledgeIncident.ts';
import { longestNote } from '../incident/readNote.ts';
import { resolveIncident } from '../incident/resolveIncident.ts';
import { snoozeIncident } from '../incident/snoozeIncident.ts';
import { unacknowledgeIncident } from '../incident/unacknowledgeIncident.ts';
import { wakeIncident } from '../incident/wakeIncident.ts';

/** On whose behalf, and since when, an attempt may have been made that nobody lived to note. */
export type Attempt = { personId: string | null; since: Date };

/** A verb as it is done to many incidents: each by its own file, with its own audit row and timeline entry. */
export type BulkVerb<Arguments> = {
  permission: Permission;
  arguments: z.ZodType<Arguments>;
  act(platform: Platform, caller: Caller, incidentId: string, given: Arguments): Promise<unknown>;
  /** Whether the incident shows that an interrupted attempt had been committed: then a refusal to do it twice is its success. */
  wasDone(incident: Incident, attempt: Attempt): boolean;
  /** The verb that takes it back; null when nothing does. */
  takenBackBy: BulkVerbName | null;
};

export const bulkVerbNames = ['ACKNOWLEDGE', 'UNACKNOWLEDGE', 'SNOOZE', 'WAKE', 'RESOLVE'] as const;
export type BulkVerbName = (typeof bulkVerbNames)[number];

const nothing = z.strictObject({});

const acknowledge: BulkVerb<z.infer<typeof nothing>> = {
  permission: 'incidents:acknowledge',
  arguments: nothing,
  act: (platform, caller, id) => acknowledgeIncident(platform, caller, id),
  wasDone: ({ acknowledgedAt, acknowledgedById }, { personId, since }) =>
    acknowledgedAt !== null && acknowledgedAt >= since && acknowledgedById === personId,
  takenBackBy: 'UNACKNOWLEDGE',
};

const unacknowledge: BulkVerb<z.infer<typeof nothing>> = {
  permission: 'incidents:acknowledge',
  arguments: nothing,
  act: (platform, caller, id) => unacknowledgeIncident(platform, caller, id),
  wasDone: ({ status, updatedAt }, { since }) => status === 'TRIGGERED' && updatedAt >= since,
  // Who had each of them on is in their timelines; to give them all to one person would be no undoing.
  takenBackBy: null,
};

const lasting = z.strictObject({ until: z.iso.datetime() });

const snooze: BulkVerb<z.infer<typeof lasting>> = {
  permission: 'incidents:snooze',
  arguments: lasting,
  act: (platform, caller, id, { until }) => snoozeIncident(platform, caller, id, new Date(until)),
  // To let one sleep that sleeps already is allowed, so a second attempt is never refused for the first.
  wasDone: () => false,
  takenBackBy: 'WAKE',
};

const wake: BulkVerb<z.infer<typeof nothing>> = {
  permission: 'incidents:snooze',
  arguments: nothing,
  act: (platform, caller, id) => wakeIncident(platform, caller, id),
  wasDone: ({ snoozedUntil, status, updatedAt }, { since }) => snoozedUntil === null && status === 'TRIGGERED' && updatedAt >= since,
  takenBackBy: null,
};

const noted = z.strictObject({ note: z.string().max(longestNote).optional() });

const resolve: BulkVerb<z.infer<typeof noted>> = {
  permission: 'incidents:resolve',
  arguments: noted,
  act: (platform, caller, id, { note }) => resolveIncident(platform, caller, id, note),
  wasDone: ({ resolvedAt, resolvedById }, { personId, since }) => resolvedAt !== null && resolvedAt >= since && resolvedById === personId,
  // A resolved incident never opens again.
  takenBackBy: null,
};

/** Every verb that may be done to many, by name. */
const bulkVerbs: Record<BulkVerbName, BulkVerb<unknown>> = {
  ACKNOWLEDGE: readingItsOwn(acknowledge),
  UNACKNOWLEDGE: readingItsOwn(unacknowledge),
  SNOOZE: readingItsOwn(snooze),
  WAKE: readingItsOwn(wake),
  RESOLVE: readingItsOwn(resolve),
};

/** The verb of this name. */
export function bulkVerb(name: string): BulkVerb<unknown> {
  return bulkVerbs[name as BulkVerbName];
}

/** The verb for callers who do not know which one it is: its own shape reads the arguments. */
function readingItsOwn<Arguments>(verb: BulkVerb<Arguments>): BulkVerb<unknown> {
  return { ...verb, act: (platform, caller, id, given) => verb.act(platform, caller, id, verb.arguments.parse(given)) };
}
