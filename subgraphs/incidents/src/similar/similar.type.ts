import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { IncidentType } from '../incident/incident.type.ts';

@ObjectType('SharedResource', { description: 'A resource that two incidents are about.' })
export class SharedResourceType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'HOST, SERVICE, POD, …' })
  kind!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType('SimilarIncident', { description: 'A past incident like the one at hand: why, and how it ended.' })
export class SimilarIncidentType {
  @Field(() => IncidentType)
  incident!: IncidentType;

  @Field(() => Float, {
    description: '0 to 1: the part of what the one at hand can be known by that the two share; what few incidents have weighs more.',
  })
  score!: number;

  @Field(() => [String], { description: 'Labels that the two share, as name=value, the most telling first.' })
  sharedLabels!: string[];

  @Field(() => [String], { description: 'Words of the title that the two share, the most telling first.' })
  sharedWords!: string[];

  @Field(() => [SharedResourceType], { description: 'Resources that both are about, the most telling first; empty without resources:read.' })
  sharedResources!: SharedResourceType[];

  @Field(() => Int, { nullable: true, description: 'Seconds from its opening to its end; null while it is open.' })
  secondsToResolve!: number | null;

  @Field(() => String, { nullable: true, description: 'What was last written on it; null when nothing was.' })
  lastNote!: string | null;

  @Field(() => String, { nullable: true, description: 'What was said when it was resolved; null when nothing was.' })
  resolutionNote!: string | null;
}
