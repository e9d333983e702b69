import { DateTimeScalar } from '#kit/schema';
import { Field, ID, InputType, Int } from 'type-graphql';
import { uuidv7 } from 'uuidv7';
import { HolidayMode, LayerKind, Rotation } from './schedule.type.ts';
import type { ScheduleDraft } from './scheduleShape.ts';

@InputType('ScheduleFilter', { description: 'Which schedules: those that meet every condition given.' })
export class ScheduleFilter {
  @Field(() => String, { nullable: true, description: 'Text in the name or the description, whatever its case.' })
  search?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Of these teams; at most 200.' })
  teamIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only these; at most 500.' })
  ids?: string[] | null;
}

@InputType('ScheduleHoursInput', { description: "Hours of some days of the week, by the schedule's clock." })
export class ScheduleHoursInput {
  @Field(() => [Int], { description: '1 for Monday to 7 for Sunday; at least one.' })
  weekdays!: number[];

  @Field(() => String, { description: 'Such as 09:00.' })
  from!: string;

  @Field(() => String, { description: 'Such as 17:00; when it is not later than `from`, on the next day.' })
  to!: string;
}

@InputType('ScheduleLayerInput', { description: 'One layer.' })
class ScheduleLayerInput {
  @Field(() => ID, { nullable: true, description: 'Of a layer that is there; a new one is given an id.' })
  id?: string | null;

  @Field(() => String)
  name!: string;

  @Field(() => LayerKind)
  kind!: keyof typeof LayerKind;

  @Field(() => Int, { description: '0 to 99; higher wins.' })
  priority!: number;

  @Field(() => Boolean, { defaultValue: false })
  shadow!: boolean;

  @Field(() => [ScheduleHoursInput], { nullable: true })
  restrictions?: ScheduleHoursInput[] | null;

  @Field(() => HolidayMode, { defaultValue: 'IGNORE' })
  holidays!: keyof typeof HolidayMode;

  @Field(() => [[ID]], { nullable: true, description: 'Ids of people, turn by turn; needed for a rotation.' })
  turns?: string[][] | null;

  @Field(() => Rotation, { nullable: true, description: 'Needed for a rotation.' })
  rotation?: keyof typeof Rotation | null;

  @Field(() => String, { nullable: true, description: 'RRULE of a custom rotation, without COUNT and UNTIL, daily at the most.' })
  rule?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many days, weeks or times of the rule one turn lasts; 1 by default.' })
  every?: number | null;

  @Field(() => String, { nullable: true, description: 'Wall time such as 2026-11-30T09:00; needed for a rotation.' })
  startsAt?: string | null;

  @Field(() => String, { nullable: true })
  endsAt?: string | null;

  @Field(() => String, { nullable: true, description: 'Address of an iCalendar file; needed for a calendar.' })
  url?: string | null;
}

@InputType('ScheduleInput', { description: 'All of a schedule.' })
export class ScheduleInput {
  @Field(() => String)
  name!: string;

  @Field(() => ID, { nullable: true })
  teamId?: string | null;

  @Field(() => String, { description: 'Such as Asia/Taipei.' })
  timeZone!: string;

  @Field(() => String, { defaultValue: '' })
  description!: string;

  @Field(() => [ScheduleLayerInput])
  layers!: ScheduleLayerInput[];

  @Field(() => [ScheduleHoursInput], { nullable: true, description: 'When somebody must be on call; none for always.' })
  expected?: ScheduleHoursInput[] | null;

  @Field(() => [String], { nullable: true, description: 'Dates such as 2026-12-25.' })
  holidayDates?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Address of an iCalendar file whose events of whole days are holidays.' })
  holidayUrl?: string | null;
}

@InputType('ScheduleOverrideInput', { description: 'Who is on call instead of who would be.' })
export class ScheduleOverrideInput {
  @Field(() => ID, { nullable: true, description: 'Null for nobody.' })
  personId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only this person is replaced; null for everybody.' })
  replacesId?: string | null;

  @Field(() => DateTimeScalar)
  startsAt!: Date;

  @Field(() => DateTimeScalar)
  endsAt!: Date;

  @Field(() => String, { defaultValue: '' })
  note!: string;
}

@InputType('ScheduleSwapInput', { description: "A shift of one's own that another may take." })
export class ScheduleSwapInput {
  @Field(() => DateTimeScalar)
  startsAt!: Date;

  @Field(() => DateTimeScalar)
  endsAt!: Date;

  @Field(() => ID, { nullable: true, description: 'Null for anybody.' })
  offeredToId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it may be taken; by default until it begins.' })
  expiresAt?: Date | null;

  @Field(() => String, { defaultValue: '' })
  note!: string;
}

/** The draft that an input gives. What a rotation has no use for is left out, so that a form may keep the fields of both kinds. */
export function draftOf(input: ScheduleInput): ScheduleDraft {
  const { name, teamId = null, timeZone, description, layers, expected, holidayDates, holidayUrl } = input;
  return {
    ...{ name, teamId, timeZone, description, layers: layers.map(layerOf), expected: expected?.map((hours) => ({ ...hours })) ?? [] },
    ...{ holidayDates: holidayDates ?? [], holidayUrl: holidayUrl?.trim() ? holidayUrl.trim() : null },
  };
}

function layerOf(input: ScheduleLayerInput): ScheduleDraft['layers'][number] {
  const { id, name, priority, shadow, holidays, restrictions } = input;
  const common = { id: id ?? uuidv7(), name, priority, shadow, holidays, restrictions: restrictions?.map((hours) => ({ ...hours })) ?? [] };
  if (input.kind === 'CALENDAR') return { ...common, kind: 'CALENDAR', url: input.url?.trim() ?? '' };
  const { rotation, turns, rule, every, startsAt, endsAt } = input;
  return {
    ...{
      ...common,
      kind: 'ROTATION',
      turns: turns ?? [],
      rotation: rotation ?? 'WEEKLY',
      every: every ?? 1,
      startsAt: startsAt ?? '',
      endsAt: endsAt ?? null,
    },
    rule:
      rotation === 'CUSTOM'
        ? (rule ?? '')
            .trim()
            .replace(/^RRULE:/i, '')
            .toUpperCase()
        : null,
  };
}
