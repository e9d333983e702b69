import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType({ description: 'Someone who uses the platform, in one tenant. Known by what the identity provider says of them.' })
export class Person {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;

  @Field(() => String, { description: 'The name to show; the login name where the identity provider tells no other.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Null where the identity provider tells none.' })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'IANA name of the zone that they live by; null when they did not say.' })
  timeZone!: string | null;

  @Field(() => String, { nullable: true, description: 'en-US or zh-Hant, in which they are written to; null when they did not say.' })
  language!: string | null;
}
