import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import type { Alert, AlertEvent, AlertRule, Incident, Silence } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { AlertRuleType } from '../alertRule/alertRule.type.ts';
import type { IncidentsContext } from '../context.ts';
import { AlertFacetsType } from '../filter/facets.type.ts';
import { DecisionType } from '../decision.type.ts';
import { IncidentType } from '../incident/incident.type.ts';
import { labelsOf } from '../incident/incidentFacts.ts';
import { readChildren } from '../readChildren.ts';
import { readNewestFirst } from '../readNewestFirst.ts';
import { SilenceType } from '../silence/silence.type.ts';
import { AlertConnection, AlertEventConnection, AlertType } from './alert.type.ts';
import { alertFacets } from './alertFacets.ts';
import { alertConditions, AlertFilter } from './alertFilter.ts';

@Resolver(() => AlertType)
export class AlertResolver {
  @Query(() => AlertConnection, { description: 'Alerts, the latest changed first.' })
  async alerts(
    @Arg('filter', () => AlertFilter, { nullable: true }) filter: AlertFilter | null,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<Alert>> {
    requirePermission(caller, 'alerts:read');
    return readNewestFirst(
      db,
      { first, after },
      {
        table: Prisma.sql`alert`,
        time: Prisma.sql`changed_at`,
        conditions: await alertConditions(db, filter ?? {}),
        timeOf: ({ changedAt }) => changedAt,
        read: (ids) => db.alert.findMany({ where: { id: { in: ids } } }),
      },
    );
  }

  @Query(() => AlertFacetsType, { description: 'How the alerts that meet a filter divide by status, severity, integration and labels.' })
  alertFacets(
    @Arg('filter', () => AlertFilter, { nullable: true }) filter: AlertFilter | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<AlertFacetsType> {
    requirePermission(caller, 'alerts:read');
    return alertFacets(db, filter ?? {});
  }

  @Query(() => AlertType, { nullable: true, description: 'One alert; null for an id that is not known here.' })
  alert(@Arg('id', () => ID) id: string, @Ctx() { caller, loaders }: IncidentsContext): Promise<Alert | null> {
    requirePermission(caller, 'alerts:read');
    return loaders.alert.load(id);
  }

  @FieldResolver(() => String, { description: 'Name of the integration that last brought a change of it.' })
  integrationName(@Root() { integrationId }: Alert, @Ctx() { loaders }: IncidentsContext): Promise<string> {
    return loaders.integrationName.load(integrationId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'PromQL of its rule: as its source told it, else as the rule has it that it came from.',
  })
  async expression(@Root() { id, expression }: Alert, @Ctx() { loaders }: IncidentsContext): Promise<string | null> {
    return expression ?? (await loaders.ruleOfAlert.load(id))?.rule?.query ?? null;
  }

  @FieldResolver(() => AlertRuleType, { nullable: true, description: 'The rule that it came from, where that is known.' })
  async rule(@Root() { id }: Alert, @Ctx() { caller, loaders }: IncidentsContext): Promise<AlertRule | null> {
    requirePermission(caller, 'rules:read');
    return (await loaders.ruleOfAlert.load(id))?.rule ?? null;
  }

  @FieldResolver(() => DecisionType, {
    nullable: true,
    description:
      'Why this rule, or none: only_rule | same_expression | same_query_everywhere | told_by_origin | labels_differ | expression_differs | ambiguous; null where no rule bears its name.',
  })
  async ruleDecision(@Root() { id }: Alert, @Ctx() { caller, loaders }: IncidentsContext): Promise<DecisionType | null> {
    requirePermission(caller, 'rules:read');
    return loaders.ruleOfAlert.load(id);
  }

  @FieldResolver(() => IncidentType, { nullable: true, description: 'The latest incident it belongs to; null when it was never seen firing.' })
  incident(@Root() { incidentId }: Alert, @Ctx() { caller, loaders }: IncidentsContext): Promise<Incident | null> | null {
    requirePermission(caller, 'incidents:read');
    return incidentId === null ? null : loaders.incident.load(incidentId);
  }

  @FieldResolver(() => [SilenceType], { description: 'The active silences whose matchers its labels meet, whether or not it fires.' })
  silencedBy(@Root() { labels }: Alert, @Ctx() { caller, loaders }: IncidentsContext): Promise<Silence[]> {
    requirePermission(caller, 'silences:read');
    return loaders.silencing.load(labelsOf(labels));
  }

  @FieldResolver(() => AlertEventConnection, { description: 'Its changes with every decision taken, newest first.' })
  events(
    @Root() { id }: Alert,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { loaders }: IncidentsContext,
  ): Promise<Page<AlertEvent>> {
    return readChildren(loaders.eventsOfAlert, id, { first, after });
  }
}
