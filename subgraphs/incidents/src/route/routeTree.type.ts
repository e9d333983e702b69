import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('RouteTree', {
  description: 'The tree of routes that is live. Before the first alert it is the one that would be planted, at version 0.',
})
export class RouteTreeType {
  @Field(() => Int, { description: 'Counts up each time that the tree is saved.' })
  version!: number;
}

@ObjectType('RouteVersion', { description: 'The tree of routes as it was saved once.' })
export class RouteVersionType {
  @Field(() => Int, { description: 'Counts up from 1.' })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When it was saved.' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'What its author said of it.' })
  note!: string | null;

  @Field(() => Int, { description: 'How many nodes it has.' })
  nodeCount!: number;
}

export const RouteVersionConnection = connectionOf(RouteVersionType, 'RouteVersion');
