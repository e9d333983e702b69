import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'An organisation that uses the platform. No one sees anything of another tenant.' })
export class Tenant {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;

  @Field(() => String, { description: 'The name to show.' })
  name!: string;

  @Field(() => String, { description: 'Short name for addresses and tokens, unique on the platform.' })
  slug!: string;
}
