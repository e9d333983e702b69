import { offeredEvents } from '#contracts/events';
import { formatMatcher, matchers } from '#contracts/matcher';
import { requirePermission, viewerOf } from '#kit/caller';
import { type Page, readPage } from '#kit/page';
import { DateTimeScalar } from '#kit/schema';
import type { Prisma, Trigger, TriggerDecision, TriggerEvent } from '#prisma/generated/client';
import { AppError } from '#kit/errors';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { isTimeZone } from '#kit/wallTime';
import { z } from 'zod';
import type { AutomationContext } from '../context.ts';
import { DecisionType, RunType } from '../run/run.type.ts';
import { following } from './cron.ts';
import { deleteTrigger } from './deleteTrigger.ts';
import { readDecisionPage, readEventPage } from './readLog.ts';
import { readTriggerInput } from './readTriggerInput.ts';
import { renewHookKeys } from './renewHookKeys.ts';
import { replayEvent } from './replayEvent.ts';
import { type SavedTrigger, saveTrigger } from './saveTrigger.ts';
import { setTriggerEnabled } from './setTriggerEnabled.ts';
import { showReplayed, showTrial } from './showVerdicts.ts';
import {
  SavedTriggerType,
  TriggerActivityType,
  TriggerConnection,
  TriggerDecisionConnection,
  TriggerDecisionFilter,
  TriggerDecisionType,
  TriggerEventConnection,
  TriggerEventFilter,
  TriggerEventType,
  TriggerFilter,
  TriggerInputType,
  TriggerTrialType,
  TriggerType,
  TriggerVerdictType,
} from './trigger.type.ts';
import { tryTrigger } from './tryTrigger.ts';

/* All that is asked of triggers: long as a list of fields, each of which hands on to the file that does it. */

const dayMs = 86_400_000;

function requireDays(days: number): number {
  if (!Number.isInteger(days) || days < 1 || days > 90) throw new AppError('BAD_USER_INPUT', '"days" must be between 1 and 90.');
  return days;
}

