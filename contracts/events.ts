import { z } from 'zod';
import { matchers } from './matcher.ts';
import { alertStatuses, incidentStatuses, priorities, severities, updateAudiences } from './words.ts';

/* Longer than others on purpose: the order of events stands in one place. */

/**
 * What happens in the platform and who follows it: the order of events is written here and nowhere else.
 *
 * `emit` (kit/transact) inserts one job per follower in the transaction that caused the event, so nothing is lost, each
 * follower retries alone, and each is idempotent. A follower that must see another's result follows that result's event.
 *
 * `runAutomations` shows an event to the triggers of playbooks: all that tells of something done or decided. What happens many times a second and is not about
 * incidents (batches of alerts, lineage), and what asks for something, is not offered to them.
 */

const id = z.uuid();
const time = z.iso.datetime();
const labels = z.record(z.string(), z.string());
/** Ids of the runs of playbooks that led to it, the first first: by these triggers find that they would go round in a circle. None for what no run led to. */
const causation = z.array(id).max(20).optional();
/** A step of a run that waits, and the key under which it asks. */
const stepRef = z.object({ runId: id, path: z.string(), fence: z.int(), key: z.string() });
const decision = z.object({ reason: z.string(), facts: z.record(z.string(), z.unknown()) });

/** An alert as it stood when it changed: all that followers outside the incidents subgraph need to know of it. */
export const alertFacts = z.object({
  id,
  incidentId: id.nullable(),
  fingerprint: z.string(),
  name: z.string(),
  status: z.enum(alertStatuses),
  severity: z.enum(severities),
  labels,
  startsAt: time,
  generatorUrl: z.string().nullable(),
  expression: z.string().nullable(),
});
export type AlertFacts = z.infer<typeof alertFacts>;

/** An incident as it stood when the event happened. */
export const incidentFacts = z.object({
  id,
  number: z.int().positive(),
  title: z.string(),
  status: z.enum(incidentStatuses),
  severity: z.enum(severities),
  labels,
  openedAt: time,
  acknowledgedAt: time.nullable(),
  resolvedAt: time.nullable(),
});
export type IncidentFacts = z.infer<typeof incidentFacts>;

/** A rule as its source has it; `name` is what its alerts carry as `alertname`. */
export const ruleFacts = z.object({ id, name: z.string(), expression: z.string(), isGone: z.boolean() });
export type RuleFacts = z.infer<typeof ruleFacts>;
/** Why an incident is announced, after Alertmanager's reasons to notify. */
export const flushReasons = ['first_notification', 'new_alerts_in_group', 'quiet_ended', 'some_alerts_resolved'] as const;
export type FlushReason = (typeof flushReasons)[number];

/** Why people are not told of an alert. */
export const quietReasons = ['silenced', 'inhibited', 'maintenance', 'parent_down', 'mute_time_interval', 'outside_active_time_interval'] as const;
export type QuietReason = (typeof quietReasons)[number];

/** What keeps an incident quiet. */
export const quietFacts = z.object({
  /** The reason of the first of `by`. */
  reason: z.enum(quietReasons),
  since: time,
  /** When it has to be judged again; null when only a change can end it. */
  until: time.nullable(),
  /** Everything that mutes an alert of it; at most ten. */
  by: z.array(z.object({ reason: z.enum(quietReasons), kind: z.string(), id: z.string(), label: z.string(), until: time.nullable() })).min(1),
});
export type QuietFacts = z.infer<typeof quietFacts>;

const aboutIncident = z.object({ incident: incidentFacts });

