import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A named set of permissions. Teams hold roles; people have them through their teams.' })
export class Role {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;

  @Field(() => String, { description: 'Unique in its tenant; admin, responder and viewer are always there.' })
  name!: string;

  @Field(() => [String], { description: 'Names such as incidents:acknowledge.' })
  permissions!: string[];
}