@Resolver(() => TriggerType)
export class TriggerResolver {
  @Query(() => TriggerConnection, { description: 'Triggers by name. Needs triggers:read.' })
  triggers(
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Arg('filter', () => TriggerFilter, { nullable: true }) filter: TriggerFilter | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<Page<Trigger>> {
    requirePermission(caller, 'triggers:read');
    const { search, kind, event, playbookId, enabled } = filter ?? {};
    const text = search?.trim() ? { contains: search.trim(), mode: 'insensitive' as const } : null;
    const where: Prisma.TriggerWhereInput = {
      archivedAt: null,
      ...(text && { OR: [{ name: text }, { description: text }] }),
      ...(kind && { kind }),
      ...(event && { event }),
      ...(playbookId && { playbookId }),
      ...(enabled != null && { enabled }),
    };
    return readPage<Trigger, [string, string]>(
      { first, after },
      {
        position: ({ name, id }) => [name, id],
        shape: z.tuple([z.string(), z.uuid()]),
        read: ({ after, take }) =>
          db.trigger.findMany({
            where: { AND: [where, after ? { OR: [{ name: { gt: after[0] } }, { name: after[0], id: { gt: after[1] } }] } : {}] },
            orderBy: [{ name: 'asc' }, { id: 'asc' }],
            take,
          }),
        count: (take) => db.trigger.count({ where, take }),
      },
    );
  }

  @Query(() => TriggerType, { nullable: true, description: 'One trigger; null when there is none with this id. Needs triggers:read.' })
  async trigger(@Arg('id', () => ID) id: string, @Ctx() { caller, db }: AutomationContext): Promise<Trigger | null> {
    requirePermission(caller, 'triggers:read');
    return z.guid().safeParse(id).success ? db.trigger.findFirst({ where: { id, archivedAt: null } }) : null;
  }

  @Query(() => [String], { description: 'Names of the events that triggers are shown. Needs triggers:read.' })
  triggerEventNames(@Ctx() { caller }: AutomationContext): string[] {
    requirePermission(caller, 'triggers:read');
    return [...offeredEvents];
  }

  @Query(() => [DateTimeScalar], {
    description:
      'When a cron expression fires next, by the clocks of a zone; at most 20 times. BAD_USER_INPUT when it cannot be read. Needs triggers:read.',
  })
  nextFirings(
    @Arg('cron', () => String) cron: string,
    @Arg('timeZone', () => String) timeZone: string,
    @Arg('count', () => Int, { defaultValue: 5 }) count: number,
    @Ctx() { caller, platform }: AutomationContext,
  ): Date[] {
    requirePermission(caller, 'triggers:read');
    if (!isTimeZone(timeZone)) throw new AppError('BAD_USER_INPUT', `timeZone: "${timeZone}" is not the name of a time zone.`);
    return following(cron, timeZone, platform.clock.now(), Math.max(1, Math.min(count, 20)));
  }

  @Query(() => TriggerEventConnection, { description: 'What happened and was shown to triggers, newest first. Needs triggers:read.' })
  triggerEvents(
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Arg('filter', () => TriggerEventFilter, { nullable: true }) filter: TriggerEventFilter | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<Page<TriggerEvent>> {
    requirePermission(caller, 'triggers:read');
    return readEventPage(db, { first, after }, filter ?? {});
  }

  @Query(() => TriggerEventType, { nullable: true, description: 'One stored event; null when there is none with this id. Needs triggers:read.' })
  async triggerEvent(@Arg('id', () => ID) id: string, @Ctx() { caller, db }: AutomationContext): Promise<TriggerEvent | null> {
    requirePermission(caller, 'triggers:read');
    return z.guid().safeParse(id).success ? db.triggerEvent.findFirst({ where: { id } }) : null;
  }

  @Query(() => TriggerDecisionConnection, { description: 'What triggers made of events, newest first, non-matches included. Needs triggers:read.' })
  triggerDecisions(
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Arg('filter', () => TriggerDecisionFilter, { nullable: true }) filter: TriggerDecisionFilter | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<Page<TriggerDecision>> {
    requirePermission(caller, 'triggers:read');
    return readDecisionPage(db, { first, after }, filter ?? {});
  }

  @Query(() => TriggerTrialType, {
    description:
      'What a draft makes of the stored events of the last days (1 to 90); nothing is started or kept. A draft of a schedule or hook is tried on what the trigger of `triggerId` got. BAD_USER_INPUT as when it is saved. Needs triggers:read.',
  })
  async tryTrigger(
    @Arg('trigger', () => TriggerInputType) trigger: TriggerInputType,
    @Arg('days', () => Int, { defaultValue: 7 }) days: number,
    @Arg('triggerId', () => ID, { nullable: true }) triggerId: string | null,
    @Ctx() { caller, db, platform }: AutomationContext,
  ): Promise<TriggerTrialType> {
    requirePermission(caller, 'triggers:read');
    const now = platform.clock.now();
    return showTrial(await tryTrigger(db, readTriggerInput(trigger), { days: requireDays(days), triggerId, now }));
  }

  @Mutation(() => SavedTriggerType, {
    description:
      'Adds a trigger, or sets all of the one of `id`, whose kind stays. BAD_USER_INPUT names the field that is wrong, NOT_FOUND a trigger or playbook that is not there, CONFLICT a name that is taken or a version that is gone by. Needs triggers:manage.',
  })
  async saveTrigger(
    @Arg('trigger', () => TriggerInputType) trigger: TriggerInputType,
    @Arg('id', () => ID, { nullable: true }) id: string | null,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'Needed with `id`.' }) expectedVersion: number | null,
    @Ctx() { caller, platform }: AutomationContext,
  ): Promise<SavedTriggerType> {
    requirePermission(caller, 'triggers:manage');
    const target = id == null ? null : { id, expectedVersion: expectedVersion ?? 0 };
    return this.told(await saveTrigger(platform, caller, target, readTriggerInput(trigger)), platform.origin());
  }

  @Mutation(() => TriggerType, { description: 'Lets a trigger start its playbook, or stops it. NOT_FOUND. Needs triggers:manage.' })
  setTriggerEnabled(
    @Arg('id', () => ID) id: string,
    @Arg('enabled', () => Boolean) enabled: boolean,
    @Ctx() { caller, platform }: AutomationContext,
  ): Promise<Trigger> {
    requirePermission(caller, 'triggers:manage');
    return setTriggerEnabled(platform, caller, id, enabled);
  }

  @Mutation(() => ID, { description: 'Takes a trigger away; its runs and decisions stay. NOT_FOUND. Needs triggers:manage.' })
  async deleteTrigger(@Arg('id', () => ID) id: string, @Ctx() { caller, platform }: AutomationContext): Promise<string> {
    requirePermission(caller, 'triggers:manage');
    await deleteTrigger(platform, caller, id);
    return id;
  }

  @Mutation(() => SavedTriggerType, {
    description:
      'Gives a hook a new address and secret; those before count no more. NOT_FOUND, BAD_USER_INPUT for another kind. Needs triggers:manage.',
  })
  async renewHookKeys(@Arg('id', () => ID) id: string, @Ctx() { caller, platform }: AutomationContext): Promise<SavedTriggerType> {
    requirePermission(caller, 'triggers:manage');
    return this.told(await renewHookKeys(platform, caller, id), platform.origin());
  }

  @Mutation(() => [TriggerVerdictType], {
    description:
      'Shows a stored event once more to the triggers that wait for it, as they are now, or to one of them. Dry, it only says what they would do; else matches start their playbooks, and the decisions are kept. NOT_FOUND. Needs triggers:read when dry, else triggers:manage.',
  })
  async replayTriggerEvent(
    @Arg('eventId', () => ID) eventId: string,
    @Arg('triggerId', () => ID, { nullable: true }) triggerId: string | null,
    @Arg('dry', () => Boolean, { defaultValue: true }) dry: boolean,
    @Ctx() { caller, platform }: AutomationContext,
  ): Promise<TriggerVerdictType[]> {
    requirePermission(caller, dry ? 'triggers:read' : 'triggers:manage');
    return showReplayed(await replayEvent(platform, caller, viewerOf(caller), { eventId, triggerId: triggerId ?? null, dry }));
  }

  @FieldResolver(() => [String], { description: 'Conditions on labels of the incident, as Alertmanager writes them; all must hold.' })
  matchers(@Root() { matchers: stored }: Trigger): string[] {
    return (matchers.safeParse(stored).data ?? []).map(formatMatcher);
  }

  @FieldResolver(() => String, { description: 'Name of its playbook.' })
  playbookName(@Root() { playbookId }: Trigger, @Ctx() { loaders }: AutomationContext): Promise<string> {
    return loaders.playbookName.load(playbookId);
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'When a schedule fires next; null for other kinds, and while it is off.' })
  nextAt(@Root() { enabled, nextAt }: Trigger): Date | null {
    return enabled ? nextAt : null;
  }

