import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { DateTimeScalar } from '#kit/schema';
import type { Alert, Incident, TimelineEntry } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AlertConnection } from '../alert/alert.type.ts';
import type { IncidentsContext } from '../context.ts';
import { DecisionType } from '../decision.type.ts';
import { IncidentFacetsType } from '../filter/facets.type.ts';
import { quietOf } from '../quiet/judgeIncident.ts';
import { QuietType } from '../quiet/quiet.type.ts';
import { readChildren } from '../readChildren.ts';
import { readNewestFirst } from '../readNewestFirst.ts';
import { personStub, PersonStub, TeamStub } from '../stubs.ts';
import { formatTimeline, mostExported, TimelineFormat } from '../timeline/formatTimeline.ts';
import { readTimeline } from '../timeline/readTimeline.ts';
import { TimelineConnection } from '../timeline/timelineEntry.type.ts';
import { timelineCondition, TimelineFilter, TimelineOrder } from '../timeline/timelineFilter.ts';
import { acknowledgeIncident, longestAcknowledgement } from './acknowledgeIncident.ts';
import { addIncidentNote } from './addIncidentNote.ts';
import { IncidentConnection, IncidentType } from './incident.type.ts';
import { incidentFacets } from './incidentFacets.ts';
import { incidentConditions, IncidentFilter } from './incidentFilter.ts';
import { longestNote } from './readNote.ts';
import { resolveIncident } from './resolveIncident.ts';
import { longestSnooze, snoozeIncident } from './snoozeIncident.ts';
import { unacknowledgeIncident } from './unacknowledgeIncident.ts';
import { wakeIncident } from './wakeIncident.ts';

