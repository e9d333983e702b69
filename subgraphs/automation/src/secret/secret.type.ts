import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Field, ID, InputType, ObjectType } from 'type-graphql';

@ObjectType('Secret', { description: 'A value that scripts are given by name. It can be set, and is never shown.' })
export class SecretType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'What steps call it.' })
  name!: string;

  @Field(() => String)
  description!: string;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}
export const SecretConnection = connectionOf(SecretType, 'Secret');

@InputType('SecretInput', { description: 'A secret as it is to be.' })
export class SecretInputType {
  @Field(() => ID, { nullable: true, description: 'The one to change; null adds one.' })
  id?: string | null;

  @Field(() => String, { description: 'At most 100 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'At most 1,000 characters; null leaves it.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: '4 to 65,536 characters; null keeps what is there. Needed for a new one.' })
  value?: string | null;
}
