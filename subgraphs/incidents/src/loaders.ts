import type { Matcher } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import type {
  Alert,
  AlertEvent,
  AlertRule,
  AlertRuleMatch,
  BulkAction,
  Correlation,
  CorrelationDecision,
  CorrelationJudgement,
  Deadline,
  GrafanaTarget,
  Heartbeat,
  Incident,
  IncidentAttachment,
  IncidentLink,
  IncidentRelation,
  IncidentRole,
  IncidentTask,
  Integration,
  ManagedRule,
  RuleSource,
  Silence,
  TimelineEntry,
} from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import DataLoader from 'dataloader';
import type { BulkProgressType } from './bulk/bulkAction.type.ts';
import { readProgress } from './bulk/readProgress.ts';
import { type ChildPages, createChildPages, unremembered } from './childPages.ts';
import { countPairs, type PairCounts, pairPages } from './correlation/readCorrelations.ts';
import { type ChangesNear, createChangesNear } from './changeEvent/readChangesNear.ts';
import type { IncidentsDb } from './context.ts';
import { readLastReceived } from './integration/readLastReceived.ts';
import { isUuid } from './isUuid.ts';
import { countDecisions } from './payload/countDecisions.ts';
import type { DecisionCount, PayloadOutcome } from './payload/payload.type.ts';
import type { PayloadEntry } from './payload/payloadEntry.ts';
import { readEntries } from './payload/readEntries.ts';
import type { IntegrationTraffic } from './quality/quality.type.ts';
import { readTraffic } from './quality/readTraffic.ts';
import { type Inhibited, readInhibited } from './inhibition/readInhibited.ts';
import { countFiring } from './silence/countFiring.ts';
import { findSilencing } from './silence/findSilencing.ts';
import { readActiveSilences } from './silence/readActiveSilences.ts';

/**
 * The reads of one request: one statement per kind for all the fields that ask at the same time. An id that the tenant does not know gives null.
 * Nothing is remembered, since the fields of a mutation run one after the other and each must see what the one before did.
 */
export type Loaders = {
  incident: DataLoader<string, Incident | null>;
  alert: DataLoader<string, Alert | null>;
  bulkAction: DataLoader<string, BulkAction | null>;
  bulkProgress: DataLoader<string, BulkProgressType>;
  silence: DataLoader<string, Silence | null>;
  /** The silences that mute alerts of these labels now; the tenant's active ones are read once for all. */
  silencing: DataLoader<Labels, Silence[]>;
  /** What inhibition rules inhibit now. */
  inhibited: DataLoader<string, Inhibited[]>;
  /** How many alerts that fire meet these matchers. */
  firingCount: DataLoader<readonly Matcher[], number>;
  integration: DataLoader<string, Integration | null>;
  integrationName: DataLoader<string, string>;
  deadlinesOf: DataLoader<string, Deadline[]>;
  /** Ids of the views that lists open with for a person. */
  defaultViewsOf: DataLoader<string, ReadonlySet<string>>;
  /** When an integration was last heard of. */
  lastReceived: DataLoader<string, Date | null>;
  /** By where it stands. */
  payload: DataLoader<{ id: string; at: Date }, PayloadEntry | null>;
  payloads: Record<'ALL' | PayloadOutcome, ChildPages<PayloadEntry>>;
  decisionsOfPayload: DataLoader<PayloadEntry, DecisionCount[]>;
  /** Of an integration, in the last 24 hours. */
  traffic: DataLoader<string, IntegrationTraffic>;
  /** By the id of its integration. */
  heartbeat: DataLoader<string, Heartbeat | null>;
  openIncidentsOfRoute: DataLoader<string, number>;
  alertsOfIncident: ChildPages<Alert>;
  timelineOfIncident: ChildPages<TimelineEntry>;
  mergedOfIncident: ChildPages<Incident>;
  tasksOfIncident: ChildPages<IncidentTask>;
  linksOfIncident: ChildPages<IncidentLink>;
  attachmentsOfIncident: ChildPages<IncidentAttachment>;
  /** By name. */
  rolesOfIncident: DataLoader<string, IncidentRole[]>;
  /** From it and to it, the latest first. */
  relationsOfIncident: DataLoader<string, IncidentRelation[]>;
  /** Pairs that correlation rules found with an incident, the latest first; `waiting` those that a person may still accept. */
  pairsOf: ChildPages<Correlation>;
  waitingPairsOf: ChildPages<Correlation>;
  correlationDecisionsOf: ChildPages<CorrelationDecision>;
  judgementOf: DataLoader<string, CorrelationJudgement | null>;
  /** By the id of a correlation rule, what became of its pairs. */
  pairsOfRule: DataLoader<string, PairCounts>;
  eventsOfAlert: ChildPages<AlertEvent>;
  alertRule: DataLoader<string, AlertRule | null>;
  ruleSource: DataLoader<string, RuleSource | null>;
  managedRule: DataLoader<string, ManagedRule | null>;
  grafanaTarget: DataLoader<string, GrafanaTarget | null>;
  /** How many rules a source has. */
  rulesOfSource: DataLoader<string, number>;
  /** By the alert's id: the rule that it came from, or why that is not known; null where no rule bears its name. */
  ruleOfAlert: DataLoader<string, (AlertRuleMatch & { rule: AlertRule | null }) | null>;
  firingOfRule: ChildPages<Alert>;
  changesNear: ChangesNear;
};

