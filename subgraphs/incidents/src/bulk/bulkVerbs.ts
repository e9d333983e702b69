import type { Permission } from '#contracts/permissions';
import type { Caller } from '#kit/caller';
import type { Platform } from '#kit/transact';
import { Priority, Severity, type Incident, type Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsDb } from '../context.ts';
import { acknowledgeIncident } from '../incident/acknowledgeIncident.ts';
import { assignIncident } from '../incident/assignIncident.ts';
import { longestNote } from '../incident/readNote.ts';
import { resolveIncident } from '../incident/resolveIncident.ts';
import { setIncidentOwner } from '../incident/setIncidentOwner.ts';
import { setIncidentPriority } from '../incident/setIncidentPriority.ts';
import { setIncidentSeverity } from '../incident/setIncidentSeverity.ts';
import { snoozeIncident } from '../incident/snoozeIncident.ts';
import { unacknowledgeIncident } from '../incident/unacknowledgeIncident.ts';
import { wakeIncident } from '../incident/wakeIncident.ts';
import { requirePeople, requireTeam } from '../people/requirePeople.ts';

/** On whose behalf, and since when, an attempt may have been made that nobody lived to note. */
export type Attempt = { personId: string | null; since: Date };

/** A verb as it is done to many incidents: each by its own file, with its own audit row and timeline entry. */
export type BulkVerb<Arguments> = {
  permission: Permission;
  arguments: z.ZodType<Arguments>;
  act(platform: Platform, caller: Caller, incidentId: string, given: Arguments): Promise<unknown>;
  /** Whether the incident shows that an interrupted attempt had been committed: then a refusal to do it twice is its success. */
  wasDone(incident: Incident, attempt: Attempt, given: Arguments): boolean;
  /** The verb that takes it back; null when nothing does. */
  takenBackBy: BulkVerbName | null;
  /** Refuses what no incident could be given, before any is touched. */
  check?(db: IncidentsDb, given: Arguments): Promise<void>;
  /** For verbs that are taken back by themselves: what puts an incident back that was given `given`. */
  before?(incident: Incident, given: Arguments): Prisma.InputJsonObject;
};

export const bulkVerbNames = [
  'ACKNOWLEDGE',
  'UNACKNOWLEDGE',
  'SNOOZE',
  'WAKE',
  'RESOLVE',
  'SET_SEVERITY',
  'SET_PRIORITY',
  'ASSIGN',
  'SET_OWNER',
] as const;
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

// The verbs that set a value are taken back by themselves, with the value that each incident had. `expected` is then what the first action set: whoever
// changed the incident since is not overruled.

const graded = z.strictObject({ severity: z.enum(Severity), pinned: z.boolean().optional(), expected: z.enum(Severity).optional() });

const setSeverity: BulkVerb<z.infer<typeof graded>> = {
  permission: 'incidents:edit',
  arguments: graded,
  act: (platform, caller, id, { severity, ...undoing }) => setIncidentSeverity(platform, caller, id, severity, { refuseSame: true, ...undoing }),
  wasDone: (incident, _, { severity }) => incident.severity === severity,
  takenBackBy: 'SET_SEVERITY',
  before: ({ severity, severityPinned }, given) => ({ severity, pinned: severityPinned, expected: given.severity }),
};

const ranked = z.strictObject({ priority: z.enum(Priority).nullable().default(null), expected: z.enum(Priority).nullish() });

const setPriority: BulkVerb<z.infer<typeof ranked>> = {
  permission: 'incidents:edit',
  arguments: ranked,
  act: (platform, caller, id, { priority, ...undoing }) => setIncidentPriority(platform, caller, id, priority, { refuseSame: true, ...undoing }),
  wasDone: (incident, _, { priority }) => incident.priority === priority,
  takenBackBy: 'SET_PRIORITY',
  before: ({ priority }, given) => ({ priority, expected: given.priority }),
};

const handedOver = z.strictObject({ personId: z.uuid().nullable().default(null), expected: z.uuid().nullish() });

const assign: BulkVerb<z.infer<typeof handedOver>> = {
  permission: 'incidents:edit',
  arguments: handedOver,
  act: (platform, caller, id, { personId, ...undoing }) => assignIncident(platform, caller, id, personId, { refuseSame: true, ...undoing }),
  wasDone: (incident, _, { personId }) => incident.assigneeId === personId,
  takenBackBy: 'ASSIGN',
  check: (db, { personId }) => requirePeople(db, personId === null ? [] : [personId]),
  before: ({ assigneeId }, { personId }) => ({ personId: assigneeId, expected: personId }),
};

const owned = z.strictObject({ teamId: z.uuid().nullable().default(null), expected: z.uuid().nullish() });

const setOwner: BulkVerb<z.infer<typeof owned>> = {
  permission: 'incidents:edit',
  arguments: owned,
  act: (platform, caller, id, { teamId, ...undoing }) => setIncidentOwner(platform, caller, id, teamId, { refuseSame: true, ...undoing }),
  wasDone: (incident, _, { teamId }) => incident.ownerTeamId === teamId,
  takenBackBy: 'SET_OWNER',
  check: async (db, { teamId }) => void (teamId !== null && (await requireTeam(db, teamId))),
  before: ({ ownerTeamId }, { teamId }) => ({ teamId: ownerTeamId, expected: teamId }),
};

/** Every verb that may be done to many, by name. */
const bulkVerbs: Record<BulkVerbName, BulkVerb<unknown>> = {
  ACKNOWLEDGE: readingItsOwn(acknowledge),
  UNACKNOWLEDGE: readingItsOwn(unacknowledge),
  SNOOZE: readingItsOwn(snooze),
  WAKE: readingItsOwn(wake),
  RESOLVE: readingItsOwn(resolve),
  SET_SEVERITY: readingItsOwn(setSeverity),
  SET_PRIORITY: readingItsOwn(setPriority),
  ASSIGN: readingItsOwn(assign),
  SET_OWNER: readingItsOwn(setOwner),
};

/** The verb of this name. */
export function bulkVerb(name: string): BulkVerb<unknown> {
  return bulkVerbs[name as BulkVerbName];
}

/** The verb for callers who do not know which one it is: its own shape reads the arguments. */
function readingItsOwn<Arguments>(verb: BulkVerb<Arguments>): BulkVerb<unknown> {
  const { check, before } = verb;
  const read = (given: unknown): Arguments => verb.arguments.parse(given);
  return {
    ...verb,
    act: (platform, caller, id, given) => verb.act(platform, caller, id, read(given)),
    wasDone: (incident, attempt, given) => verb.wasDone(incident, attempt, read(given)),
    check: async (db, given) => check?.(db, read(given)),
    ...(before && { before: (incident, given) => before(incident, read(given)) }),
  };
}
