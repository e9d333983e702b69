import { requirePermission } from '#kit/caller';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { Arg, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { ImportNoteType } from '../route/alertmanager/import.type.ts';
import { WindowType } from '../schedule/schedule.type.ts';
import { isInInterval } from './isInInterval.ts';
import { nextTurn } from './nextTurn.ts';
import { checkIntervals, type IntervalWindow, windowsOf } from './previewInterval.ts';
import { readIntervalText } from './readIntervalText.ts';

@ObjectType('TimeIntervalProblem', { description: 'What makes no sense in a time interval.' })
class TimeIntervalProblemType {
  @Field(() => String, { description: 'Where, e.g. `0.times.1.end_time`.' })
  path!: string;

  @Field(() => String)
  message!: string;
}

@ObjectType('TimeIntervalPreview', { description: 'When a time interval would hold.' })
class TimeIntervalPreviewType {
  @Field(() => [TimeIntervalProblemType], { description: 'None when it could be saved; with any, nothing below is known.' })
  problems!: TimeIntervalProblemType[];

  @Field(() => [WindowType], { description: 'When it holds in the time asked for, cut at its ends; at most 500.' })
  windows!: IntervalWindow[];

  @Field(() => Boolean, { nullable: true, description: 'Whether it holds now.' })
  isActive!: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'As in TimeInterval.' })
  nextTurn!: Date | null;
}

@ObjectType('WrittenTimeInterval', { description: 'A time interval that was read from a text.' })
class WrittenTimeIntervalType {
  @Field(() => String, { nullable: true, description: 'Null where the text says the times only.' })
  name!: string | null;

  @Field(() => JsonScalar, { description: "In Alertmanager's shape, as in TimeInterval." })
  intervals!: unknown;
}

@ObjectType('TimeIntervalText', { description: "What was understood of a text in Alertmanager's syntax, and what was not." })
class TimeIntervalTextType {
  @Field(() => [WrittenTimeIntervalType])
  timeIntervals!: WrittenTimeIntervalType[];

  @Field(() => [ImportNoteType], { description: 'By line.' })
  notes!: ImportNoteType[];
}

@Resolver()
export class IntervalPreviewResolver {
  @Query(() => TimeIntervalPreviewType, {
    description: 'When a time interval would hold between two moments, at most 62 days apart. Nothing is changed. Needs silences:read.',
  })
  previewTimeInterval(
    @Arg('intervals', () => JsonScalar, { description: "A list in Alertmanager's shape, as in TimeInterval." }) intervals: unknown,
    @Arg('from', () => DateTimeScalar) from: Date,
    @Arg('until', () => DateTimeScalar) until: Date,
    @Ctx() { caller, platform }: IncidentsContext,
  ): TimeIntervalPreviewType {
    requirePermission(caller, 'silences:read');
    const checked = checkIntervals(intervals);
    if (!checked.intervals) return { problems: checked.problems, windows: [], isActive: null, nextTurn: null };
    const now = platform.clock.now();
    return {
      problems: [],
      windows: windowsOf(checked.intervals, from, until),
      isActive: isInInterval(checked.intervals, now),
      nextTurn: nextTurn(checked.intervals, now),
    };
  }

  @Query(() => TimeIntervalTextType, {
    description:
      "Reads time intervals from a text in Alertmanager's syntax, YAML or JSON: a configuration, its list time_intervals, one of that list, or the times themselves. BAD_USER_INPUT, with the line, for what is not YAML. Needs silences:read.",
  })
  readTimeIntervals(
    @Arg('text', () => String, { description: 'At most a million characters.' }) text: string,
    @Ctx() { caller }: IncidentsContext,
  ): TimeIntervalTextType {
    requirePermission(caller, 'silences:read');
    return readIntervalText(text);
  }
}
