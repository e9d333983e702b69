import { DateTimeScalar } from '#kit/schema';
import { DeadlineKind } from '#prisma/generated/client';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

registerEnumType(DeadlineKind, {
  name: 'DeadlineKind',
  description: 'What has to be done in time.',
  valuesConfig: { ACKNOWLEDGE: { description: 'Somebody takes the incident on.' }, RESOLVE: { description: 'The incident is closed.' } },
});

@ObjectType('Deadline', { description: "By when something has to be done to an incident, as its route's SLA promises." })
export class DeadlineType {
  @Field(() => DeadlineKind)
  kind!: DeadlineKind;

  @Field(() => Int, { description: 'Minutes from the opening, of the hours that the owning team works.' })
  targetMinutes!: number;

  @Field(() => DateTimeScalar)
  dueAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when its time stands still, because the incident sleeps.' })
  pausedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was done; late when it is breached too.' })
  metAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was found to have passed.' })
  breachedAt!: Date | null;
}
