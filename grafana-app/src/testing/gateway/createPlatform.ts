import { GraphQLError } from 'graphql';
import { countBy as countByKey } from 'lodash';
import type {
  AlertFilter,
  IncidentFilter,
  LineageKind,
  NewIncident,
  ResourceFilter,
  TimelineFilter,
  TimelineOrder,
} from '../../api/generated/graphql';
import { byOpened, byChanged } from '../../api/orders';
import { createEnrichment } from './createEnrichment';
import { createEscalation, type EscalationRecords } from './createEscalation';
import { type AutomationRecords, createAutomation } from './createAutomation';
import { createRoutes } from './createRoutes';
import { createBulk } from './createBulk';
import { createSchedules } from './createSchedules';
import { createSavedViews } from './createSavedViews';
import { type CorrelationRecords, createCorrelation } from './createCorrelation';
import { createQuiet } from './createQuiet';
import { connection, type Paging } from './connection';
import { createTemplates, type TemplateRecord } from './createTemplates';
import { createDeliveries, type DeliveryHistory } from './createDeliveries';
import { createChannels } from './createChannels';
import { createN8n } from './createN8n';
import { createRunners, type JobFilter } from './createRunners';
import { createScripts } from './createScripts';
import { createSecrets } from './createSecrets';
import { createApprovals } from './createApprovals';
import { createTriggers } from './createTriggers';
import { createIntegrations } from './createIntegrations';
import { createFeed } from './createFeed';
import { createManagedRules } from './createManagedRules';
import { createRules } from './createRules';
import { createIncidentVerbs, type Ground, people } from './incidentVerbs';
import type { AlertRecord, IncidentRecord, LineageRecord, Records, ResourceRecord } from './records';
import { ada, incidentOf } from './samples';

const teams = [
  { id: 'team-core', name: 'Core' },
  { id: 'team-payments', name: 'Payments' },
];

const everything = [
  'routes:manage',
  'deliveries:resend',
  'templates:manage',
  'policies:manage',
  'escalations:manage',
  'incidents:acknowledge',
  'incidents:snooze',
  'incidents:resolve',
  'incidents:note',
  'incidents:edit',
  'incidents:merge',
  'incidents:bulk',
  'incidents:open',
  'rules:manage',
  'integrations:manage',
  'channels:manage',
  'triggers:read',
  'triggers:manage',
  'approvals:answer',
  'n8n:manage',
  'scripts:manage',
  'secrets:manage',
  'runners:manage',
  'enrichment:manage',
  'views:write',
  'silences:manage',
  'silences:approve',
  'maintenance:manage',
  'quiet:manage',
  'playbooks:manage',
  'playbooks:run',
  'schedules:manage',
  'schedules:override',
];

/** The fake platform: records that tests and the development server fill, and the root of the schema over them. */
export interface Platform {
  records: Records;
  viewer: { permissions: string[]; scope: { ownTeams: boolean; labels: Array<Record<string, string>> } | null };
  root: object;
  /** The versions of the routes, the newest last. */
  routeVersions: ReturnType<typeof createRoutes>['routeVersionsSaved'];
  templates: { rows: TemplateRecord[] };
  /** What was sent. */
  deliveryHistory: DeliveryHistory;
  /** The policy, the chains, and what runs for incidents. */
  escalation: EscalationRecords;
  /** The correlation rules, and what they found. */
  correlation: CorrelationRecords;
  /** Schedules, and how the viewer is told of pages. */
  schedules: ReturnType<typeof createSchedules>['own'];
  /** Rules of enrichment with their versions, look-up tables and dropped alerts. */
  enrichment: ReturnType<typeof createEnrichment>['kept'];
  /** Playbooks and their runs. */
  automation: AutomationRecords;
  /** Channels, and how the platform answers their forms and tests. */
  channels: ReturnType<typeof createChannels>['kept'];
  triggers: ReturnType<typeof createTriggers>['own'];
  approvals: ReturnType<typeof createApprovals>['own'];
  n8n: ReturnType<typeof createN8n>['own'];
  /** The library of scripts, and tests of them. */
  scripts: ReturnType<typeof createScripts>['own'];
  secrets: ReturnType<typeof createSecrets>['own'];
  runners: ReturnType<typeof createRunners>['own'];
  /** Keeps an incident and tells the subscribers. */
  putIncident(incident: IncidentRecord): void;
  putAlert(alert: AlertRecord): void;
  /** Loses a signal: the next event names a predecessor that nobody saw. */
  skipSignal(): void;
}

