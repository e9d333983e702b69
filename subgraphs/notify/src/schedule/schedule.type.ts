import { connectionOf } from '#kit/connection';
import { DateTimeScalar } from '#kit/schema';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PersonStub, TeamStub } from '../stubs.ts';
import { holidayModes, rotations } from './scheduleShape.ts';
import { swapStates } from './swap/judgeSwap.ts';

/* Longer than others: the shapes of one page, field by field. */

/* The whole shape of schedules in the graph, in the order in which it is read: a list of types with nothing decided in it. */

const enumOf = <Value extends string>(values: readonly Value[]): Record<Value, Value> =>
  Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;

export const LayerKind = enumOf(['ROTATION', 'CALENDAR']);
export const Rotation = enumOf(rotations);
export const HolidayMode = enumOf(holidayModes);
export const SwapStandingEnum = enumOf(swapStates);
export const ShiftReasonEnum = enumOf(['LAYER', 'OVERRIDE', 'SWAP', 'NOBODY_BY_OVERRIDE', 'GAP']);
export const ShiftSourceKind = enumOf(['LAYER', 'OVERRIDE', 'SWAP']);

registerEnumType(LayerKind, {
  name: 'ScheduleLayerKind',
  description: 'Where a layer has its people from: a rotation kept here, or a calendar kept elsewhere.',
});
registerEnumType(Rotation, { name: 'ScheduleRotation', description: 'When a layer changes hands: by days, by weeks, or at the times of a rule.' });
registerEnumType(HolidayMode, {
  name: 'ScheduleHolidayMode',
  description: "What a layer makes of the schedule's holidays.",
  valuesConfig: {
    IGNORE: { description: 'They are days like any other.' },
    OFF: { description: 'It has nobody on them.' },
    ONLY: { description: 'It has somebody only on them.' },
  },
});
registerEnumType(SwapStandingEnum, { name: 'ScheduleSwapState', description: 'Where an offered shift stands; EXPIRED when nobody took it in time.' });
registerEnumType(ShiftReasonEnum, {
  name: 'ShiftReason',
  description: 'Why these people, or nobody, are on call.',
  valuesConfig: {
    LAYER: { description: 'The layer with the highest priority of those that have somebody says so.' },
    OVERRIDE: { description: 'An override put somebody in place.' },
    SWAP: { description: 'Somebody took an offered shift.' },
    NOBODY_BY_OVERRIDE: { description: 'An override says that nobody is on call.' },
    GAP: { description: 'No layer has anybody.' },
  },
});
registerEnumType(ShiftSourceKind, { name: 'ShiftSourceKind' });

@ObjectType('ScheduleHours', { description: "Hours of some days of the week, by the schedule's clock." })
export class ScheduleHoursType {
  @Field(() => [Int], { description: '1 for Monday to 7 for Sunday.' })
  weekdays!: number[];

  @Field(() => String, { description: 'Such as 09:00.' })
  from!: string;

  @Field(() => String, { description: 'Such as 17:00; when it is not later than `from`, on the next day.' })
  to!: string;
}

@ObjectType('ScheduleTurn', { description: 'Who is on call together in one turn of a rotation.' })
export class ScheduleTurnType {
  @Field(() => [PersonStub], { nullable: 'items', description: 'Null for one who is not known any more.' })
  people!: PersonStub[];
}

@ObjectType('ScheduleCalendar', { description: 'A calendar that a schedule reads. When it cannot be read, its last good copy stays in force.' })
export class ScheduleCalendarType {
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last read well; null when it never was.' })
  fetchedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last tried.' })
  triedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it could not be read when it was last tried; null when it could.' })
  failure!: string | null;

  @Field(() => [String], { description: "Names and addresses in its events that are nobody's here, at most 50. Such an event puts nobody on call." })
  unmatched!: string[];
}

@ObjectType('ScheduleLayer', {
  description:
    "One layer of a schedule. Its times are wall time in the schedule's zone, so that a hand-over at 09:00 stays at 09:00 when the clocks change.",
})
export class ScheduleLayerType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => LayerKind)
  kind!: keyof typeof LayerKind;

  @Field(() => Int, {
    description: 'Of the layers that have somebody at a moment, those with the highest are on call; of several with the same, all.',
  })
  priority!: number;

  @Field(() => Boolean, { description: 'Its people are informed and not paged.' })
  shadow!: boolean;

  @Field(() => [ScheduleHoursType], { description: 'Only then; none for always.' })
  restrictions!: ScheduleHoursType[];

  @Field(() => HolidayMode)
  holidays!: keyof typeof HolidayMode;

  @Field(() => [ScheduleTurnType], { description: 'Turn by turn; none for a calendar.' })
  turns!: ScheduleTurnType[];

  @Field(() => Rotation, { nullable: true, description: 'Null for a calendar.' })
  rotation!: keyof typeof Rotation | null;

  @Field(() => String, { nullable: true, description: 'RRULE (RFC 5545) of a custom rotation: each of its times is a hand-over.' })
  rule!: string | null;

  @Field(() => Int, { nullable: true, description: 'How many days, weeks or times of the rule one turn lasts.' })
  every!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'When the first turn begins, such as 2026-11-30T09:00; hand-overs are at the same time of day.',
  })
  startsAt!: string | null;

  @Field(() => String, { nullable: true, description: 'When the layer ends; null when it does not.' })
  endsAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "A calendar's address; without schedules:manage only where it is, since such addresses often are secrets.",
  })
  url!: string | null;

  @Field(() => ScheduleCalendarType, { nullable: true, description: 'How reading the calendar goes; null for a rotation.' })
  calendar!: ScheduleCalendarType | null;
}