export function createLoaders(db: IncidentsDb, now: () => Date): Loaders {
  const idOf = ({ id }: { id: string }): string => id;
  return {
    incident: byId((ids) => db.incident.findMany({ where: { id: { in: ids } } })),
    alert: byId((ids) => db.alert.findMany({ where: { id: { in: ids } } })),
    bulkAction: byId((ids) => db.bulkAction.findMany({ where: { id: { in: ids } } })),
    bulkProgress: new DataLoader((ids) => readProgress(db, ids), unremembered),
    deadlinesOf: new DataLoader(async (ids) => {
      const deadlines = await db.deadline.findMany({ where: { incidentId: { in: [...new Set(ids)] } }, orderBy: { kind: 'asc' } });
      const byIncident = Map.groupBy(deadlines, ({ incidentId }) => incidentId);
      return ids.map((id) => byIncident.get(id) ?? []);
    }, unremembered),
    defaultViewsOf: new DataLoader(async (personIds) => {
      const chosen = await db.defaultView.findMany({ where: { personId: { in: [...new Set(personIds)] } } });
      const byPerson = Map.groupBy(chosen, ({ personId }) => personId);
      return personIds.map((id) => new Set(byPerson.get(id)?.map(({ viewId }) => viewId)));
    }, unremembered),
    silence: byId((ids) => db.silence.findMany({ where: { id: { in: ids } } })),
    silencing: new DataLoader(async (labels) => {
      const at = now();
      const active = await readActiveSilences(db, at);
      return labels.map((each) => findSilencing(each, active, at).map(({ silence }) => ({ ...silence, matchers: [...silence.matchers] })));
    }, unremembered),
    inhibited: new DataLoader((ids) => readInhibited(db, ids), unremembered),
    firingCount: new DataLoader((sets) => countFiring(db, sets), unremembered),
    integration: byId((ids) => db.integration.findMany({ where: { id: { in: ids } } })),
    integrationName: new DataLoader(async (ids) => {
      const integrations = await db.integration.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, name: true } });
      const names = new Map(integrations.map(({ id, name }) => [id, name]));
      return ids.map((id) => names.get(id) ?? new Error(`There is no integration ${id}.`));
    }, unremembered),
    lastReceived: new DataLoader(async (ids) => {
      const received = await readLastReceived(db, ids);
      return ids.map((id) => received.get(id) ?? null);
    }, unremembered),
    payload: new DataLoader(async (places) => {
      const known = new Map((await readEntries(db, places)).map((entry) => [entry.id, entry]));
      return places.map(({ id }) => known.get(id) ?? null);
    }, unremembered),
    payloads: {
      ALL: payloadPages(db, Prisma.sql`(SELECT integration_id, at, id FROM payload UNION ALL SELECT integration_id, at, id FROM refusal) AS entry`),
      ACCEPTED: payloadPages(db, Prisma.sql`payload`),
      REFUSED: payloadPages(db, Prisma.sql`refusal`),
    },
    decisionsOfPayload: new DataLoader((entries) => countDecisions(db, entries), unremembered),
    traffic: new DataLoader((ids) => readTraffic(db, ids, now()), unremembered),
    heartbeat: new DataLoader(async (ids) => {
      const heartbeats = await db.heartbeat.findMany({ where: { integrationId: { in: [...new Set(ids)] } } });
      const known = new Map(heartbeats.map((heartbeat) => [heartbeat.integrationId, heartbeat]));
      return ids.map((id) => known.get(id) ?? null);
    }, unremembered),
    openIncidentsOfRoute: new DataLoader(async (ids) => {
      const where = { routeId: { in: [...ids] }, status: { not: 'RESOLVED' as const } };
      const counted = await db.incident.groupBy({ by: ['routeId'], where, _count: true });
      const counts = new Map(counted.map(({ routeId, _count }) => [routeId, _count]));
      return ids.map((id) => counts.get(id) ?? 0);
    }, unremembered),
    alertsOfIncident: createChildPages(db, {
      ...{ table: Prisma.sql`incident_alert`, parent: Prisma.sql`incident_id`, time: Prisma.sql`joined_at`, id: Prisma.sql`alert_id` },
      order: 'asc',
      read: (places) => db.alert.findMany({ where: { id: { in: places.map(idOf) } } }),
    }),
    timelineOfIncident: createChildPages(db, {
      ...{ table: Prisma.sql`timeline_entry`, parent: Prisma.sql`incident_id`, time: Prisma.sql`at`, id: Prisma.sql`id` },
      order: 'asc',
      read: (places) => db.timelineEntry.findMany({ where: { id: { in: places.map(idOf) } } }),
    }),
    mergedOfIncident: createChildPages(db, {
      ...{ table: Prisma.sql`incident`, parent: Prisma.sql`merged_into_id`, time: Prisma.sql`merged_at`, id: Prisma.sql`id` },
      order: 'asc',
      read: (places) => db.incident.findMany({ where: { id: { in: places.map(idOf) } } }),
    }),
    tasksOfIncident: createChildPages(db, {
      ...{ table: Prisma.sql`incident_task`, parent: Prisma.sql`incident_id`, time: Prisma.sql`created_at`, id: Prisma.sql`id` },
      order: 'asc',
      read: (places) => db.incidentTask.findMany({ where: { id: { in: places.map(idOf) } } }),
    }),
    linksOfIncident: createChildPages(db, {
      ...{ table: Prisma.sql`incident_link`, parent: Prisma.sql`incident_id`, time: Prisma.sql`created_at`, id: Prisma.sql`id` },
      order: 'asc',
      read: (places) => db.incidentLink.findMany({ where: { id: { in: places.map(idOf) } } }),
    }),
    attachmentsOfIncident: createChildPages(db, {
      // Those that are on their way are nobody's business.
      table: Prisma.sql`(SELECT * FROM incident_attachment WHERE stored_at IS NOT NULL) AS whole`,
      ...{ parent: Prisma.sql`incident_id`, time: Prisma.sql`stored_at`, id: Prisma.sql`id` },
      order: 'asc',
      read: (places) => db.incidentAttachment.findMany({ where: { id: { in: places.map(idOf) } } }),
    }),
    rolesOfIncident: new DataLoader(async (ids) => {
      const roles = await db.incidentRole.findMany({ where: { incidentId: { in: [...new Set(ids)] } }, orderBy: { name: 'asc' } });
      const rolesOf = Map.groupBy(roles, ({ incidentId }) => incidentId);
      return ids.map((id) => rolesOf.get(id) ?? []);
    }, unremembered),
    relationsOfIncident: new DataLoader(async (ids) => {
      const either = [...new Set(ids)];
      const relations = await db.incidentRelation.findMany({
        where: { OR: [{ fromId: { in: either } }, { toId: { in: either } }] },
        orderBy: { createdAt: 'desc' },
      });
      return ids.map((id) => relations.filter(({ fromId, toId }) => fromId === id || toId === id));
    }, unremembered),
    pairsOf: pairPages(db, Prisma.empty),
    waitingPairsOf: pairPages(
      db,
      Prisma.sql`WHERE c.state = 'SUGGESTED' AND NOT EXISTS (
        SELECT FROM incident i WHERE i.tenant_id = c.tenant_id AND i.id IN (c.older_id, c.younger_id) AND i.status NOT IN ('TRIGGERED', 'ACKNOWLEDGED')
      )`,
    ),
    correlationDecisionsOf: createChildPages(db, {
      ...{ table: Prisma.sql`correlation_decision`, parent: Prisma.sql`incident_id`, time: Prisma.sql`decided_at`, id: Prisma.sql`id` },
      order: 'asc',
      read: (places) => db.correlationDecision.findMany({ where: { id: { in: places.map(idOf) } } }),
    }),
    judgementOf: new DataLoader(async (ids) => {
      const judgements = await db.correlationJudgement.findMany({ where: { incidentId: { in: [...new Set(ids)] } } });
      const judgementOf = new Map(judgements.map((judgement) => [judgement.incidentId, judgement]));
      return ids.map((id) => judgementOf.get(id) ?? null);
    }, unremembered),
    pairsOfRule: new DataLoader((ids) => countPairs(db, ids), unremembered),
    eventsOfAlert: createChildPages(db, {
      ...{ table: Prisma.sql`alert_event`, parent: Prisma.sql`alert_id`, time: Prisma.sql`at`, id: Prisma.sql`id` },
      order: 'desc',
      // The times are part of the key, and without them every partition would be searched.
      read: (places) => db.alertEvent.findMany({ where: { at: { in: places.map(({ time }) => time) }, id: { in: places.map(idOf) } } }),
    }),
    alertRule: byId((ids) => db.alertRule.findMany({ where: { id: { in: ids } } })),
    ruleSource: byId((ids) => db.ruleSource.findMany({ where: { id: { in: ids } } })),
    managedRule: byId((ids) => db.managedRule.findMany({ where: { id: { in: ids } } })),
    grafanaTarget: byId((ids) => db.grafanaTarget.findMany({ where: { id: { in: ids } } })),
    rulesOfSource: new DataLoader(async (ids) => {
      const counted = await db.alertRule.groupBy({ by: ['sourceId'], where: { sourceId: { in: [...new Set(ids)] }, goneAt: null }, _count: true });
      const counts = new Map(counted.map(({ sourceId, _count }) => [sourceId, _count]));
      return ids.map((id) => counts.get(id) ?? 0);
    }, unremembered),
    ruleOfAlert: new DataLoader(async (ids) => {
      const matches = await db.alertRuleMatch.findMany({ where: { alertId: { in: [...new Set(ids)] } }, include: { rule: true } });
      const matchOf = new Map(matches.map((match) => [match.alertId, match]));
      return ids.map((id) => matchOf.get(id) ?? null);
    }, unremembered),
    firingOfRule: createChildPages(db, {
      table: Prisma.sql`alert a JOIN alert_rule_match m ON m.tenant_id = a.tenant_id AND m.alert_id = a.id AND a.status = 'FIRING'`,
      ...{ parent: Prisma.sql`m.rule_id`, time: Prisma.sql`a.starts_at`, id: Prisma.sql`a.id` },
      order: 'asc',
      read: (places) => db.alert.findMany({ where: { id: { in: places.map(idOf) } } }),
    }),
    changesNear: createChangesNear(db, now),
  };
}

function byId<Row extends { id: string }>(read: (ids: string[]) => Promise<Row[]>): DataLoader<string, Row | null> {
  return new DataLoader(async (ids) => {
    const rows = await read([...new Set(ids)].filter(isUuid));
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => rowOf.get(id) ?? null);
  }, unremembered);
}

function payloadPages(db: IncidentsDb, table: Prisma.Sql): ChildPages<PayloadEntry> {
  return createChildPages(db, {
    ...{ table, parent: Prisma.sql`integration_id`, time: Prisma.sql`at`, id: Prisma.sql`id` },
    order: 'desc',
    read: (places) =>
      readEntries(
        db,
        places.map(({ id, time }) => ({ id, at: time })),
      ),
  });
}