export function createPlatform(): Platform {
  const records: Records = {
    incidents: [],
    alerts: [],
    resources: [],
    silences: [],
    timeIntervals: [],
    rules: [],
    ruleSources: [],
    managedRules: [],
    ruleFeeds: [],
    grafanas: [],
    integrations: [],
    lineages: new Map(),
  };
  const viewer: Platform['viewer'] = { permissions: everything, scope: null };
  const incidentFeed = createFeed();
  const alertFeed = createFeed();
  let sequence = 0;
  let lastIncident: number | null = null;
  let lastAlert: number | null = null;

  const putIncident = (incident: IncidentRecord) => {
    records.incidents = [...records.incidents.filter(({ id }) => id !== incident.id), incident];
    sequence += 1;
    incidentFeed.push({ id: incident.id, sequence, previous: lastIncident });
    lastIncident = sequence;
  };
  const putAlert = (alert: AlertRecord) => {
    records.alerts = [...records.alerts.filter(({ id }) => id !== alert.id), alert];
    sequence += 1;
    alertFeed.push({ id: alert.id, sequence, previous: lastAlert });
    lastAlert = sequence;
  };
  const findIncident = (id: string) => {
    const incident = records.incidents.find((other) => other.id === id);
    if (incident === undefined) {
      throw coded('NOT_FOUND', `There is no incident ${id}.`);
    }
    return incident;
  };
  const allow = (permission: string) => {
    if (!viewer.permissions.includes(permission)) {
      throw coded('FORBIDDEN', `This needs the permission ${permission}.`);
    }
  };
  const routes = createRoutes(allow, (id) => records.alerts.find((alert) => alert.id === id)?.labels ?? {});
  const schedules = createSchedules(allow, people, ada);
  const enrichment = createEnrichment(records, allow);
  const channels = createChannels(allow);
  const triggers = createTriggers(allow, coded, (id) => automation.nameOf(id));
  const approvals = createApprovals(allow, coded);
  const n8n = createN8n(allow);
  const secrets = createSecrets(allow, coded);
  const runners = createRunners(allow);
  const scripts = createScripts(allow, coded, (id) => runners.own.touchJob(id));
  const change: Ground['change'] = (incident, changes, kind, { text = null, facts = {}, people: about = [] } = {}) => {
    const at = new Date().toISOString();
    const entry = {
      id: `${incident.id}-${incident.timeline.length}`,
      at,
      kind,
      actor: ada,
      people: about,
      text,
      facts,
    };
    const next = { ...incident, ...changes, updatedAt: at, timeline: [...incident.timeline, entry] };
    putIncident(next);
    return views.incident(next);
  };

  const views = createViews(
    records,
    (id) => rules.ruleView(id),
    (id) => correlation.correlationOf(id),
    (id) => escalation.runsOf(id),
    (id) => automation.runsOf(id)
  );
  const automation = createAutomation({
    ...{ allow, coded, person: ada },
    incidentView: (id) => pick(records.incidents, [id]).map(views.incident)[0] ?? null,
  });
  const deliveries = createDeliveries(allow);
  const templates = createTemplates(allow);
  const escalation = createEscalation(allow, coded);
  const correlation = createCorrelation(records, allow, views.incident);
  const rules = createRules({
    records,
    allow,
    coded,
    alertView: (id) => pick(records.alerts, [id]).map(views.alert)[0] ?? null,
  });
  const root = {
    ...rules.root,
    ...createManagedRules({ records, allow, coded }),
    viewer: () => ({
      ...viewer,
      person: ada,
      tenant: { id: 'demo', name: 'Demo', slug: 'demo' },
      teams: [],
      via: 'GRAFANA',
    }),
    ...routes.root,
    ...correlation.root,
    ...deliveries.root,
    ...templates.root,
    ...escalation.root,
    ...enrichment.root,
    ...automation.root,
    incidents: ({ filter, ...paging }: Paging & { filter?: IncidentFilter }) =>
      connection(
        records.incidents
          .filter((incident) => incidentMatches(incident, filter))
          .sort(byOpened)
          .map(views.incident),
        paging
      ),
    incident: ({ id }: { id: string }) => {
      const incident = records.incidents.find((other) => other.id === id);
      return incident && views.incident(incident);
    },
    alerts: ({ filter, ...paging }: Paging & { filter?: AlertFilter }) =>
      connection(
        records.alerts
          .filter((alert) => alertMatches(alert, filter))
          .sort(byChanged)
          .map(views.alert),
        paging
      ),
    alert: ({ id }: { id: string }) => {
      const alert = records.alerts.find((other) => other.id === id);
      return alert && views.alert(alert);
    },
    resources: ({ filter, ...paging }: Paging & { filter?: ResourceFilter }) =>
      connection(
        records.resources
          .filter((resource) => resourceMatches(resource, filter))
          .sort((a, b) => a.name.localeCompare(b.name))
          .map(views.resource),
        paging
      ),
    resource: ({ id }: { id: string }) => {
      const resource = records.resources.find((other) => other.id === id);
      return resource && views.resource(resource);
    },
    lineage: ({ root: { kind, id } }: { root: { kind: LineageKind; id: string } }): LineageRecord =>
      records.lineages.get(`${kind}:${id}`) ?? {
        nodes: [],
        edges: [],
        truncated: false,
        source: 'POSTGRES',
        behind: 0,
      },
    incidentFacets: ({ filter }: { filter?: IncidentFilter }) => incidentFacets(records.incidents, filter),
    alertFacets: ({ filter }: { filter?: AlertFilter }) => alertFacets(records.alerts, filter),
    ...createIntegrations(records.integrations, allow),
    ...channels.root,
    ...triggers.root,
    ...approvals.root,
    ...n8n.root,
    ...scripts.root,
    ...secrets.root,
    ...runners.root,
    runnerJobs: ({ filter, ...paging }: Paging & { filter?: JobFilter | null }) =>
      connection([...scripts.testsOf(filter), ...runners.jobsOf(filter)], paging),
    ...createSavedViews(),
    ...schedules.root,
    ...createQuiet(records),
    ...createBulk(records, putIncident, incidentMatches),
    acknowledgeIncident: ({ id }: { id: string }) => {
      allow('incidents:acknowledge');
      const incident = findIncident(id);
      if (incident.status !== 'TRIGGERED') {
        throw coded('CONFLICT', `The incident is ${incident.status}.`);
      }
      const at = new Date().toISOString();
      return change(incident, { status: 'ACKNOWLEDGED', acknowledgedAt: at, acknowledgedBy: ada }, 'acknowledged');
    },
    resolveIncident: ({ id, note }: { id: string; note?: string | null }) => {
      allow('incidents:resolve');
      const incident = findIncident(id);
      if (incident.status === 'RESOLVED') {
        throw coded('CONFLICT', 'The incident is RESOLVED.');
      }
      const at = new Date().toISOString();
      return change(incident, { status: 'RESOLVED', resolvedAt: at, resolvedBy: ada }, 'resolved', {
        text: note ?? null,
      });
    },
    addIncidentNote: ({ id, text }: { id: string; text: string }) => {
      allow('incidents:note');
      return change(findIncident(id), {}, 'note', { text });
    },
    ...createIncidentVerbs({ allow, find: findIncident, change, refuse: coded }),
    people: ({ search, ...paging }: Paging & { search?: string | null }) =>
      connection(
        people.filter(({ name, email }) => finds(search, name, email ?? '')),
        paging
      ),
    teams: ({ search, ...paging }: Paging & { search?: string | null }) =>
      connection(
        teams.filter(({ name }) => finds(search, name)),
        paging
      ),
    createIncident: ({ incident }: { incident: NewIncident }) => {
      allow('incidents:open');
      const { title, severity, labels, resourceIds } = incident;
      if (incident.labels?.bad !== undefined) {
        throw coded('BAD_USER_INPUT', '"labels": bad has more than 1000 characters.');
      }
      const id = `i-${records.incidents.length + 1}`;
      putIncident(
        incidentOf({
          ...{ id, title, severity, labels: labels ?? {}, resourceIds: resourceIds ?? [], private: incident.private },
          priority: incident.priority ?? null,
          ownerTeam: teams.find((team) => team.id === incident.ownerTeamId) ?? null,
        })
      );
      return views.incident(findIncident(id));
    },
    incidentChanged: ({ filter }: { filter?: IncidentFilter }) =>
      incidentFeed.listen(({ id, ...numbers }) => {
        const incident = records.incidents.find((other) => other.id === id);
        const matches = incident !== undefined && incidentMatches(incident, filter);
        if (filter?.ids && !filter.ids.includes(id)) {
          return undefined;
        }
        return {
          incidentChanged: {
            ...numbers,
            incidents: matches ? [views.incident(incident)] : [],
            removed: matches ? [] : [id],
          },
        };
      }),
    alertReceived: ({ filter }: { filter?: AlertFilter }) =>
      alertFeed.listen(({ id, ...numbers }) => {
        const alert = records.alerts.find((other) => other.id === id);
        const matches = alert !== undefined && alertMatches(alert, filter);
        return {
          alertReceived: { ...numbers, alerts: matches ? [views.alert(alert)] : [], removed: matches ? [] : [id] },
        };
      }),
  };
  return {
    records,
    viewer,
    root,
    routeVersions: routes.routeVersionsSaved,
    correlation: correlation.own,
    schedules: schedules.own,
    deliveryHistory: deliveries.own,
    templates: templates.own,
    escalation: escalation.own,
    enrichment: enrichment.kept,
    channels: channels.kept,
    triggers: triggers.own,
    approvals: approvals.own,
    n8n: n8n.own,
    scripts: scripts.own,
    secrets: secrets.own,
    runners: runners.own,
    automation: automation.own,
    putIncident,
    putAlert,
    skipSignal: () => {
      sequence += 1;
      lastIncident = lastAlert = sequence;
    },
  };
}

