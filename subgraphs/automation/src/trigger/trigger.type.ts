import { offeredEvents } from '#contracts/events';
import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { HookSigning, MissedFirings, TriggerKind } from '#prisma/generated/client';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DecisionType } from '../run/run.type.ts';

/* The shape of triggers, of the events that they are shown, and of their decisions, in the order in which it is read. */

registerEnumType(TriggerKind, {
  name: 'TriggerKind',
  description: 'What a trigger waits for.',
  valuesConfig: {
    EVENT: { description: 'An event of the platform.' },
    SCHEDULE: { description: 'A time.' },
    WEBHOOK: { description: 'A call from outside.' },
  },
});
registerEnumType(MissedFirings, {
  name: 'MissedFirings',
  description: 'What becomes of the firings of a schedule that were more than a minute late, because nothing ran.',
  valuesConfig: {
    ONCE: { description: 'One firing makes up for all of them.' },
    SKIP: { description: 'They pass; that they did is in the log.' },
  },
});
registerEnumType(HookSigning, {
  name: 'HookSigning',
  description: 'How calls of a hook are signed.',
  valuesConfig: {
    STANDARD: { description: 'As Standard Webhooks says: webhook-id, webhook-timestamp, webhook-signature.' },
    GITHUB: { description: 'As GitHub does: x-hub-signature-256, the HMAC-SHA256 of the body.' },
  },
});

@ObjectType('TriggerActivity', { description: 'What a trigger did in some days.' })
export class TriggerActivityType {
  @Field(() => Int, { description: 'Events that it was shown.' })
  shown!: number;

  @Field(() => Int, { description: 'Those that it matched.' })
  matched!: number;

  @Field(() => Int, { description: 'Runs that it started.' })
  started!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it started the last of them; null when it started none.' })
  lastStartedAt!: Date | null;
}

@ObjectType('Trigger', { description: 'Starts a playbook when something happens.' })
export class TriggerType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => TriggerKind)
  kind!: TriggerKind;

  @Field(() => String)
  description!: string;

  @Field(() => Boolean, { description: 'Whether it starts anything.' })
  enabled!: boolean;

  @Field(() => String, { nullable: true, description: 'Name of the event that it waits for; null for schedules and webhooks.' })
  event!: string | null;

  @Field(() => String, { nullable: true, description: 'CEL over `event` (name, at, payload) and `incident`; null for always.' })
  condition!: string | null;

  @Field(() => JsonScalar, { description: 'Inputs of the playbook: name -> CEL over the same.' })
  inputs!: unknown;

  @Field(() => ID)
  playbookId!: string;

  @Field(() => String, { nullable: true, description: 'Five fields of cron; null for other kinds.' })
  cron!: string | null;

  @Field(() => String, { nullable: true, description: 'Name in the IANA database of the zone by whose clocks it fires; null for other kinds.' })
  timeZone!: string | null;

  @Field(() => MissedFirings)
  missed!: MissedFirings;

  @Field(() => HookSigning, { nullable: true, description: 'How its calls are signed; null for other kinds.' })
  signing!: HookSigning | null;

  @Field(() => Int, { description: 'Counts up with each save; to be given back when it is saved again.' })
  version!: number;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}
export const TriggerConnection = connectionOf(TriggerType, 'Trigger');

@ObjectType('TriggerEvent', { description: 'Something that happened, as triggers were shown it.' })
export class TriggerEventType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String, { description: 'Name of the event, `schedule.fired` or `webhook.received`.' })
  name!: string;

  @Field(() => JsonScalar, { description: 'What expressions call `event.payload`.' })
  payload!: unknown;

  @Field(() => JsonScalar, { nullable: true, description: 'What expressions call `incident`: the incident as it was then; null for none.' })
  incident!: unknown;

  @Field(() => [ID], { description: 'Ids of the runs that led to it, the first first.' })
  causation!: string[];
}
export const TriggerEventConnection = connectionOf(TriggerEventType, 'TriggerEvent');

@ObjectType('TriggerDecision', { description: 'What a trigger made of an event. Each is kept, also when it did not match.' })
export class TriggerDecisionType {
  @Field(() => DateTimeScalar, { description: 'The time of the event; of a replay, when it was replayed.' })
  at!: Date;

  @Field(() => ID)
  triggerId!: string;

  @Field(() => ID)
  eventId!: string;

  @Field(() => String, { description: 'Name of the event.' })
  event!: string;

  @Field(() => Boolean)
  matched!: boolean;

  @Field(() => String, {
    description:
      'matched, or why not: not_matched (a matcher), condition_false, condition_no_value, no_incident, trigger_disabled, firing_missed, invalid_matcher, invalid_trigger.',
  })
  reason!: string;

  @Field(() => JsonScalar, {
    description: 'What it was decided on: `part` is the part of the condition that did not hold, `saw` the names in it with their values.',
  })
  facts!: unknown;

  @Field(() => Boolean, { description: 'Whether it was made when the event was replayed.' })
  replay!: boolean;
}
export const TriggerDecisionConnection = connectionOf(TriggerDecisionType, 'TriggerDecision');