export const events = {
  /** One batch of alerts that changed state (repeats are not changes); at most 500. */
  'alerts.changed': {
    payload: z.object({ at: time, alerts: z.array(alertFacts).min(1) }),
    followers: ['recordAlertLineage', 'deriveResources', 'matchAlerts'],
  },
  /** Alert rules of one source that are new, changed or gone; at most 500. */
  'rules.synced': {
    payload: z.object({ at: time, rules: z.array(ruleFacts).min(1) }),
    followers: ['recordRuleLineage', 'matchAlerts'],
  },
  /** Alerts that came without their rule's expression and have it now, because the rule was found; at most 500. */
  'rules.matched': {
    payload: z.object({ at: time, alerts: z.array(alertFacts).min(1) }),
    followers: ['recordAlertLineage', 'deriveResources'],
  },
  /**
   * The resources that a batch of alerts is about; emitted for every batch, so `links` is empty when its alerts name none.
   * `expression` is the PromQL of the alert's rule, from which the lineage knows the metrics that lead to the resource.
   */
  'resources.linked': {
    payload: z.object({
      at: time,
      /** Every incident that the batch's alerts belong to, those without resources included. */
      incidentIds: z.array(id),
      links: z.array(
        z.object({ alertId: id, incidentId: id.nullable(), expression: z.string().nullable(), resource: z.object({ id, label: z.string() }) }),
      ),
      relations: z.array(z.object({ from: id, to: id, kind: z.string() })),
      /** Every alert of the batch, and the resources that they name. A job from before these were told has none. */
      alertIds: z.array(id).default([]),
      resources: z.array(z.object({ id, kind: z.string(), name: z.string(), label: z.string(), labels })).default([]),
      /** What incidents were opened about by a person. A job from before these were told has none. */
      subjects: z.array(z.object({ incidentId: id, resource: z.object({ id, label: z.string() }) })).default([]),
    }),
    followers: ['recordResourceLineage', 'hearOfResources'],
  },
  /** What a person said an incident is about when opening it by hand; what its labels name is found beside the chosen resources. */
  'incident.described': {
    payload: z.object({ at: time, incidentId: id, labels, resourceIds: z.array(id) }),
    followers: ['linkDescribed'],
  },
  /** What a scheduler or an engine said of one of its jobs: the datasets it reads and writes, and the job that it is a part of. */
  'lineage.reported': {
    payload: z.object({
      at: time,
      job: z.object({ id: z.string(), label: z.string(), facts: z.record(z.string(), z.unknown()) }),
      parent: z.string().nullable(),
      inputs: z.array(z.string()),
      outputs: z.array(z.string()),
    }),
    followers: ['recordReportedLineage'],
  },
  /** The lineage of these incidents' alerts and resources stands in the graph. */
  'lineage.recorded': { payload: z.object({ incidentIds: z.array(id) }), followers: ['analyseIncidents', 'correlateIncidents'] },

  'incident.opened': { payload: aboutIncident, followers: ['runAutomations', 'recordIncidentLineage', 'keepDeadlines'] },
  /** The incident is open and loud, and there is something to tell people: after group_wait the first time, then not before group_interval is over. */
  'incident.flushed': {
    payload: aboutIncident.extend({
      // A job from before there were reasons is a first announcement: there were no others.
      reason: z.enum(flushReasons).default('first_notification'),
      /** Alerts that fire, those of them that are muted, and those of which people hear for the first time that they fire or have ended. */
      alerts: z.object({ firing: z.int(), muted: z.int(), begun: z.int(), ended: z.int() }).optional(),
    }),
    followers: ['dispatchNotices', 'runAutomations'],
  },
  /** Every alert of it that fires is muted now, or is so by something else than before; people hear no more of it until it is flushed again or resolved. */
  'incident.quieted': { payload: aboutIncident.extend({ quiet: quietFacts }), followers: ['steerEscalations', 'runAutomations'] },
  'incident.acknowledged': { payload: aboutIncident, followers: ['keepDeadlines', 'steerEscalations', 'followConversations', 'runAutomations'] },
  /** Nobody has it on any more: a person gave it back, or the acknowledgement lapsed. */
  'incident.unacknowledged': {
    payload: aboutIncident.extend({ reason: z.enum(['by_hand', 'lapsed']) }),
    followers: ['keepDeadlines', 'steerEscalations', 'followConversations', 'runAutomations'],
  },
  /** Nobody is to be told anything of it until then. */
  'incident.snoozed': { payload: aboutIncident.extend({ until: time }), followers: ['keepDeadlines', 'steerEscalations', 'runAutomations'] },
  'incident.woken': {
    payload: aboutIncident.extend({ reason: z.enum(['by_hand', 'time_over']) }),
    followers: ['keepDeadlines', 'steerEscalations', 'runAutomations'],
  },
  /** Its alerts are another incident's now; there is nothing left to tell of it. */
  'incident.merged': {
    payload: aboutIncident.extend({ mergeId: id, intoId: id }),
    followers: ['holdNotices', 'keepDeadlines', 'steerEscalations', 'runAutomations'],
  },
  /** The merge was a mistake: it is open again, with its alerts. */
  'incident.severitySet': {
    payload: aboutIncident.extend({ from: z.enum(severities) }),
    followers: ['keepDeadlines', 'rejudgeEscalations', 'runAutomations'],
  },
  /** A person said which incidents come first; `from` is null where it had no priority. */
  'incident.prioritySet': {
    payload: aboutIncident.extend({ from: z.enum(priorities).nullable() }),
    followers: ['rejudgeEscalations', 'runAutomations'],
  },
  /** It is another team's now; null for nobody's. */
  'incident.ownerSet': { payload: aboutIncident.extend({ teamId: id.nullable() }), followers: ['rejudgeEscalations', 'runAutomations'] },
  'incident.unmerged': {
    payload: aboutIncident.extend({ mergeId: id, fromId: id }),
    followers: ['holdNotices', 'steerEscalations', 'runAutomations'],
  },
  /** `personId` has it now; null for nobody. */
  'incident.assigned': { payload: aboutIncident.extend({ personId: id.nullable() }), followers: ['runAutomations'] },
  /** A note calls these people; `byId` wrote it. */
  'incident.mentioned': {
    payload: aboutIncident.extend({ personIds: z.array(id).min(1), byId: id.nullable(), text: z.string(), at: time.optional() }),
    followers: ['tellMentioned'],
  },
  'incident.updatePosted': {
    payload: aboutIncident.extend({ audience: z.enum(updateAudiences), text: z.string(), byId: id.nullable() }),
    followers: ['runAutomations'],
  },
  'incident.resolved': { payload: aboutIncident, followers: ['dispatchNotices', 'keepDeadlines', 'steerEscalations', 'runAutomations'] },
  /** A deadline of the route's SLA passed before anybody met it, or was met too late. */
  'incident.slaBreached': {
    payload: aboutIncident.extend({ deadline: z.enum(['ACKNOWLEDGE', 'RESOLVE']), dueAt: time, targetMinutes: z.int() }),
    followers: ['tellBreach', 'runAutomations'],
  },

  /** A silence in force ends soon; told once for each of its windows. */
  'silence.ending': {
    payload: z.object({ silenceId: id, at: time, endsAt: time, comment: z.string(), matchers: z.string(), incidentIds: z.array(id) }),
    followers: ['runAutomations'],
  },

  /** Somebody answered a notice, by a button, a key or a link; whether they may is judged where the incident is. `via` is the kind of channel. */
  'incident.answered': {
    payload: z.object({ incidentId: id, personId: id, action: z.enum(['acknowledge', 'resolve']), via: z.string(), at: time }),
    followers: ['answerIncident'],
  },
  /** A step of a chain closes the incident that nobody answered. */
  'escalation.resolveAsked': { payload: z.object({ incidentId: id, at: time, chainName: z.string() }), followers: ['resolveAsked'] },
  /** A step of a chain starts a playbook. `dedupKey` is the same for whatever is done twice. */
  'escalation.playbookAsked': {
    payload: aboutIncident.extend({ at: time, playbookId: id, chainName: z.string(), dedupKey: z.string() }),
    followers: ['runAskedPlaybook'],
  },
  /** The auditor found that something did not move that ought to. */
  'audit.found': {
    payload: z.object({ at: time, kinds: z.record(z.string(), z.int()), incidentIds: z.array(id).max(100) }),
    followers: ['openPlatformIncident', 'runAutomations'],
  },
  /** The auditor finds nothing any more of what it had found; told with each of its rounds for an hour, since `audit.found` may be followed later than this. */
  'audit.cleared': { payload: z.object({ at: time }), followers: ['closePlatformIncident'] },

  /** A notice reached an end: delivered, failed for good, or cancelled. */
  'delivery.finished': {
    payload: z.object({
      deliveryId: id,
      incidentId: id,
      at: time,
      event: z.string(),
      status: z.enum(['DELIVERED', 'FAILED', 'CANCELLED']),
      channelName: z.string(),
      attempts: z.int(),
      outcome: z.string(),
      causation,
    }),
    followers: ['recordTimeline', 'recordOutcomeLineage', 'runAutomations'],
  },
  /** People are on call in a schedule from now on who were not before; told once for each time. */
  'shift.began': {
    payload: z.object({ scheduleId: id, scheduleName: z.string(), at: time, personIds: z.array(id).min(1), until: time.nullable() }),
    followers: ['runAutomations'],
  },
  /** People are not on call in a schedule any more. */
  'shift.ended': {
    payload: z.object({ scheduleId: id, scheduleName: z.string(), at: time, personIds: z.array(id).min(1) }),
    followers: ['runAutomations'],
  },
  /** A run of a playbook has begun; its steps are about to be done, or it waits for people to agree. */
  'run.started': {
    payload: z.object({ runId: id, incidentId: id.nullable(), at: time, playbookName: z.string(), triggerName: z.string() }),
    followers: ['recordTimeline', 'recordOutcomeLineage'],
  },
  /** A run came to its end. `triggerName` is who or what asked for it, by name. */
  'run.finished': {
    payload: z.object({
      runId: id,
      incidentId: id.nullable(),
      at: time,
      status: z.enum(['SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT', 'ABANDONED']),
      playbookName: z.string(),
      triggerName: z.string(),
      outcome: z.string(),
      causation,
      /** Whether its playbook says that people are to be called when it does not do what it should. */
      escalates: z.boolean().optional(),
    }),
    followers: ['recordTimeline', 'recordOutcomeLineage', 'runAutomations', 'escalateFailedRun'],
  },
  /** A playbook was asked for about an incident and not started, by what its policies or it itself say. */
  'run.declined': {
    payload: z.object({ incidentId: id, at: time, playbookId: id, playbookName: z.string(), triggerName: z.string(), decision, key: z.string() }),
    followers: ['recordTimeline'],
  },
  /** A run waits for people: that so many of these teams agree, or that one gives values. `requesterId` asked for the run and is not asked. */
  'approval.asked': {
    payload: z.object({
      approvalId: id,
      runId: id,
      at: time,
      kind: z.enum(['POLICY', 'STEP', 'INPUT']),
      incident: incidentFacts.nullable(),
      playbookName: z.string(),
      causeLabel: z.string(),
      requesterId: id.nullable(),
      message: z.string(),
      needed: z.int(),
      teams: z.array(z.string()),
      expiresAt: time,
      causation,
    }),
    followers: ['foreseeRun', 'tellApprovers'],
  },
  /** Somebody answered a notice about an approval; whether they may is judged where the approval is. `via` is the kind of channel. */
  'approval.answered': {
    payload: z.object({ approvalId: id, personId: id, approves: z.boolean(), note: z.string(), via: z.string(), at: time }),
    followers: ['answerApproval'],
  },
  /** Nobody is asked any more. */
  'approval.ended': {
    payload: z.object({
      approvalId: id,
      runId: id,
      incidentId: id.nullable(),
      at: time,
      askedAt: time,
      state: z.enum(['APPROVED', 'REJECTED', 'EXPIRED', 'CLOSED']),
      playbookName: z.string(),
    }),
    followers: ['callOffApprovers'],
  },
  /** A step of a run tells people or channels, who are named. `step.key` is the same for what is asked twice. */
  'step.noticeAsked': {
    payload: z.object({
      step: stepRef,
      at: time,
      incident: incidentFacts.nullable(),
      playbookName: z.string(),
      to: z.array(z.object({ kind: z.enum(['channel', 'team', 'schedule', 'person']), name: z.string() })).min(1),
      text: z.string(),
      causation,
    }),
    followers: ['sendAsked'],
  },
  /** A step of a run silences alerts. */
  'step.silenceAsked': {
    payload: z.object({ step: stepRef, at: time, matchers, minutes: z.int().positive(), comment: z.string(), createdBy: z.string(), causation }),
    followers: ['openAskedSilence'],
  },
  /** A step of a run asks for the suspects of its incident. */
  'step.analysisAsked': { payload: z.object({ step: stepRef, at: time, incidentId: id, causation }), followers: ['analyseAsked'] },
  /** What another subgraph made of what a step asked for; `outcome` is `succeeded` or a coded reason. */
  'step.answered': {
    payload: z.object({
      step: stepRef,
      at: time,
      outcome: z.string(),
      error: z.string().nullable(),
      output: z.record(z.string(), z.unknown()).nullable(),
    }),
    followers: ['takeStepAnswer'],
  },
  /** A trigger looked at an incident and did not start its playbook, because it did not match or because it might not; kept so that "why did it not run" has an answer. */
  'trigger.declined': {
    /** `eventId` is the event that it was shown; a job from before events were stored has none. */
    payload: z.object({ incidentId: id, at: time, triggerId: id, triggerName: z.string(), decision, eventId: id.optional() }),
    followers: ['recordTimeline'],
  },
  'insight.found': {
    payload: z.object({
      insightId: id,
      incidentId: id,
      at: time,
      verdict: z.enum(['SUSPECTS_RANKED', 'NOT_ENOUGH_EVIDENCE']),
      summary: z.string(),
      suspects: z.array(z.object({ kind: z.string(), id: z.string(), label: z.string(), score: z.number() })),
      causation,
    }),
    followers: ['recordTimeline', 'recordOutcomeLineage', 'runAutomations'],
  },
} as const satisfies Record<string, { payload: z.ZodType; followers: readonly string[] }>;