  @FieldResolver(() => TriggerActivityType, { description: 'What it did in the last days, 1 to 90.' })
  activity(
    @Root() { id }: Trigger,
    @Arg('days', () => Int, { defaultValue: 7 }) days: number,
    @Ctx() { loaders, platform }: AutomationContext,
  ): Promise<TriggerActivityType> {
    const hour = 3_600_000;
    const since = Math.floor((platform.clock.now().getTime() - requireDays(days) * dayMs) / hour) * hour;
    return loaders.triggerActivity.load({ id, since });
  }

  private told({ trigger, token, secret }: SavedTrigger, origin: string | null): SavedTriggerType {
    return { trigger: trigger, url: token === null ? null : `${origin ?? ''}/hooks/${token}`, secret };
  }
}

@Resolver(() => TriggerDecisionType)
export class TriggerDecisionResolver {
  @FieldResolver(() => TriggerType, { nullable: true, description: 'Null when it was taken away.' })
  async trigger(@Root() { triggerId }: TriggerDecision, @Ctx() { loaders }: AutomationContext): Promise<Trigger | null> {
    const trigger = await loaders.trigger.load(triggerId);
    return trigger?.archivedAt === null ? trigger : null;
  }

  @FieldResolver(() => String, { description: 'Name of the trigger, also of one that was taken away.' })
  async triggerName(@Root() { triggerId }: TriggerDecision, @Ctx() { loaders }: AutomationContext): Promise<string> {
    return (await loaders.trigger.load(triggerId))?.name ?? '';
  }

  @FieldResolver(() => RunType, { nullable: true, description: 'The run that was started; null when none was. Needs runs:read.' })
  run(@Root() { runId }: TriggerDecision, @Ctx() { caller, loaders }: AutomationContext) {
    return runId !== null && caller.permissions.includes('runs:read') ? loaders.run.load(runId) : null;
  }

  @FieldResolver(() => ID, { nullable: true, description: 'The incident that the event is about.' })
  incidentId(@Root() { subjectId }: TriggerDecision): string | null {
    return subjectId;
  }

  @FieldResolver(() => DecisionType, {
    nullable: true,
    description:
      'Why it matched and nothing was started: loop, chain_too_deep, too_often_for_incident, input_no_value, or what the policies of the playbook say.',
  })
  notStarted(@Root() { notStarted, startFacts }: TriggerDecision): DecisionType | null {
    return notStarted === null ? null : { reason: notStarted, facts: startFacts ?? {} };
  }
}

@Resolver(() => TriggerVerdictType)
export class TriggerVerdictResolver {
  @FieldResolver(() => RunType, { nullable: true, description: 'The run that was started; null when none was. Needs runs:read.' })
  run(@Root() { runId }: TriggerVerdictType, @Ctx() { caller, loaders }: AutomationContext) {
    return runId !== null && caller.permissions.includes('runs:read') ? loaders.run.load(runId) : null;
  }
}

@Resolver(() => TriggerEventType)
export class TriggerEventResolver {
  @FieldResolver(() => TriggerDecisionConnection, { description: 'What triggers made of it, newest first.' })
  decisions(
    @Root() { id }: TriggerEvent,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { db }: AutomationContext,
  ): Promise<Page<TriggerDecision>> {
    return readDecisionPage(db, { first, after }, { eventId: id });
  }
}
