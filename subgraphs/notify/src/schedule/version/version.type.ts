import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PersonStub } from '../../stubs.ts';
import { changeKinds, layerParts, type ScheduleChange } from './findChanges.ts';

const enumOf = <Value extends string>(values: readonly Value[]): Record<Value, Value> =>
  Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;

const ScheduleChangeKind = enumOf(changeKinds);
const ScheduleLayerPart = enumOf(layerParts);

registerEnumType(ScheduleChangeKind, {
  name: 'ScheduleChangeKind',
  description: 'What of a schedule a save changed.',
  valuesConfig: {
    EXPECTED: { description: 'The hours in which somebody must be on call.' },
    LAYER_ORDER: { description: 'The order of the layers that stayed.' },
  },
});
registerEnumType(ScheduleLayerPart, {
  name: 'ScheduleLayerPart',
  description: 'What of a layer a save changed.',
  valuesConfig: {
    ROTATION: { description: 'When it changes hands, begins or ends.' },
    HOURS: { description: 'The hours to which it is restricted.' },
    CALENDAR: { description: 'The address of its calendar.' },
  },
});

@ObjectType('ScheduleChange')
class ScheduleChangeType {
  @Field(() => ScheduleChangeKind)
  kind!: ScheduleChange['kind'];

  @Field(() => String, { nullable: true, description: "The layer's name; null for what is of no layer." })
  layer!: string | null;

  @Field(() => [ScheduleLayerPart], { description: 'What of a changed layer is different.' })
  parts!: ScheduleChange['parts'];
}

@ObjectType('ScheduleVersion', { description: 'A schedule as it was saved. It decides who is on call from then until the next was saved.' })
export class ScheduleVersionType {
  @Field(() => Int)
  version!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the next was saved; null for the one that is in force.' })
  until!: Date | null;

  @Field(() => PersonStub, { nullable: true, description: 'Who saved it; null for an API key that belongs to no one, or who is not known any more.' })
  author!: PersonStub | null;

  @Field(() => [ScheduleChangeType], {
    nullable: true,
    description: 'What it changed of the version before it; none when it was saved as it was; null when that version is not on record.',
  })
  changes!: ScheduleChangeType[] | null;
}

export const ScheduleVersionConnection = connectionOf(ScheduleVersionType, 'ScheduleVersion');