/**
 * How soon a worker takes jobs. `urgent` is the way to people: looked for twice a second, and connections are left for it. `patient` is what explains
 * incidents, and what a storm brings most of: a few at once in a worker, whatever waits.
 */
export type Pace = 'urgent' | 'usual' | 'patient';

/** The followers that are not taken at the usual pace. */
export const paces: Readonly<Record<string, Pace>> = {
  dispatchNotices: 'urgent',
  holdNotices: 'urgent',
  answerIncident: 'urgent',
  answerApproval: 'urgent',
  tellApprovers: 'urgent',
  followConversations: 'urgent',
  steerEscalations: 'urgent',
  rejudgeEscalations: 'urgent',
  tellMentioned: 'urgent',
  tellBreach: 'urgent',
  deriveResources: 'patient',
  hearOfResources: 'patient',
  matchAlerts: 'patient',
  recordAlertLineage: 'patient',
  recordResourceLineage: 'patient',
  recordIncidentLineage: 'patient',
  recordRuleLineage: 'patient',
  recordReportedLineage: 'patient',
  recordOutcomeLineage: 'patient',
  analyseIncidents: 'patient',
  correlateIncidents: 'patient',
} satisfies Partial<Record<FollowerOf<EventName>, Pace>>;

export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.infer<(typeof events)[Name]['payload']>;
/** The events that triggers are shown. */
export type OfferedEvent = { [Name in EventName]: 'runAutomations' extends FollowerOf<Name> ? Name : never }[EventName];
export const offeredEvents = (Object.keys(events) as EventName[]).filter((name): name is OfferedEvent =>
  (events[name].followers as readonly string[]).includes('runAutomations'),
);

export type FollowerOf<Name extends EventName> = (typeof events)[Name]['followers'][number];
