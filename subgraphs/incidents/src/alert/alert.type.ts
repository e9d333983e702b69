import { connectionOf } from '#kit/connection';
import { DateTimeScalar, LabelsScalar } from '#kit/schema';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DecisionType } from '../decision.type.ts';
import { AlertStatus, Severity } from '../enums.ts';

@Directive('@key(fields: "id")')
@ObjectType('Alert', { description: 'The present state of one alert, known by its fingerprint.' })
export class AlertType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Which alert it is: SHA-256 over its labels, or over those that its integration chose.' })
  fingerprint!: string;

  @Field(() => String, { description: 'Its label `alertname`, else its summary; at most 300 characters.' })
  name!: string;

  @Field(() => AlertStatus)
  status!: AlertStatus;

  @Field(() => Severity, { description: 'Read from its labels severity, priority or level; MEDIUM when they say nothing known.' })
  severity!: Severity;

  @Field(() => LabelsScalar)
  labels!: unknown;

  @Field(() => LabelsScalar, { description: 'As last received.' })
  annotations!: unknown;

  @Field(() => DateTimeScalar, { description: 'When it began to fire, by the clock of its source.' })
  startsAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it resolved, by the clock of its source; null while firing.' })
  endsAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was first received.' })
  firstReceivedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last received, repeats included.' })
  lastReceivedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it last changed: began, ended, or changed its severity. Lists are in this order.' })
  changedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when it holds unless its source sends it again; null where the source does not say.',
  })
  expiresAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when it flaps: its incident does not follow its changes until it has been calm. Null otherwise.',
  })
  flappingSince!: Date | null;

  @Field(() => Int, { description: 'How often it was received, repeats included.' })
  receivedCount!: number;

  @Field(() => String, { nullable: true, description: 'Link to the rule that fired, where the source gave one.' })
  generatorUrl!: string | null;
}

@ObjectType('AlertEvent', { description: 'A change of an alert with the decision taken on it. Repeats are not changes.' })
export class AlertEventType {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTimeScalar, { description: 'When it was received.' })
  at!: Date;

  @Field(() => AlertStatus, { description: 'What the source said.' })
  status!: AlertStatus;

  @Field(() => DecisionType, {
    description:
      'What was made of it: new_alert | fired_again | resolved | resolved_unseen | severity_changed | late_resolve | late_firing | expired_at_source | began_flapping | flapping | calm_and_resolved | calm_and_firing | calm_and_firing_anew.',
  })
  decision!: DecisionType;
}

export const AlertConnection = connectionOf(AlertType, 'Alert');
export const AlertEventConnection = connectionOf(AlertEventType, 'AlertEvent');
