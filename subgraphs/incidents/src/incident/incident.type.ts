import { connectionOf } from '#kit/connection';
import { DateTimeScalar, LabelsScalar } from '#kit/schema';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { IncidentStatus, Priority, Severity } from '../enums.ts';

@Directive('@key(fields: "id")')
@ObjectType('Incident', { description: 'Alerts of one group that fired together, from the first that fired to the last that resolved.' })
export class IncidentType {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'Counts up from 1 in each tenant.' })
  number!: number;

  @Field(() => String, { description: "Its alerts' name, with their summary where it is the same for all." })
  title!: string;

  @Field(() => IncidentStatus)
  status!: IncidentStatus;

  @Field(() => Severity, { description: 'The worst that its alerts have spoken of, which does not fall again; or what a person set, which stays.' })
  severity!: Severity;

  @Field(() => Priority, { nullable: true, description: 'Null until somebody, or a route, has said it.' })
  priority!: Priority | null;

  @Field(() => ID, { nullable: true, description: 'The team that owns it; null when none does.' })
  ownerTeamId!: string | null;

  @Field(() => DateTimeScalar)
  openedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  acknowledgedAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether only its owner team, its assignee and people with a role in it see it, with its alerts.' })
  private!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the acknowledgement lapses; null when it does not.' })
  acknowledgedUntil!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it sleeps; null while it is awake.' })
  snoozedUntil!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  resolvedAt!: Date | null;

  @Field(() => LabelsScalar, { description: 'Labels that all its alerts have in common.' })
  labels!: unknown;

  @Field(() => DateTimeScalar, { description: 'When it, or what it says of its alerts, last changed.' })
  updatedAt!: Date;
}

export const IncidentConnection = connectionOf(IncidentType, 'Incident');
