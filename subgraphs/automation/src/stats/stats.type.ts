import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { type Playbook, RunStatus } from '#prisma/generated/client';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { PlaybookType } from '../playbook/playbook.type.ts';
// Runs register the states that they go through.
import '../run/run.type.ts';

@ObjectType('PlaybookStats', { description: 'How a playbook did within some days.' })
export class PlaybookStatsType {
  @Field(() => Int)
  runs!: number;

  @Field(() => Int)
  succeeded!: number;

  @Field(() => Int, { description: 'Failed, timed out or abandoned; not those that people cancelled.' })
  failed!: number;

  @Field(() => Float, { nullable: true, description: 'Seconds from beginning to end of those that succeeded, half of them; null for none.' })
  medianSeconds!: number | null;

  @Field(() => Float, { nullable: true, description: 'The same, nine of ten of them.' })
  p90Seconds!: number | null;

  @Field(() => Int, { description: 'What people would have needed for those that succeeded, as the playbook says.' })
  savedMinutes!: number;

  @Field(() => Int, { description: 'Of which a person said that they helped.' })
  helped!: number;

  @Field(() => Int, { description: 'Of which a person said that they did not.' })
  didNotHelp!: number;
}

@ObjectType('PlaybookDay', { description: 'What came of the runs that were asked for on one day of a time zone.' })
export class PlaybookDayType {
  @Field(() => String, { description: 'Such as 2026-11-27.' })
  day!: string;

  @Field(() => Int)
  runs!: number;

  @Field(() => Int)
  succeeded!: number;

  @Field(() => Int, { description: 'Failed, timed out or abandoned; not those that people cancelled.' })
  failed!: number;

  @Field(() => Float, { nullable: true, description: 'Seconds from beginning to end of those that succeeded, half of them; null for none.' })
  medianSeconds!: number | null;

  @Field(() => Int, { description: 'What people would have needed for those that succeeded, as the playbook says.' })
  savedMinutes!: number;
}

@ObjectType('PlaybookRunMark', { description: 'A run, as a mark in a row of them.' })
export class PlaybookRunMarkType {
  @Field(() => ID)
  id!: string;

  @Field(() => RunStatus)
  status!: RunStatus;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => Float, { nullable: true, description: 'Seconds from beginning to end; null for one that goes on or never began.' })
  seconds!: number | null;
}

@ObjectType('PlaybookSuggestion', { description: 'A playbook that may help with an incident, and why it stands where it does.' })
export class PlaybookSuggestionType {
  @Field(() => PlaybookType)
  playbook!: Playbook;

  @Field(() => Float, { description: 'From 0 to 1; one half for what nobody knows anything of.' })
  score!: number;

  @Field(() => String, {
    description:
      'helped_here | did_not_help_here | worked_here | failed_here | worked_elsewhere | failed_elsewhere | never_run; here is for the same alert.',
  })
  reason!: string;

  @Field(() => JsonScalar, { description: 'Runs for the same alert within 180 days: helped, didNotHelp, and of the rest succeeded, failed.' })
  here!: unknown;

  @Field(() => JsonScalar, { description: 'The same of all runs.' })
  all!: unknown;
}