@ObjectType('TriggerVerdict', { description: 'What a trigger, or a draft of one, makes of a stored event.' })
export class TriggerVerdictType {
  @Field(() => TriggerEventType)
  event!: TriggerEventType;

  @Field(() => TriggerType, { nullable: true, description: 'Null for a draft.' })
  trigger!: TriggerType | null;

  @Field(() => Boolean)
  matched!: boolean;

  @Field(() => DecisionType, { description: 'Why it matches, or not; as in TriggerDecision.' })
  decision!: DecisionType;

  @Field(() => JsonScalar, { nullable: true, description: 'The inputs with which the playbook would start; null when it would not.' })
  inputs!: unknown;

  @Field(() => DecisionType, { nullable: true, description: 'Why it matches and nothing would start, or did; null when nothing stands against it.' })
  notStarted!: DecisionType | null;

  /** The run that was started; its field is resolved. */
  runId!: string | null;
}

@ObjectType('TriggerTrial', { description: 'What a draft of a trigger makes of stored events.' })
export class TriggerTrialType {
  @Field(() => Int, { description: 'Events looked at, the newest first; at most 2,000.' })
  seen!: number;

  @Field(() => Int)
  matched!: number;

  @Field(() => Boolean, { description: 'Whether there are older ones within these days that were not looked at.' })
  isCut!: boolean;

  @Field(() => [TriggerVerdictType], { description: 'The newest that match and the newest that do not, at most 25 of each.' })
  verdicts!: TriggerVerdictType[];
}

@ObjectType('SavedTrigger', { description: 'A trigger that was saved, and what is told once.' })
export class SavedTriggerType {
  @Field(() => TriggerType)
  trigger!: TriggerType;

  @Field(() => String, {
    nullable: true,
    description:
      'The address of a new hook: below PUBLIC_URL, or below the address that an embedded platform listens on; without either the path alone.',
  })
  url!: string | null;

  @Field(() => String, { nullable: true, description: 'What its calls are signed with, when it was made or given now.' })
  secret!: string | null;
}

@InputType('TriggerInput', { description: 'A trigger, or a draft of one.' })
export class TriggerInputType {
  @Field(() => String)
  name!: string;

  @Field(() => TriggerKind)
  kind!: TriggerKind;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => ID)
  playbookId!: string;

  @Field(() => Boolean, { defaultValue: true })
  enabled!: boolean;

  @Field(() => String, { nullable: true, description: `Needed for EVENT; one of ${offeredEvents.join(', ')}.` })
  event?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Conditions on labels of the incident, as Alertmanager writes them (`team=~"db|web"`); all must hold. For EVENT only.',
  })
  matchers?: string[] | null;

  @Field(() => String, { nullable: true, description: 'CEL over `event` (name, at, payload) and `incident`; always when left out.' })
  condition?: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'Inputs of the playbook: name -> CEL over the same.' })
  inputs?: unknown;

  @Field(() => String, { nullable: true, description: 'Five fields of cron; needed for SCHEDULE.' })
  cron?: string | null;

  @Field(() => String, { nullable: true, description: 'Needed for SCHEDULE.' })
  timeZone?: string | null;

  @Field(() => MissedFirings, { nullable: true, description: 'For SCHEDULE; ONCE when left out.' })
  missed?: MissedFirings | null;

  @Field(() => HookSigning, { nullable: true, description: 'For WEBHOOK; STANDARD when left out.' })
  signing?: HookSigning | null;

  @Field(() => String, { nullable: true, description: 'For WEBHOOK: what its calls are signed with; one is made, or kept, when left out.' })
  secret?: string | null;
}

@InputType('TriggerFilter', { description: 'Which triggers: those that meet every condition given.' })
export class TriggerFilter {
  @Field(() => String, { nullable: true, description: 'Text in the name or the description, whatever its case.' })
  search?: string | null;

  @Field(() => TriggerKind, { nullable: true })
  kind?: TriggerKind | null;

  @Field(() => String, { nullable: true })
  event?: string | null;

  @Field(() => ID, { nullable: true })
  playbookId?: string | null;

  @Field(() => Boolean, { nullable: true })
  enabled?: boolean | null;
}

@InputType('TriggerEventFilter', { description: 'Which stored events: those that meet every condition given.' })
export class TriggerEventFilter {
  @Field(() => String, { nullable: true, description: 'Of this name.' })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'About this incident.' })
  incidentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of the schedule or hook of this trigger.' })
  triggerId?: string | null;
}

@InputType('TriggerDecisionFilter', { description: 'Which decisions: those that meet every condition given.' })
export class TriggerDecisionFilter {
  @Field(() => ID, { nullable: true })
  triggerId?: string | null;

  @Field(() => ID, { nullable: true })
  eventId?: string | null;

  @Field(() => ID, { nullable: true, description: 'About this incident.' })
  incidentId?: string | null;

  @Field(() => Boolean, { nullable: true })
  matched?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a run was started.' })
  started?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'One of these reasons, of the match or of what kept a match from starting; at most 20.' })
  reasons?: string[] | null;

  @Field(() => DateTimeScalar, { nullable: true })
  since?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  until?: Date | null;
}