@Resolver(() => IncidentType)
export class IncidentResolver {
  @Query(() => IncidentConnection, { description: 'Incidents, newest first.' })
  async incidents(
    @Arg('filter', () => IncidentFilter, { nullable: true }) filter: IncidentFilter | null,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<Incident>> {
    requirePermission(caller, 'incidents:read');
    return readNewestFirst(
      db,
      { first, after },
      {
        table: Prisma.sql`incident`,
        time: Prisma.sql`opened_at`,
        conditions: await incidentConditions(db, filter ?? {}),
        timeOf: ({ openedAt }) => openedAt,
        read: (ids) => db.incident.findMany({ where: { id: { in: ids } } }),
      },
    );
  }

  @Query(() => IncidentFacetsType, { description: 'How the incidents that meet a filter divide by status, severity, priority, owner and labels.' })
  incidentFacets(
    @Arg('filter', () => IncidentFilter, { nullable: true }) filter: IncidentFilter | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<IncidentFacetsType> {
    requirePermission(caller, 'incidents:read');
    return incidentFacets(db, filter ?? {});
  }

  @Query(() => IncidentType, { nullable: true, description: 'One incident; null for an id that is not known here.' })
  incident(@Arg('id', () => ID) id: string, @Ctx() { caller, loaders }: IncidentsContext): Promise<Incident | null> {
    requirePermission(caller, 'incidents:read');
    return loaders.incident.load(id);
  }

  @Mutation(() => IncidentType, {
    description:
      'Takes an incident on; with `forMinutes` it is given back by itself after that time. CONFLICT when it is acknowledged or closed already.',
  })
  acknowledgeIncident(
    @Arg('id', () => ID) id: string,
    @Arg('forMinutes', () => Int, { nullable: true, description: `1 to ${longestAcknowledgement}; null for no end.` }) forMinutes: number | null,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return acknowledgeIncident(platform, caller, id, forMinutes);
  }

  @Mutation(() => IncidentType, { description: 'Gives an incident back, so that somebody else takes it on. CONFLICT when it is not acknowledged.' })
  unacknowledgeIncident(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<Incident> {
    return unacknowledgeIncident(platform, caller, id);
  }

  @Mutation(() => IncidentType, {
    description: `Lets an open incident sleep, up to ${longestSnooze} days: nobody is told of it until it wakes by itself, triggered. CONFLICT when it is closed.`,
  })
  snoozeIncident(
    @Arg('id', () => ID) id: string,
    @Arg('until', () => DateTimeScalar) until: Date,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return snoozeIncident(platform, caller, id, until);
  }

  @Mutation(() => IncidentType, { description: "Ends an incident's sleep before its time. CONFLICT when it does not sleep." })
  wakeIncident(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<Incident> {
    return wakeIncident(platform, caller, id);
  }

  @Mutation(() => IncidentType, {
    description: `Closes an incident, with a note of up to ${longestNote} characters. CONFLICT when it is closed already. Alerts that still fire open no other until one of them begins anew.`,
  })
  resolveIncident(
    @Arg('id', () => ID) id: string,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return resolveIncident(platform, caller, id, note);
  }

  @Mutation(() => IncidentType, { description: `Adds a note of 1 to ${longestNote} characters to an incident's timeline, whatever its status.` })
  addIncidentNote(
    @Arg('id', () => ID) id: string,
    @Arg('text', () => String) text: string,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Incident> {
    return addIncidentNote(platform, caller, id, text);
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Null for an API key without a person.' })
  acknowledgedBy(@Root() { acknowledgedById }: Incident): PersonStub | null {
    return personStub(acknowledgedById);
  }

  @FieldResolver(() => PersonStub, {
    nullable: true,
    description: 'Who opened it by hand; null when alerts did, and for an API key without a person.',
  })
  openedBy(@Root() { openedById }: Incident): PersonStub | null {
    return personStub(openedById);
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who has it, whether or not they have acknowledged it; null for nobody.' })
  assignee(@Root() { assigneeId }: Incident): PersonStub | null {
    return personStub(assigneeId);
  }

  @FieldResolver(() => TeamStub, { nullable: true, description: 'The team that owns it; null for none.' })
  ownerTeam(@Root() { ownerTeamId }: Incident): TeamStub | null {
    return ownerTeamId === null ? null : { id: ownerTeamId };
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who let it sleep; null while it is awake, and for an API key without a person.' })
  snoozedBy(@Root() { snoozedById }: Incident): PersonStub | null {
    return personStub(snoozedById);
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Null when it resolved by itself, and for an API key without a person.' })
  resolvedBy(@Root() { resolvedById }: Incident): PersonStub | null {
    return personStub(resolvedById);
  }

  @FieldResolver(() => DecisionType, { description: 'Why it was opened: first_of_group | group_fired_again | opened_by_hand | split_off.' })
  reason(@Root() { reason, facts }: Incident): DecisionType {
    return { reason, facts };
  }

  @FieldResolver(() => QuietType, { nullable: true, description: 'Why people are not told of it; null while it is loud.' })
  quiet(@Root() { quiet }: Incident): QuietType | null {
    return quietOf(quiet);
  }

  @FieldResolver(() => AlertConnection, { description: 'Every alert that belongs, or belonged, to it, in the order in which they joined.' })
  alerts(
    @Root() { id }: Incident,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, loaders }: IncidentsContext,
  ): Promise<Page<Alert>> {
    requirePermission(caller, 'alerts:read');
    return readChildren(loaders.alertsOfIncident, id, { first, after });
  }

  @FieldResolver(() => TimelineConnection, { description: 'Its story: what every subgraph did and what people did, from either end.' })
  timeline(
    @Root() { id }: Incident,
    @Arg('filter', () => TimelineFilter, { nullable: true }) filter: TimelineFilter | null,
    @Arg('order', () => TimelineOrder, { defaultValue: TimelineOrder.OLDEST_FIRST }) order: TimelineOrder,
    @Arg('first', () => Int, { defaultValue: 100 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { db, loaders }: IncidentsContext,
  ): Promise<Page<TimelineEntry>> {
    if (filter || order !== TimelineOrder.OLDEST_FIRST) return readTimeline(db, id, filter ?? {}, order, { first, after });
    return readChildren(loaders.timelineOfIncident, id, { first, after });
  }

  @FieldResolver(() => String, {
    description: `Its story as a text to keep, oldest first and up to ${mostExported} entries: JSON, or CSV that spreadsheets open.`,
  })
  async timelineExport(
    @Root() { id }: Incident,
    @Arg('format', () => TimelineFormat, { defaultValue: TimelineFormat.JSON }) format: TimelineFormat,
    @Arg('filter', () => TimelineFilter, { nullable: true }) filter: TimelineFilter | null,
    @Ctx() { db }: IncidentsContext,
  ): Promise<string> {
    const where = timelineCondition(id, filter ?? {});
    return formatTimeline(await db.timelineEntry.findMany({ where, orderBy: [{ at: 'asc' }, { id: 'asc' }], take: mostExported }), format);
  }
}