/** The records as the schema's types: lists become connections, ids become what they name. */
function createViews(
  records: Records,
  ruleView: (id: string) => object | null,
  correlationOf: (id: string) => object,
  escalationsOf: (id: string) => object,
  runsOf: (id: string) => object
) {
  const incident = (record: IncidentRecord): object => ({
    deadlines: [],
    ...record,
    correlation: () => correlationOf(record.id),
    escalations: escalationsOf(record.id),
    alerts: (paging: Paging) => connection(pick(records.alerts, record.alertIds).map(alert), paging),
    resources: (paging: Paging) => connection(pick(records.resources, record.resourceIds).map(resource), paging),
    timeline: ({ filter, order, ...paging }: Paging & { filter?: TimelineFilter | null; order: TimelineOrder }) => {
      const told = record.timeline
        .filter(({ kind }) => includes(filter?.kinds, kind))
        .map((entry) => ({ people: [], ...entry }));
      return connection(order === 'NEWEST_FIRST' ? told.reverse() : told, paging);
    },
    timelineExport: ({ format }: { format: string }) => `${format} of ${record.timeline.length} entries`,
    tasks: (paging: Paging) => connection(record.tasks, paging),
    links: (paging: Paging) => connection(record.links, paging),
    changesNear: (paging: Paging) => connection(record.changes ?? [], paging),
    similar: () =>
      (record.similar ?? []).flatMap(({ incidentId, ...similar }) =>
        pick(records.incidents, [incidentId]).map((other) => ({
          ...{ sharedLabels: [], sharedWords: [], sharedResources: [] },
          ...similar,
          incident: incident(other),
        }))
      ),
    attachments: (paging: Paging) => connection(record.attachments, paging),
    attachmentLimits: { fileBytes: 1024 * 1024, incidentBytes: 20 * 1024 * 1024, files: 200 },
    relations: () =>
      record.relations.flatMap(({ incidentId, ...relation }) =>
        pick(records.incidents, [incidentId]).map((other) => ({ ...relation, incident: incident(other) }))
      ),
    mergedInto: () =>
      pick(records.incidents, record.mergedIntoId ? [record.mergedIntoId] : []).map(incident)[0] ?? null,
    mergedIncidents: (paging: Paging) =>
      connection(records.incidents.filter(({ mergedIntoId }) => mergedIntoId === record.id).map(incident), paging),
    deliveries: (paging: Paging) => connection(record.deliveries, paging),
    runs: runsOf(record.id),
    insights: (paging: Paging) => connection(record.insights, paging),
  });
  const alert = (record: AlertRecord): object => ({
    ...record,
    incident: () =>
      pick(records.incidents, record.incidentId === null ? [] : [record.incidentId]).map(incident)[0] ?? null,
    rule: () => (record.ruleId === null ? null : ruleView(record.ruleId)),
    events: (paging: Paging) => connection(record.events, paging),
  });
  const resource = (record: ResourceRecord): object => ({
    ...record,
    relations: (paging: Paging) =>
      connection(
        record.relations.map(({ resourceId, ...relation }) => ({
          ...relation,
          resource: pick(records.resources, [resourceId]).map(resource)[0],
        })),
        paging
      ),
    incidents: (paging: Paging) =>
      connection(
        records.incidents
          .filter(({ resourceIds }) => resourceIds.includes(record.id))
          .sort(byOpened)
          .map(incident),
        paging
      ),
  });
  return { incident, alert, resource };
}

