import { DateTimeScalar, JsonScalar, LabelsScalar } from '#kit/schema';
import { Field, Int, ObjectType } from 'type-graphql';
import { AlertStatus, Severity } from '../enums.ts';
import type { MappingProblem } from '../ingest/sources/generic/applyMapping.ts';

@ObjectType('MappingProblem', { description: 'What is wrong with a mapping and a body together.' })
export class MappingProblemType implements MappingProblem {
  @Field(() => Int, { nullable: true, description: 'Which item, from 0; null for the list itself.' })
  item!: number | null;

  @Field(() => String, { description: 'What was being read, e.g. severity or labels.team.' })
  field!: string;

  @Field(() => String)
  expression!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType('MappedAlert', { description: 'An alert as a mapping reads it.' })
export class MappedAlertType {
  @Field(() => String)
  name!: string;

  @Field(() => AlertStatus)
  status!: AlertStatus;

  @Field(() => Severity)
  severity!: Severity;

  @Field(() => LabelsScalar)
  labels!: Record<string, string>;

  @Field(() => LabelsScalar)
  annotations!: Record<string, string>;

  @Field(() => String, { nullable: true, description: 'What the alert is known by; null when its labels say which it is.' })
  key!: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  startsAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  endsAt!: Date | null;

  @Field(() => String, { nullable: true })
  link!: string | null;
}

@ObjectType('MappingPreview', { description: 'What a mapping makes of a body.' })
export class MappingPreviewType {
  @Field(() => [MappedAlertType])
  alerts!: MappedAlertType[];

  @Field(() => [MappingProblemType], { description: 'At most 100. With one of them the whole body would be refused with UNKNOWN_SHAPE.' })
  problems!: MappingProblem[];

  @Field(() => JsonScalar, { description: 'The whole mapping: what was given, and the usual way for what was not.' })
  mapping!: unknown;
}
