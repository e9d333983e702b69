import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('IncidentLink', { description: 'An address that helps in an incident: a runbook, a dashboard, a call.' })
export class IncidentLinkType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String, { description: 'http or https.' })
  url!: string;

  @Field(() => DateTimeScalar)
  createdAt!: Date;
}

export const IncidentLinkConnection = connectionOf(IncidentLinkType, 'IncidentLink');