function pick<Row extends { id: string }>(rows: Row[], ids: string[]): Row[] {
  return ids.length === 0 ? [] : rows.filter(({ id }) => ids.includes(id));
}

function includes<Word>(allowed: readonly Word[] | null | undefined, word: Word): boolean {
  return !allowed || allowed.includes(word);
}

function finds(search: string | null | undefined, ...texts: string[]): boolean {
  return !search || texts.join(' ').toLowerCase().includes(search.toLowerCase());
}

function incidentMatches(
  { id, title, status, severity, labels, quiet }: IncidentRecord,
  filter: IncidentFilter | undefined
): boolean {
  return (
    includes(filter?.ids, id) &&
    includes(filter?.statuses, status) &&
    includes(filter?.severities, severity) &&
    (filter?.quiet ?? quiet !== undefined) === (quiet !== undefined) &&
    labelsMatch(filter?.matchers, labels) &&
    finds(filter?.search, title, ...Object.values(labels))
  );
}

function alertMatches({ id, name, status, severity, labels }: AlertRecord, filter: AlertFilter | undefined): boolean {
  return (
    includes(filter?.ids, id) &&
    includes(filter?.statuses, status) &&
    includes(filter?.severities, severity) &&
    labelsMatch(filter?.matchers, labels) &&
    finds(filter?.search, name, ...Object.values(labels))
  );
}

