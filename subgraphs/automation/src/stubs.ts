import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The incidents subgraph's entity; this subgraph adds its runs. */
@Directive('@key(fields: "id")')
@ObjectType('Incident')
export class IncidentStub {
  @Field(() => ID)
  id!: string;
}
