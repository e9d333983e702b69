import { matchers as matchersShape } from '#contracts/matcher';
import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { DateTimeScalar } from '#kit/schema';
import type { Silence } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { DecisionType } from '../decision.type.ts';
import { MatcherInput, MatcherType, readMatcherInput, showMatchers } from '../matcher.type.ts';
import { readNewestFirst } from '../readNewestFirst.ts';
import { readWindows } from '../schedule/readWindows.ts';
import { readRecurrenceInput, RecurrenceType, showRecurrence, WindowType } from '../schedule/schedule.type.ts';
import { windowAt } from '../schedule/windowAt.ts';
import { personStub, PersonStub } from '../stubs.ts';
import { createSilence } from './createSilence.ts';
import { decideSilence } from './decideSilence.ts';
import { expireSilence } from './expireSilence.ts';
import { previewSilence } from './previewSilence.ts';
import type { SilenceDraft } from './readSilenceDraft.ts';
import { SilenceConnection, SilenceInput, SilencePreview, SilenceState, SilenceType } from './silence.type.ts';
import { silenceConditions, SilenceFilter } from './silenceFilter.ts';
import { silenceState, type SilenceState as State } from './silenceState.ts';
import { updateSilence } from './updateSilence.ts';

@Resolver(() => SilenceType)
export class SilenceResolver {
  @Query(() => SilenceConnection, { description: 'Silences, the latest made first. Needs silences:read.' })
  silences(
    @Arg('filter', () => SilenceFilter, { nullable: true }) filter: SilenceFilter | null,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db, platform }: IncidentsContext,
  ): Promise<Page<Silence>> {
    requirePermission(caller, 'silences:read');
    return readNewestFirst(
      db,
      { first, after },
      {
        table: Prisma.sql`silence`,
        time: Prisma.sql`created_at`,
        conditions: silenceConditions(filter ?? {}, platform.clock.now()),
        timeOf: ({ createdAt }) => createdAt,
        read: (ids) => db.silence.findMany({ where: { id: { in: ids } } }),
      },
    );
  }

  @Query(() => SilenceType, { nullable: true, description: 'One silence; null for an id that is not known here.' })
  silence(@Arg('id', () => ID) id: string, @Ctx() { caller, loaders }: IncidentsContext): Promise<Silence | null> {
    requirePermission(caller, 'silences:read');
    return loaders.silence.load(id);
  }

  @Query(() => SilencePreview, { description: 'What a silence with these matchers would mute now, and would have muted in the last seven days.' })
  previewSilence(@Arg('matchers', () => [MatcherInput]) matchers: MatcherInput[], @Ctx() context: IncidentsContext): Promise<SilencePreview> {
    requirePermission(context.caller, 'silences:read');
    return previewSilence(context, readMatcherInput(matchers));
  }

  @Mutation(() => SilenceType, {
    description: "Mutes alerts. One that is broader than the tenant's limits waits for another person's approval. Needs silences:manage.",
  })
  createSilence(@Arg('input', () => SilenceInput) input: SilenceInput, @Ctx() { platform, caller }: IncidentsContext): Promise<Silence> {
    return createSilence(platform, caller, draftOf(input));
  }

  @Mutation(() => SilenceType, {
    description:
      'Changes a silence. Other matchers, windows or another beginning of one in force end it and make another, as in Alertmanager: look at the id in the answer. CONFLICT when an approved one would get longer.',
  })
  updateSilence(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => SilenceInput) input: SilenceInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Silence> {
    return updateSilence(platform, caller, id, draftOf(input));
  }

  @Mutation(() => SilenceType, { description: 'Ends a silence now. CONFLICT when it is over already.' })
  expireSilence(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<Silence> {
    return expireSilence(platform, caller, id);
  }

  @Mutation(() => SilenceType, {
    description: 'Lets a silence mute that waits for approval. Needs silences:approve, and another person than who asked for it.',
  })
  approveSilence(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<Silence> {
    return decideSilence(platform, caller, id, 'APPROVED');
  }

  @Mutation(() => SilenceType, {
    description: 'Refuses a silence that waits for approval. Needs silences:approve, and another person than who asked for it.',
  })
  rejectSilence(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<Silence> {
    return decideSilence(platform, caller, id, 'REJECTED');
  }

  @FieldResolver(() => [MatcherType], { description: 'All must hold.' })
  matchers(@Root() { matchers }: Silence): MatcherType[] {
    return showMatchers(matchersShape.parse(matchers));
  }

  @FieldResolver(() => SilenceState)
  state(@Root() silence: Silence, @Ctx() { platform }: IncidentsContext): State {
    return silenceState(silence, platform.clock.now());
  }

  @FieldResolver(() => RecurrenceType, { nullable: true, description: 'Null for one that mutes all the time between its start and its end.' })
  recurrence(@Root() silence: Silence): RecurrenceType | null {
    return showRecurrence(silence);
  }

  @FieldResolver(() => WindowType, { nullable: true, description: 'The present window, else the next; null when it is over.' })
  window(@Root() silence: Silence, @Ctx() { platform }: IncidentsContext): WindowType | null {
    return windowAt(silence, platform.clock.now());
  }

  @FieldResolver(() => [WindowType], { description: 'Its windows in a time of at most 100 days, oldest first; at most 500.' })
  windows(@Root() silence: Silence, @Arg('from', () => DateTimeScalar) from: Date, @Arg('until', () => DateTimeScalar) until: Date): WindowType[] {
    return readWindows(silence, from, until);
  }

  @FieldResolver(() => Int, { description: 'Alerts that fire now and meet its matchers, whether or not it is active; of 10,000 at most.' })
  firing(@Root() { matchers }: Silence, @Ctx() { caller, loaders }: IncidentsContext): Promise<number> {
    requirePermission(caller, 'alerts:read');
    return loaders.firingCount.load(matchersShape.parse(matchers));
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who asked for it; null for an API key without a person.' })
  createdByPerson(@Root() { createdById }: Silence): PersonStub | null {
    return personStub(createdById);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The name that the client gave of whoever asked, where it gave one.' })
  createdBy(@Root() { createdBy }: Silence): string | null {
    return createdBy || null;
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who approved or rejected it.' })
  decidedBy(@Root() { decidedById }: Silence): PersonStub | null {
    return personStub(decidedById);
  }

  @FieldResolver(() => DecisionType, {
    description: 'Whether it took approval when it was made: within_limits | share_too_large | too_many_alerts, with the numbers.',
  })
  approval(@Root() { approvalReason, approvalFacts }: Silence): DecisionType {
    return { reason: approvalReason, facts: approvalFacts };
  }
}

function draftOf({ matchers, recurrence, createdBy, annotations, ...rest }: SilenceInput): SilenceDraft {
  return {
    ...rest,
    matchers: readMatcherInput(matchers),
    recurrence: readRecurrenceInput(recurrence),
    ...(createdBy != null && { createdBy }),
    ...(annotations != null && { annotations }),
  };
}