function countBy<Row>(rows: Row[], valueOf: (row: Row) => string): Array<{ value: string; count: number }> {
  return Object.entries(countByKey(rows, valueOf)).map(([value, count]) => ({ value, count }));
}

function countLabels(rows: Array<{ labels: Record<string, string> }>) {
  const pairs = rows.flatMap(({ labels }) => Object.entries(labels));
  return [...new Set(pairs.map(([name]) => name))].map((name) => ({
    name,
    values: countBy(
      pairs.filter(([other]) => other === name),
      ([, value]) => value
    ),
  }));
}

function incidentFacets(incidents: IncidentRecord[], filter: IncidentFilter | undefined) {
  const under = (own: keyof IncidentFilter | undefined) =>
    incidents.filter((incident) => incidentMatches(incident, own === undefined ? filter : { ...filter, [own]: null }));
  return {
    counted: under(undefined).length,
    isComplete: true,
    statuses: countBy(under('statuses'), ({ status }) => status),
    severities: countBy(under('severities'), ({ severity }) => severity),
    priorities: [],
    ownerTeams: [],
    labels: countLabels(under(undefined)),
  };
}

function alertFacets(alerts: AlertRecord[], filter: AlertFilter | undefined) {
  const under = (own: keyof AlertFilter | undefined) =>
    alerts.filter((alert) => alertMatches(alert, own === undefined ? filter : { ...filter, [own]: null }));
  return {
    counted: under(undefined).length,
    isComplete: true,
    statuses: countBy(under('statuses'), ({ status }) => status),
    severities: countBy(under('severities'), ({ severity }) => severity),
    integrations: [],
    labels: countLabels(under(undefined)),
  };
}

/** Conditions `name="value"` only: enough for what the pages write by themselves. */
function labelsMatch(matchers: string | null | undefined, labels: Record<string, string>): boolean {
  return [...(matchers ?? '').matchAll(/(\w+)="([^"]*)"/g)].every(([, name = '', value]) => labels[name] === value);
}

function resourceMatches({ id, kind, name, labels }: ResourceRecord, filter: ResourceFilter | undefined): boolean {
  return (
    includes(filter?.ids, id) && includes(filter?.kinds, kind) && finds(filter?.search, name, ...Object.values(labels))
  );
}

function coded(code: string, message: string) {
  return new GraphQLError(message, { extensions: { code } });
}
