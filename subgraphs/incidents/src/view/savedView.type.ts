import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { ViewList } from '#prisma/generated/client';
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';

registerEnumType(ViewList, {
  name: 'ViewList',
  description: 'The list that a view is of.',
  valuesConfig: { INCIDENTS: { description: 'The list of incidents.' }, ALERTS: { description: 'The list of alert events.' } },
});

@ObjectType('SavedView', { description: 'How a person, or a team, likes to see a list.' })
export class SavedViewType {
  @Field(() => ID)
  id!: string;

  @Field(() => ViewList)
  list!: ViewList;

  @Field(() => String, { description: 'Unique among the views of its owner for this list.' })
  name!: string;

  @Field(() => ID, { nullable: true, description: 'The team that sees it too; null for its owner alone.' })
  teamId!: string | null;

  @Field(() => JsonScalar, { description: '{ filter: parameters of the address by name, columns, dense }.' })
  settings!: unknown;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}

@InputType('SavedViewInput', { description: 'A view to save.' })
export class SavedViewInput {
  @Field(() => ViewList)
  list!: ViewList;

  @Field(() => String, { description: '1 to 100 characters.' })
  name!: string;

  @Field(() => ID, { nullable: true, description: "A team of the caller's, with which it is shared." })
  teamId?: string | null;

  @Field(() => JsonScalar, { description: '{ filter: parameters of the address by name, columns, dense }.' })
  settings!: unknown;
}
