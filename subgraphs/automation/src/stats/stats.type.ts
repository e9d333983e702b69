import { JsonScalar } from '#kit/schema';
import type { Playbook } from '#prisma/generated/client';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { PlaybookType } from '../playbook/playbook.type.ts';

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
