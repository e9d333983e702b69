import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('RuleFeed', { description: 'An address that serves the managed rules as a rule file.' })
export class RuleFeedType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last read, to the minute; null when it never was.' })
  lastReadAt!: Date | null;
}

@ObjectType('CreatedRuleFeed', { description: 'A new address. Its token is told this once.' })
export class CreatedRuleFeedType {
  @Field(() => RuleFeedType)
  feed!: RuleFeedType;

  @Field(() => String, { description: 'Below PUBLIC_URL, or below the address that an embedded platform listens on; without either the path alone.' })
  url!: string;
}

export const RuleFeedConnection = connectionOf(RuleFeedType, 'RuleFeed');
