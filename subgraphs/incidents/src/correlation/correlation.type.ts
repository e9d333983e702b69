import { connectionOf } from '#kit/connection';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { lineageKinds } from '#contracts/words';
import { CorrelationMode } from '#prisma/generated/client';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { IncidentType } from '../incident/incident.type.ts';
import { MatcherInput } from '../matcher.type.ts';
import { furthest } from './correlationRule.ts';
import { verdictReasons } from './judgePair.ts';

registerEnumType(CorrelationMode, {
  name: 'CorrelationMode',
  description: 'What a correlation rule does with a pair of incidents that it holds for.',
  valuesConfig: {
    SUGGEST: { description: 'A person is asked, on both incidents.' },
    MERGE: { description: 'The younger is merged into the older; that can be undone as any merge can.' },
  },
});

/** What became of a pair, with what happened to its incidents since. */
export enum CorrelationOutcome {
  SUGGESTED = 'SUGGESTED',
  LAPSED = 'LAPSED',
  ACCEPTED = 'ACCEPTED',
  DISMISSED = 'DISMISSED',
  MERGED = 'MERGED',
  UNDONE = 'UNDONE',
}

registerEnumType(CorrelationOutcome, {
  name: 'CorrelationState',
  description: 'What became of a pair of incidents that a correlation rule found.',
  valuesConfig: {
    SUGGESTED: { description: "It waits for a person's word." },
    LAPSED: { description: 'Nobody said a word before one of the two was closed.' },
    ACCEPTED: { description: 'A person merged them.' },
    DISMISSED: { description: 'A person said that they are not the same problem; no rule joins them again.' },
    MERGED: { description: 'The rule merged them.' },
    UNDONE: { description: 'They were merged and a person undid it; no rule joins them again.' },
  },
});

@ObjectType('CorrelationRule', {
  description: "Which incidents beyond one group are the same problem. A tenant's rules are asked in their order; the first that holds decides.",
})
export class CorrelationRuleType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Boolean)
  enabled!: boolean;

  @Field(() => Int, { description: "Minutes between the younger's opening and when the older was opened or last joined by an alert; at most." })
  windowMinutes!: number;

  @Field(() => [String], { description: 'Labels that both must have, with the same value.' })
  labels!: string[];

  @Field(() => Int, {
    nullable: true,
    description: 'Furthest that their resources may be apart in the lineage, in edges; 0 for the same resource, null when it is not asked.',
  })
  mostHops!: number | null;

  @Field(() => CorrelationMode)
  mode!: CorrelationMode;

  @Field(() => Int, { description: 'Most incidents that may so become one, the first included.' })
  mostIncidents!: number;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}

export const CorrelationRuleConnection = connectionOf(CorrelationRuleType, 'CorrelationRule');

@InputType('CorrelationRuleInput', {
  description: 'All of a correlation rule. At least one of `labels` and `mostHops` must be given: a rule with neither would join everything.',
})
export class CorrelationRuleInput {
  @Field(() => String)
  name!: string;

  @Field(() => Boolean, { nullable: true, description: 'True when left out.' })
  enabled?: boolean | null;

  @Field(() => [MatcherInput], { nullable: true, description: 'Both incidents must meet them by their labels; left out, every incident does.' })
  matchers?: MatcherInput[] | null;

  @Field(() => Int, { description: '1 to 10,080.' })
  windowMinutes!: number;

  @Field(() => [String], { nullable: true, description: 'None when left out; at most 20.' })
  labels?: string[] | null;

  @Field(() => Int, { nullable: true, description: `0 to ${furthest}; the lineage is not asked when left out.` })
  mostHops?: number | null;

  @Field(() => CorrelationMode)
  mode!: CorrelationMode;

  @Field(() => Int, { nullable: true, description: '2 to 100; 20 when left out.' })
  mostIncidents?: number | null;
}

@ObjectType('CorrelationLabel', { description: 'A label that two incidents have with the same value.' })
export class CorrelationLabel {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  value!: string;
}

@ObjectType('CorrelationPathNode', { description: 'A resource, data job or data set on the way between two incidents.' })
export class CorrelationNode {
  @Field(() => String, { description: lineageKinds.filter((kind) => ['RESOURCE', 'JOB', 'DATASET'].includes(kind)).join(' | ') })
  kind!: string;

  @Field(() => String, { description: 'Its key in the lineage.' })
  key!: string;

