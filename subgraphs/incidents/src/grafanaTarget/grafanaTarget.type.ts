import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';

export enum RulePushState {
  NEVER = 'NEVER',
  RUNNING = 'RUNNING',
  OK = 'OK',
  FAILED = 'FAILED',
}

registerEnumType(RulePushState, {
  name: 'RulePushState',
  description: 'How pushing rules to a Grafana goes.',
  valuesConfig: {
    NEVER: { description: 'Nothing was pushed yet.' },
    RUNNING: { description: 'It is being pushed to, or about to be.' },
    OK: { description: 'It got what it should have.' },
    FAILED: { description: 'It did not take the rules; it is tried again.' },
  },
});

export enum RuleDriftState {
  SAME = 'SAME',
  DIFFERS = 'DIFFERS',
  MISSING = 'MISSING',
  EXTRA = 'EXTRA',
}

registerEnumType(RuleDriftState, {
  name: 'RuleDriftState',
  description: 'How a rule stands at a target.',
  valuesConfig: {
    SAME: { description: 'As it would be pushed.' },
    DIFFERS: { description: 'There, with something else in it.' },
    MISSING: { description: 'Not there.' },
    EXTRA: { description: 'There, and not kept here.' },
  },
});

@ObjectType('RulePush', { description: 'The last push to a Grafana, and what came of it.' })
export class RulePushType {
  @Field(() => RulePushState)
  state!: RulePushState;

  @Field(() => String, {
    nullable: true,
    description:
      'Machine word of the last result: pushed | credentials_refused | permission_missing | not_grafana | rules_refused | foreign_rules_in_group | answered_with_error | answer_too_large | secret_unreadable, or why it could not be reached: timeout | connection_refused | connection_reset | unreachable | dns_failed | tls_failed | protocol_error | target_refused | invalid_request | aborted | unknown_failure.',
  })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: "More of the last result; Grafana's own sentence where it gave one." })
  detail!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  attemptedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last got what it should have.' })
  succeededAt!: Date | null;
}

@ObjectType('RuleDifference', { description: 'What of a rule is not there as it should be.' })
export class RuleDifferenceType {
  @Field(() => String, {
    description: 'name | folder | group | query | datasource | for | keepFiringFor | paused | labels.<name> | annotations.<name>.',
  })
  field!: string;

  @Field(() => String)
  ours!: string;

  @Field(() => String)
  theirs!: string;
}

@ObjectType('RuleDrift', { description: 'One rule at a target, held against what would be pushed.' })
export class RuleDriftType {
  @Field(() => RuleDriftState)
  state!: RuleDriftState;

  @Field(() => String, { description: 'Its uid at the target.' })
  uid!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  group!: string;

  @Field(() => [RuleDifferenceType])
  differences!: RuleDifferenceType[];

  @Field(() => Boolean, { description: 'Whether it is ours to change: the next push sets it right or takes it away.' })
  isOwn!: boolean;
}

@ObjectType('GrafanaDrift', { description: 'What a Grafana has against what would be pushed, as of now.' })
export class GrafanaDriftType {
  @Field(() => String, { description: '`read`, or why that is not known, as in RulePush.reason.' })
  reason!: string;

  @Field(() => String, { nullable: true })
  detail!: string | null;

  @Field(() => [RuleDriftType])
  rules!: RuleDriftType[];
}

@ObjectType('GrafanaTarget', { description: 'A Grafana whose alerting gets the managed rules by its provisioning API.' })
export class GrafanaTargetType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: "Grafana's root address." })
  url!: string;

  @Field(() => String, { description: 'Uid of the folder that the rules are put into; made when it is not there.' })
  folderUid!: string;

  @Field(() => String, { description: 'Uid of the Prometheus that the rules ask, as this Grafana knows it.' })
  datasourceUid!: string;

  @Field(() => Boolean)
  enabled!: boolean;
}

@InputType('GrafanaTargetInput')
export class GrafanaTargetInput {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  url!: string;

  @Field(() => String, { nullable: true, description: 'Token of a service account that may write alert rules; left out, the stored one is kept.' })
  token?: string | null;

  @Field(() => String)
  folderUid!: string;

  @Field(() => String)
  datasourceUid!: string;

  @Field(() => Boolean, { nullable: true, description: 'True by default.' })
  enabled?: boolean | null;
}

export const GrafanaTargetConnection = connectionOf(GrafanaTargetType, 'GrafanaTarget');
