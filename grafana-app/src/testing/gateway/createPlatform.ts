import type {
  AlertFilter,
  IncidentFilter,
  LineageKind,
  NewIncident,
  ResourceFilter,
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
import { createIdentity, teams, type Viewer } from './createIdentity';
import { createViews } from './createViews';
import { alertFacets, alertMatches, incidentFacets, incidentMatches, pick, resourceMatches } from './matches';
import { coded } from './refuse';
import { createIntegrations } from './createIntegrations';
import { createFeed } from './createFeed';
import { createManagedRules } from './createManagedRules';
import { createRules } from './createRules';
import { createIncidentVerbs, type Ground, people } from './incidentVerbs';
import type { AlertRecord, IncidentRecord, LineageRecord, Records } from './records';
import { ada, incidentOf } from './samples';

/** The fake platform: records that tests and the development server fill, and the root of the schema over them. */
export interface Platform {
  records: Records;
  viewer: Viewer;
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
  const identity = createIdentity();
  const { viewer, allow } = identity;
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
    ...identity.root,
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