  @Field(() => String)
  label!: string;
}

@ObjectType('CorrelationPathEdge', { description: 'An edge of the lineage between two neighbours on the way.' })
export class CorrelationEdge {
  @Field(() => String, { description: 'Its kind, e.g. `hosts`: `<from> hosts <to>`.' })
  kind!: string;

  @Field(() => Boolean, { description: 'Whether it leads from the first of the two to the second; otherwise the other way round.' })
  isForward!: boolean;
}

@ObjectType('CorrelationPath', { description: "The shortest way in the lineage between the two incidents' resources, from the older's." })
export class CorrelationPath {
  @Field(() => [CorrelationNode])
  nodes!: CorrelationNode[];

  @Field(() => [CorrelationEdge], { description: 'The first joins the first two nodes, and so on.' })
  edges!: CorrelationEdge[];
}

@ObjectType('CorrelationEvidence', { description: 'What speaks for two incidents being the same problem; of a refusal, as much as was asked.' })
export class CorrelationEvidence {
  @Field(() => Int, {
    nullable: true,
    description: "Seconds between the younger's opening and when the older was opened or last joined by an alert; null when it was not asked.",
  })
  gapSeconds!: number | null;

  @Field(() => [CorrelationLabel])
  sharedLabels!: CorrelationLabel[];

  @Field(() => Int, {
    nullable: true,
    description: 'Edges between their nearest resources; null when the lineage was not asked or nothing was found.',
  })
  hops!: number | null;

  @Field(() => CorrelationPath, { nullable: true, description: 'Null like `hops`.' })
  path!: CorrelationPath | null;
}

@ObjectType('Correlation', { description: 'Two incidents that a rule found to be the same problem, seen from one of them.' })
export class CorrelationType {
  @Field(() => CorrelationEvidence)
  evidence!: CorrelationEvidence;

  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'The rule, as it was called then.' })
  ruleName!: string;

  @Field(() => CorrelationOutcome)
  state!: CorrelationOutcome;

  @Field(() => Boolean, { description: 'Whether the other is the older, into which this one is merged; otherwise it is the other way round.' })
  isOtherOlder!: boolean;

  @Field(() => IncidentType)
  other!: IncidentType;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a person accepted or dismissed it; null otherwise.' })
  decidedAt!: Date | null;

  @Field(() => ID, { nullable: true, description: 'Who did; null for nobody and for an API key without a person.' })
  decidedById!: string | null;
}

@ObjectType('CorrelationDecision', { description: "One rule's word on an incident and another." })
export class CorrelationDecisionType {
  @Field(() => CorrelationEvidence)
  evidence!: CorrelationEvidence;

  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'The rule, as it was called then.' })
  ruleName!: string;

  @Field(() => String, { description: verdictReasons.join(' | ') })
  reason!: string;

  @Field(() => JsonScalar, { description: 'What the reason is worded from; the names depend on it.' })
  facts!: unknown;

  @Field(() => IncidentType)
  other!: IncidentType;

  @Field(() => DateTimeScalar)
  decidedAt!: Date;
}

@ObjectType('CorrelationTestPair', { description: 'Two incidents and what a draft says of them.' })
export class CorrelationTestPair {
  @Field(() => CorrelationEvidence)
  evidence!: CorrelationEvidence;

  @Field(() => IncidentType)
  older!: IncidentType;

  @Field(() => IncidentType)
  younger!: IncidentType;

  @Field(() => String, { description: verdictReasons.join(' | ') })
  reason!: string;

  @Field(() => JsonScalar, { description: 'What the reason is worded from; the names depend on it.' })
  facts!: unknown;
}

@ObjectType('CorrelationTest', { description: 'What a draft would have joined.' })
export class CorrelationTestType {
  @Field(() => Int, { description: 'Incidents that were looked at.' })
  examined!: number;

  @Field(() => Int, { description: 'Pairs for which the draft holds.' })
  matched!: number;

  @Field(() => Boolean, { description: 'Whether there was more than was looked at, or more pairs than are told.' })
  truncated!: boolean;

  @Field(() => [CorrelationTestPair], { description: 'Pairs for which the draft holds, then those that came nearest; at most 50 of each.' })
  pairs!: CorrelationTestPair[];
}

export const CorrelationConnection = connectionOf(CorrelationType, 'Correlation');
export const CorrelationDecisionConnection = connectionOf(CorrelationDecisionType, 'CorrelationDecision');