@ObjectType('ShiftSource', { description: 'What gave a shift its people.' })
export class ShiftSourceType {
  @Field(() => ShiftSourceKind)
  kind!: keyof typeof ShiftSourceKind;

  @Field(() => ID, { description: 'Id of the layer, override or swap.' })
  id!: string;

  @Field(() => String, { nullable: true, description: "The layer's name." })
  name!: string | null;
}

@ObjectType('Shift', { description: 'A time in which the same people, or nobody, are on call for the same reason.' })
export class ShiftType {
  @Field(() => DateTimeScalar)
  from!: Date;

  @Field(() => DateTimeScalar, { description: 'The first moment after it.' })
  to!: Date;

  @Field(() => [PersonStub], { nullable: 'items', description: 'None when nobody is; null for one who is not known any more.' })
  people!: PersonStub[];

  @Field(() => ShiftReasonEnum)
  reason!: keyof typeof ShiftReasonEnum;

  @Field(() => [ShiftSourceType])
  sources!: ShiftSourceType[];
}

@ObjectType('LayerShift', { description: 'What one layer says by itself.' })
export class LayerShiftType {
  @Field(() => ID)
  layerId!: string;

  @Field(() => DateTimeScalar)
  from!: Date;

  @Field(() => DateTimeScalar)
  to!: Date;

  @Field(() => [PersonStub], { nullable: 'items', description: 'Null for one who is not known any more.' })
  people!: PersonStub[];
}

@ObjectType('TimeSpan', { description: 'A part of time.' })
export class TimeSpanType {
  @Field(() => DateTimeScalar)
  from!: Date;

  @Field(() => DateTimeScalar, { description: 'The first moment after it.' })
  to!: Date;
}

@ObjectType('OnCall', { description: 'Who is on call at a moment, and who is next.' })
export class OnCallType {
  @Field(() => [PersonStub], { nullable: 'items', description: 'None when nobody is; null for one who is not known any more.' })
  people!: PersonStub[];

  @Field(() => ShiftReasonEnum)
  reason!: keyof typeof ShiftReasonEnum;

  @Field(() => [PersonStub], { nullable: 'items', description: 'Who is informed and not paged; null for one who is not known any more.' })
  shadows!: PersonStub[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When others, or nobody, are on call; null when that is not within a year.' })
  until!: Date | null;

  @Field(() => ShiftType, { nullable: true, description: 'The next shift that has other people; null when there is none within a year.' })
  next!: ShiftType | null;
}

@ObjectType('ScheduleLoad', { description: 'How much a person is on call, in hours.' })
export class ScheduleLoadType {
  @Field(() => PersonStub, { nullable: true, description: 'Null for one who is not known any more.' })
  person!: PersonStub | null;

  @Field(() => Int)
  shifts!: number;

  @Field(() => Float)
  hours!: number;

  @Field(() => Float, { description: "From 22:00 to 06:00 by the person's own clock." })
  nightHours!: number;

  @Field(() => Float, { description: "On Saturdays and Sundays by the person's own clock." })
  weekendHours!: number;
}

@ObjectType('ScheduleQuality', {
  description: 'How good a schedule is over the coming year: 100 × coverage × (0.7 + 0.3 × balance).',
})
export class ScheduleQualityType {
  @Field(() => Int, { description: '0 to 100.' })
  score!: number;

  @Field(() => Float, { description: 'Part of the hours in which somebody must be on call that have somebody, 0 to 1.' })
  coverage!: number;

  @Field(() => Float, { description: 'Mean of the three below.' })
  balance!: number;

  @Field(() => Float, { description: '1 when all have as many hours, 0 when one person has all of them.' })
  hoursBalance!: number;

  @Field(() => Float, { description: 'The same of nights.' })
  nightsBalance!: number;

  @Field(() => Float, { description: 'The same of weekends.' })
  weekendsBalance!: number;

  @Field(() => Int, { description: 'How many times nobody is on call although somebody must be.' })
  gapCount!: number;

  @Field(() => Float, { description: 'How long those are together.' })
  gapHours!: number;

  @Field(() => [TimeSpanType], { description: 'The first of them, at most 100.' })
  gaps!: TimeSpanType[];

