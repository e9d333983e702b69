import { IncidentRelationKind } from '#prisma/generated/client';
import { DateTimeScalar } from '#kit/schema';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { IncidentType } from '../incident/incident.type.ts';

registerEnumType(IncidentRelationKind, {
  name: 'IncidentRelationKind',
  description: 'What may be said of an incident and another.',
  valuesConfig: {
    RELATED: { description: 'They have to do with each other.' },
    CAUSES: { description: 'The first is the cause of the second.' },
    DUPLICATES: { description: 'The first is the same trouble as the second, seen again.' },
  },
});

/** A relation as it reads from one of its two incidents. */
export enum IncidentRelationship {
  RELATED = 'RELATED',
  CAUSES = 'CAUSES',
  CAUSED_BY = 'CAUSED_BY',
  DUPLICATES = 'DUPLICATES',
  DUPLICATED_BY = 'DUPLICATED_BY',
}

registerEnumType(IncidentRelationship, { name: 'IncidentRelationship', description: 'What this incident is to the other.' });

@ObjectType('IncidentRelation', { description: 'Another incident, and what this one is to it.' })
export class IncidentRelationType {
  @Field(() => IncidentRelationship)
  relationship!: `${IncidentRelationship}`;

  @Field(() => IncidentType)
  incident!: IncidentType;

  @Field(() => DateTimeScalar)
  since!: Date;
}

export { IncidentRelationKind };
