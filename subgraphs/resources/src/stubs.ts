import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The incidents subgraph's incident; here it has the resources that it is about (incident/incident.resolver.ts). */
@Directive('@key(fields: "id")')
@ObjectType('Incident')
export class IncidentStub {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;
}