  @Field(() => [ScheduleLoadType], { description: 'The most first.' })
  load!: ScheduleLoadType[];
}

@ObjectType('ScheduleOverride', { description: 'Somebody, or nobody, is on call instead of who would be.' })
export class ScheduleOverrideType {
  @Field(() => ID)
  id!: string;

  @Field(() => PersonStub, { nullable: true, description: 'Null for nobody.' })
  person!: PersonStub | null;

  @Field(() => PersonStub, { nullable: true, description: 'Who alone is replaced; null for everybody.' })
  replaces!: PersonStub | null;

  @Field(() => DateTimeScalar)
  startsAt!: Date;

  @Field(() => DateTimeScalar)
  endsAt!: Date;

  @Field(() => String)
  note!: string;

  @Field(() => PersonStub, { nullable: true, description: 'Who made it; null for an API key that belongs to no one.' })
  createdBy!: PersonStub | null;
}

@ObjectType('ScheduleSwap', { description: 'A shift that somebody would like another to take.' })
export class ScheduleSwapType {
  @Field(() => ID)
  id!: string;

  @Field(() => PersonStub, { nullable: true, description: 'Null for one who is not known any more.' })
  offeredBy!: PersonStub | null;

  @Field(() => PersonStub, { nullable: true, description: 'Null for anybody.' })
  offeredTo!: PersonStub | null;

  @Field(() => PersonStub, { nullable: true, description: 'Who took it.' })
  takenBy!: PersonStub | null;

  @Field(() => DateTimeScalar)
  startsAt!: Date;

  @Field(() => DateTimeScalar)
  endsAt!: Date;

  @Field(() => DateTimeScalar, { description: 'Until when it may be taken.' })
  expiresAt!: Date;

  @Field(() => String)
  note!: string;

  @Field(() => SwapStandingEnum)
  state!: keyof typeof SwapStandingEnum;
}

@ObjectType('DoubleBooking', { description: 'A person who is on call in two schedules at once.' })
export class DoubleBookingType {
  @Field(() => PersonStub, { nullable: true, description: 'Null for one who is not known any more.' })
  person!: PersonStub | null;

  @Field(() => DateTimeScalar)
  from!: Date;

  @Field(() => DateTimeScalar)
  to!: Date;

  @Field(() => ID)
  otherScheduleId!: string;

  @Field(() => String)
  otherScheduleName!: string;
}

@ObjectType('CalendarLink', { description: 'An address at which a calendar program reads shifts. The address itself is told once, when it is made.' })
export class CalendarLinkType {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { nullable: true, description: "Null for a person's shifts in all schedules." })
  scheduleId!: string | null;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last read, to the minute; null when it never was.' })
  lastReadAt!: Date | null;
}

@ObjectType('CreatedCalendarLink', { description: 'A new address.' })
export class CreatedCalendarLinkType {
  @Field(() => CalendarLinkType)
  link!: CalendarLinkType;

  @Field(() => String, {
    description: 'Below PUBLIC_URL, or below the address that an embedded platform listens on; without either the path alone. Told this once.',
  })
  url!: string;
}

@ObjectType('Schedule', { description: 'Who is on call when.' })
export class ScheduleType {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => TeamStub, { nullable: true, description: 'The team that it belongs to.' })
  team!: TeamStub | null;

  @Field(() => String, { description: 'Name in the IANA database of the zone by whose clocks shifts change.' })
  timeZone!: string;

  @Field(() => String)
  description!: string;

  @Field(() => Int, { description: 'Counts up with each save; to be given back when it is saved again.' })
  version!: number;

  @Field(() => [ScheduleHoursType], { description: 'When somebody must be on call; none for always. What is outside is no gap.' })
  expected!: ScheduleHoursType[];

  @Field(() => [String], { description: 'Dates such as 2026-12-25.' })
  holidayDates!: string[];

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}

export const ScheduleConnection = connectionOf(ScheduleType, 'Schedule');
export const ScheduleOverrideConnection = connectionOf(ScheduleOverrideType, 'ScheduleOverride');
export const ScheduleSwapConnection = connectionOf(ScheduleSwapType, 'ScheduleSwap');

@ObjectType('SchedulePreviewProblem', { description: 'What keeps a draft from being saved.' })
class SchedulePreviewProblemType {
  @Field(() => String, { description: 'Where, such as layers.0.rule.' })
  path!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType('SchedulePreview', { description: 'What a draft would make of the time asked for.' })
export class SchedulePreviewType {
  @Field(() => [SchedulePreviewProblemType], { description: 'None when it could be saved; with any, nothing below is known.' })
  problems!: SchedulePreviewProblemType[];

  @Field(() => [ShiftType])
  finalShifts!: ShiftType[];

  @Field(() => [LayerShiftType])
  layerShifts!: LayerShiftType[];

  @Field(() => [TimeSpanType], { description: 'When nobody is on call although somebody must be.' })
  gaps!: TimeSpanType[];

  @Field(() => ScheduleQualityType, { nullable: true, description: 'Over the coming year; null with problems.' })
  quality!: ScheduleQualityType | null;
}
