import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** `roles` and `grants` are resolved on their own (team.resolver.ts). */
@Directive('@key(fields: "id")')
@ObjectType({ description: 'People who work together, and the roles that they hold.' })
export class Team {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;

  @Field(() => String, { description: 'Unique in its tenant.' })
  name!: string;
}
