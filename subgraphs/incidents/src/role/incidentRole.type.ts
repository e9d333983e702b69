import { DateTimeScalar } from '#kit/schema';
import { Field, ObjectType } from 'type-graphql';
import { PersonStub } from '../stubs.ts';

@ObjectType('IncidentRole', { description: 'Who does what in an incident, beside working on it.' })
export class IncidentRoleType {
  @Field(() => String, { description: 'commander, communications, scribe, or a name of the tenant; in lower case.' })
  name!: string;

  @Field(() => PersonStub)
  person!: PersonStub;

  @Field(() => DateTimeScalar)
  since!: Date;
}
