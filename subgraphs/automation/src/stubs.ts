import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The incidents subgraph's entity; this subgraph adds its runs. */
@Directive('@key(fields: "id")')
@ObjectType('Incident')
export class IncidentStub {
  @Field(() => ID)
  id!: string;
}

/** The identity subgraph's entity, referred to by id only. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Person')
export class PersonStub {
  @Field(() => ID)
  id!: string;
}

/** The identity subgraph's entity, referred to by id only. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Team')
export class TeamStub {
  @Field(() => ID)
  id!: string;
}

/** A reference to a person, where there is one. */
export function personStub(id: string | null): PersonStub | null {
  return id === null ? null : { id };
}
