import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The incidents subgraph's incident; here it has the insights into it (insight/incident.resolver.ts). */
@Directive('@key(fields: "id")')
@ObjectType('Incident')
export class IncidentStub {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;
}

/** The resources subgraph's resource, only pointed at from here. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Resource')
export class ResourceStub {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;
}
