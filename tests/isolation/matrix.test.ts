import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isObjectType } from 'graphql';
import { payloadIdOf } from '#incidents/payload/payloadEntry';
import { fileRoutes } from '#gateway/files/fileRoutes';
import { inProcessSource } from '#gateway/sources/inProcessSource';
import { createSubgraphExecutor } from '#gateway/sources/executeSubgraph';
import { routeDraft } from '#incidents/route/routeDraft';
import { startFakePrometheus } from '#incidents/ruleSource/fake';
import type { Caller } from '#kit/caller';
import { serve, type Served } from '#kit/serve';
import { startBackground, type Background } from '#run/background';
import { readConfig } from '#run/config';
import { openGateway } from '#run/openGateway';
import { openParts, type Parts } from '#run/parts';
import { root } from '#run/root';
import { applySetup, type Made } from '#run/setup/applySetup';
import { openTestPlatform, type TestPlatform } from '../database/openTestPlatform.ts';
import { ask, eventually } from '../journeys/ask.ts';
import { startOutside, type Outside } from '../journeys/outside.ts';
import { makeHome } from '../servers/home.ts';
import { everyField, variable } from './schemaPaths.ts';

/**
 * The isolation matrix. Two tenants go through the whole loop; everything of one carries its mark. Then every field of the public schema is
 * asked by the one with the ids of the other, every entity is asked for in every subgraph, every mutation and every address is tried: the
 * mark of the other is never seen, and nothing of the other changes. The rows come from the schema, so a new field is in it by itself.
 * The same rows are asked within one tenant by a key whose scope holds none of its incidents and alerts.
 */

type Resident = {
  mark: string;
  made: Made;
  apiKey: string;
  /** A key of the same tenant, with every permission, for what bears the label scope=narrow. */
  narrowKey: string;
  caller: Caller;
  ids: Record<
    | 'incident'
    | 'alert'
    | 'resource'
    | 'delivery'
    | 'run'
    | 'insight'
    | 'person'
    | 'channel'
    | 'alertrule'
    | 'rulesource'
    | 'managedrule'
    | 'rulefeed'
    | 'grafanatarget'
    | 'integration'
    | 'payload'
    | 'route'
    | 'replay'
    | 'silence'
    | 'inhibition'
    | 'interval'
    | 'maintenance'
    | 'servicehours'
    | 'schedule'
    | 'override'
    | 'swap'
    | 'calendarlink'
    | 'contact'
    | 'delegation'
    | 'correlationrule'
    | 'correlation'
    | 'role'
    | 'enrichmentrule'
    | 'lookuptable'
    | 'attachment'
    | 'escalationchain'
    | 'noticetemplate',
    string
  >;
};

const schema = buildSchema(readFileSync(join(root, 'gateway', 'public.graphql'), 'utf8'));
const unknown = '00000000-0000-7000-8000-000000000000';

let outside: Outside;
let platform: TestPlatform;
let parts: Parts;
let background: Background;
let served: Served;
let graphqlUrl: string;
let ingestUrl: string;
let ours: Resident;
let theirs: Resident;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  outside = await startOutside();
  platform = await openTestPlatform();
  const objects = makeHome('objects');
  closers.push(async () => objects.remove());
  const config = { ...readConfig({ DATA_DIR: objects.dir }), SECRET_KEY: new Uint8Array(32), ALLOWED_NETWORKS: ['127.0.0.0/8'] };
  parts = await openParts(platform, config);
  const gateway = await openGateway(platform, config, {
    // On a busy machine an answer may take long; whose it is, is what counts here.
    sourceFor: () => (name) => inProcessSource(parts.subgraphs[name], { log: platform.log, timeoutMs: 30_000 }),
    ready: async () => [],
  });
  const routes = [
    ...gateway.routes,
    ...Object.values(parts.subgraphs).flatMap((subgraph) => [...subgraph.routes, ...fileRoutes(subgraph, gateway.identify)]),
  ];
  served = await serve({ routes, upgrade: gateway.upgrade, host: '127.0.0.1', port: 0, log: platform.log });
  background = await startBackground(platform, [parts.graph, ...Object.values(parts.subgraphs)]);
  graphqlUrl = `http://127.0.0.1:${served.port}/graphql`;
  ingestUrl = `http://127.0.0.1:${served.port}/ingest`;
  closers.push(
    () => background.stop(),
    () => served.close(),
    () => gateway.close(),
    () => platform.close(),
    () => parts.close(),
    () => outside.stop(),
  );
  // One after the other, so that a busy machine answers each in time.
  ours = await moveIn('ours');
  theirs = await moveIn('theirs');
}, 120_000);

afterAll(async () => {
  for (const close of closers) await close();
});

/** A tenant whose every name carries its mark, with one alert that has been through the whole loop. */
async function moveIn(mark: string): Promise<Resident> {
  const made = await applySetup(parts.platform, {
    tenant: { slug: mark, name: `${mark} tenant` },
    connections: [
      { issuer: `https://${mark}.example/`, jwksUrl: `https://${mark}.example/keys`, org: '1', defaultRole: 'viewer', secret: undefined },
    ],
    people: [{ issuer: `https://${mark}.example/`, subject: 'user:1', name: `${mark} person`, email: undefined, role: 'admin' }],
    apiKeys: [
      { name: mark, role: 'admin', key: undefined },
      { name: `${mark} narrow`, role: 'admin', key: undefined, scopeLabels: [{ scope: 'narrow' }] },
    ],
    scopes: [],
    integrations: [
      { name: `${mark} alertmanager`, source: 'ALERTMANAGER', fingerprintLabels: [], token: undefined },
      { name: `${mark} prometheus`, source: 'PROMETHEUS', fingerprintLabels: [], token: undefined },
      ...(['PAGERDUTY', 'GRAFANA', 'OPSGENIE', 'ONCALL', 'CLOUDEVENTS', 'OPENLINEAGE'] as const).map((source) => ({
        name: `${mark} ${source.toLowerCase()}`,
        source,
        fingerprintLabels: [],
        token: undefined,
      })),
    ],
    routes: routeDraft.parse({ name: `${mark} route`, groupBy: ['alertname'], groupWaitMs: 0 }),
    correlation: [],
    channels: [{ name: `${mark} channel`, url: `${outside.url}/${mark}`, secret: undefined }],
    playbooks: [
      {
        name: `${mark} playbook`,
        steps: [{ kind: 'http', name: `${mark} step`, method: 'GET', url: `${outside.url}/${mark}`, timeoutMs: 5_000, expectStatus: 200 }],
      },
    ],
    triggers: [{ name: `${mark} trigger`, event: 'incident.opened', matchers: [], playbook: `${mark} playbook` }],
  });
  const apiKey = made.apiKeys[mark] ?? '';
  const rules = await addRules(mark, apiKey);
  const enrichment = await addEnrichment(mark, apiKey);
  await sendChange(mark, made);
  await sendAlert(mark, made, { drop: 'me' });
  await sendAlert(mark, made);
  const found = await eventually(`whole loop of ${mark}`, async () => {
    const { incidents, viewer, alertRules } = await ask<Loop>({ graphqlUrl, apiKey }, loopQuery);
    const incident = incidents.edges[0]?.node;
    const first = (list: { edges: { node: { id: string } }[] } | undefined) => list?.edges[0]?.node.id;
    const ids = {
      incident: incident?.id,
      alert: first(incident?.alerts),
      resource: first(incident?.resources),
      delivery: first(incident?.deliveries),
      run: first(incident?.runs),
      insight: first(incident?.insights),
      alertrule: first(alertRules),
    };
    return Object.values(ids).every((id) => id !== undefined) && { ids: ids as Record<keyof typeof ids, string>, permissions: viewer.permissions };
  });
  await ask(
    { graphqlUrl, apiKey },
    `mutation { replayRoutes(draft: [{ key: "x", name: "${mark} draft" }], from: "${new Date(Date.now() - 3_600_000).toISOString()}", to: "${new Date().toISOString()}") { id } }`,
  );
  const { person, channel, integration, payload, route, replay } = await platform.database.inTenant(made.tenantId, async (db) => ({
    person: await db.person.findFirst({ select: { id: true } }),
    channel: await db.channel.findFirst({ select: { id: true } }),
    integration: await db.integration.findFirst({ where: { source: 'PROMETHEUS' }, select: { id: true } }),
    payload: await db.payload.findFirst({ select: { id: true, at: true } }),
    route: await db.route.findFirst({ select: { id: true } }),
    replay: await db.routeReplay.findFirst({ select: { id: true } }),
  }));
  const byHand = await workOn(mark, apiKey, found.ids.incident, person?.id ?? '');
  const correlated = await correlate(mark, apiKey, made.tenantId, found.ids.incident, byHand);
  const attachment = await attach(mark, apiKey, found.ids.incident);
  const quiet = await addQuiet(mark, apiKey);
  const schedules = await addSchedule(mark, apiKey, made.tenantId, person?.id ?? '');
  const escalationchain = await escalate(mark, apiKey, found.ids.incident);
  const noticetemplate = await word(mark, apiKey);
  return {
    mark,
    made,
    apiKey,
    narrowKey: made.apiKeys[`${mark} narrow`] ?? '',
    caller: { tenantId: made.tenantId, personId: null, teamIds: [], permissions: found.permissions, scope: null, via: 'API_KEY' },
    ids: {
      ...found.ids,
      person: person?.id ?? '',
      channel: channel?.id ?? '',
      integration: integration?.id ?? '',
      payload: payload ? payloadIdOf({ ...payload, outcome: 'ACCEPTED' }) : '',
      route: route?.id ?? '',
      replay: replay?.id ?? '',
      ...quiet,
      ...correlated,
      ...enrichment,
      ...rules,
      attachment,
      ...schedules,
      escalationchain,
      noticetemplate,
    },
  };
}

type Ids = { edges: { node: { id: string } }[] };
type Loop = {
  alertRules: Ids;
  viewer: { permissions: Caller['permissions'] };
  incidents: {
    edges: { node: { id: string } & Record<'alerts' | 'resources' | 'deliveries' | 'runs' | 'insights', { edges: { node: { id: string } }[] }> }[];
  };
};
const loopQuery = `{ alertRules(filter: { states: [INACTIVE] }) { edges { node { id } } } viewer { permissions } incidents { edges { node { id ${['alerts', 'resources', 'deliveries', 'runs', 'insights'].map((list) => `${list} { edges { node { id } } }`).join(' ')} } } } }`;

/** What people add to an incident: each bears the mark, and a second incident stands beside the first. */
async function workOn(mark: string, apiKey: string, incident: string, person: string): Promise<string> {
  const opened = await ask<{ createIncident: { id: string } }>(
    { graphqlUrl, apiKey },
    `mutation { createIncident(incident: { title: "${mark} by hand", severity: LOW, description: "${mark} description" }) { id } }`,
  );
  const on = `id: "${incident}"`;
  await ask(
    { graphqlUrl, apiKey },
    `mutation {
      addIncidentTask(${on}, title: "${mark} task", ownerId: "${person}") { id }
      addIncidentLink(${on}, url: "https://${mark}.example/", title: "${mark} link") { id }
      addIncidentNote(${on}, text: "${mark} note for @[${mark}](person:${person})") { id }
      giveIncidentRole(${on}, role: "${mark} role", personId: "${person}") { id }
      assignIncident(${on}, personId: "${person}") { id }
      relateIncidents(${on}, otherId: "${opened.createIncident.id}", kind: CAUSES) { id }
    }`,
  );
  return opened.createIncident.id;
}

/** A rule, and a pair that it might have found, with what was decided of the two. */
async function correlate(
  mark: string,
  apiKey: string,
  tenantId: string,
  olderId: string,
  youngerId: string,
): Promise<Record<'correlationrule' | 'correlation', string>> {
  const { rule } = await ask<{ rule: { id: string } }>(
    { graphqlUrl, apiKey },
    `mutation { rule: createCorrelationRule(input: { name: "${mark} rule", matchers: [{ name: "alertname", value: "${mark} nothing" }], windowMinutes: 1, labels: ["${mark}"], mode: SUGGEST }) { id } }`,
  );
  const path = { nodes: [{ kind: 'RESOURCE', id: mark, label: `${mark} host` }], edges: [] };
  const facts = { gapSeconds: 1, labels: [{ name: mark, value: mark }], hops: 0, path };
  const by = { ruleId: rule.id, ruleName: `${mark} rule` };
  const pair = await platform.database.inTenant(tenantId, async (db) => {
    await db.correlationJudgement.create({ data: { incidentId: olderId, basis: mark, times: 1 } });
    await db.correlationDecision.create({ data: { incidentId: olderId, otherId: youngerId, ...by, reason: 'matched', facts } });
    return db.correlation.create({ data: { olderId, youngerId, ...by, state: 'SUGGESTED', evidence: facts } });
  });
  return { correlationrule: rule.id, correlation: pair.id };
}

/** A chain, the policy that tells everything by it, and a run of it for an incident; the chain's id. */
async function word(mark: string, apiKey: string): Promise<string> {
  const { made } = await ask<{ made: { id: string } }>(
    { graphqlUrl, apiKey },
    `mutation { made: saveNoticeTemplate(input: { place: TENANT, event: "digest", texts: [{ language: "en-US", subject: "${mark} words" }] }, expectedVersion: 0, note: "${mark}") { id } }`,
  );
  return made.id;
}

async function escalate(mark: string, apiKey: string, incident: string): Promise<string> {
  const { made } = await ask<{ made: { id: string } }>(
    { graphqlUrl, apiKey },
    `mutation { made: createEscalationChain(note: "${mark} remark", chain: { name: "${mark} chain", description: "${mark}", steps: [{ kind: WAIT, seconds: 604800 }, { kind: EVERY_CHANNEL }, { kind: REPEAT, times: 1 }] }) { id } }`,
  );
  await ask(
    { graphqlUrl, apiKey },
    `mutation { savePolicy(tree: [{ key: "x", name: "${mark} policy", tells: CHAIN, chainId: "${made.id}" }], expectedVersion: 0, note: "${mark}") { version } }`,
  );
  await ask({ graphqlUrl, apiKey }, `mutation { restartEscalation(incidentId: "${incident}") }`);
  return made.id;
}

/** A file whose name and content bear the mark; its id. */
async function attach(mark: string, apiKey: string, incident: string): Promise<string> {
  const answer = await fetch(filesUrl(incident, `?name=${mark}%20file`), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${apiKey}` },
    body: `${mark} content`,
  });
  return ((await answer.json()) as { id: string }).id;
}

const filesUrl = (incident: string, rest: string): string => new URL(`/files/incidents/${incident}/attachments${rest}`, graphqlUrl).href;

/** A table, a rule that looks nothing up in it, and one that dropped an alert. */
async function addEnrichment(mark: string, apiKey: string): Promise<{ enrichmentrule: string; lookuptable: string }> {
  const { saveLookupTable: table } = await ask<{ saveLookupTable: { id: string } }>({ graphqlUrl, apiKey }, saveTable, {
    name: `${mark} table`,
    csv: `${mark} key,${mark} value\n${mark} a,${mark} b\n`,
  });
  const { saveEnrichmentRules: saved } = await ask<{ saveEnrichmentRules: { rules: { id: string }[] } }>({ graphqlUrl, apiKey }, saveRules, {
    rules: [
      {
        ...{ name: `${mark} look-up`, enabled: true },
        matchers: ['job=nobody'],
        action: {
          ...{ kind: 'LOOK_UP', tableId: table.id },
          keys: [{ column: `${mark} key`, label: 'job' }],
          values: [{ column: `${mark} value`, label: 'owner' }],
        },
      },
      { name: `${mark} drop`, enabled: true, matchers: ['drop=me'], action: { kind: 'DROP_ALERT' } },
    ],
  });
  return { lookuptable: table.id, enrichmentrule: saved.rules[1]?.id ?? '' };
}

const saveTable = 'mutation ($name: String!, $csv: String!) { saveLookupTable(name: $name, csv: $csv) { id } }';
const saveRules = 'mutation ($rules: [EnrichmentRuleInput!]!) { saveEnrichmentRules(rules: $rules, expectedVersion: 0) { rules { id } } }';

type RuleIds = Record<'rulesource' | 'managedrule' | 'rulefeed' | 'grafanatarget', string>;

/** A source of rules that has the rule of the alert, a rule that is kept here, an address that serves it and a Grafana that it is pushed to. */
async function addRules(mark: string, apiKey: string): Promise<RuleIds> {
  const prometheus = await startFakePrometheus();
  closers.push(() => prometheus.close());
  prometheus.has({ name: `${mark} alert`, query: 'up == 0', labels: { severity: 'critical' }, annotations: { summary: `${mark} rule` } });
  const make = async (mutation: string) =>
    (await ask<{ made: { id: string; feed?: { id: string } } }>({ graphqlUrl, apiKey }, `mutation { made: ${mutation} }`)).made;
  const source = await make(`createRuleSource(input: { name: "${mark} rules", url: "${prometheus.url}" }) { id }`);
  const rule = await make(
    `createManagedRule(input: { name: "${mark} managed", group: "${mark} group", query: "up == 0", labels: { of: "${mark}" } }) { id }`,
  );
  const { feed } = await make(`createRuleFeed(name: "${mark} feed") { feed { id } }`);
  const grafana = await make(
    `createGrafanaTarget(input: { name: "${mark} grafana", url: "${outside.url}/${mark}", token: "${mark}", folderUid: "f", datasourceUid: "d" }) { id }`,
  );
  return { rulesource: source.id, managedrule: rule.id, rulefeed: feed?.id ?? '', grafanatarget: grafana.id };
}

/** A silence, an inhibition rule, a time interval and a maintenance window, none of which mutes the alert; and the hours in which a team works. */
async function addQuiet(
  mark: string,
  apiKey: string,
): Promise<Record<'silence' | 'inhibition' | 'interval' | 'maintenance' | 'servicehours' | 'role', string>> {
  const nothing = `{ name: "alertname", value: "${mark} nothing" }`;
  const made = await ask<Record<'silence' | 'inhibition' | 'interval' | 'maintenance', { id: string }>>(
    { graphqlUrl, apiKey },
    `mutation {
      silence: createSilence(input: { matchers: [${nothing}], comment: "${mark} silence", createdBy: "${mark}", endsAt: "2099-01-01T00:00:00Z" }) { id }
      inhibition: createInhibitionRule(input: { name: "${mark} rule", sourceMatchers: [${nothing}], targetMatchers: [${nothing}] }) { id }
      interval: createTimeInterval(input: { name: "${mark} interval", intervals: [{ years: ["1999"] }] }) { id }
      maintenance: createMaintenanceWindow(input: { name: "${mark} work", matchers: [${nothing}], endsAt: "2099-01-01T00:00:00Z" }) { id }
    }`,
  );
  const { teams } = await ask<{ teams: { edges: { node: { id: string; roles: { id: string }[] } }[] } }>(
    { graphqlUrl, apiKey },
    '{ teams { edges { node { id roles { id } } } } }',
  );
  const servicehours = teams.edges[0]?.node.id ?? '';
  const role = teams.edges[0]?.node.roles[0]?.id ?? '';
  await ask(
    { graphqlUrl, apiKey },
    `mutation { setServiceHours(teamId: "${servicehours}", input: { timeZone: "Asia/Taipei", weekdays: [1], fromMinute: 0, toMinute: 1 }) { teamId } }`,
  );
  return {
    silence: made.silence.id,
    inhibition: made.inhibition.id,
    interval: made.interval.id,
    maintenance: made.maintenance.id,
    servicehours,
    role,
  };
}

/** A schedule that always has the person on call, an override, an offer and an address of its calendar. */
async function addSchedule(
  mark: string,
  apiKey: string,
  tenantId: string,
  person: string,
): Promise<Record<'schedule' | 'override' | 'swap' | 'calendarlink' | 'contact' | 'delegation', string>> {
  const { schedule } = await ask<{ schedule: { id: string } }>(
    { graphqlUrl, apiKey },
    `mutation { schedule: createSchedule(input: { name: "${mark} schedule", description: "${mark}", timeZone: "Asia/Taipei", layers: [
      { name: "${mark} layer", kind: ROTATION, priority: 1, rotation: WEEKLY, startsAt: "2026-01-01T09:00", turns: [["${person}"]] }
    ] }) { id } }`,
  );
  const { override, link } = await ask<{ override: { id: string }; link: { link: { id: string } } }>(
    { graphqlUrl, apiKey },
    `mutation {
      override: addScheduleOverride(scheduleId: "${schedule.id}", input: { personId: "${person}", startsAt: "2098-01-01T00:00:00Z", endsAt: "2098-01-02T00:00:00Z", note: "${mark}" }) { id }
      link: createCalendarLink(scheduleId: "${schedule.id}") { link { id } }
    }`,
  );
  const time = { startsAt: new Date('2098-01-01T00:00:00Z'), endsAt: new Date('2098-01-02T00:00:00Z') };
  const swap = await platform.database.inTenant(tenantId, (db) =>
    db.scheduleSwap.create({
      data: { ...time, scheduleId: schedule.id, offeredById: person, note: `${mark} swap`, expiresAt: time.startsAt, createdAt: new Date() },
    }),
  );
  const own = await platform.database.inTenant(tenantId, async (db) => {
    const channel = await db.channel.findFirstOrThrow({ select: { id: true } });
    const address = { address: { text: mark }, addressHash: mark, hint: `${mark} hint`, label: `${mark} contact` };
    const contact = await db.contact.create({ data: { ...address, personId: person, channelId: channel.id, createdAt: new Date() } });
    const other = await db.person.create({ data: { name: `${mark} stand-in` } });
    const delegation = await db.delegation.create({ data: { ...time, personId: person, toId: other.id, createdAt: new Date() } });
    return { contact: contact.id, delegation: delegation.id };
  });
  return { schedule: schedule.id, override: override.id, swap: swap.id, calendarlink: link.link.id, ...own };
}

function sendAlert(mark: string, made: Made, labels: object = {}): Promise<Response> {
  const body = [
    {
      labels: { alertname: `${mark} alert`, severity: 'critical', instance: `${mark}-host:9100`, job: mark, ...labels },
      annotations: { summary: `${mark} summary` },
      generatorURL: 'http://prometheus/graph?g0.expr=up+%3D%3D+0',
    },
  ];
  return fetch(`${ingestUrl}/prometheus/${made.integrations[`${mark} prometheus`]}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function sendChange(mark: string, made: Made): Promise<Response> {
  return fetch(`${ingestUrl}/pagerduty/v2/change/enqueue`, {
    method: 'POST',
    body: JSON.stringify({
      routing_key: made.integrations[`${mark} pagerduty`],
      payload: { summary: `${mark} deployed`, source: `${mark}-host`, custom_details: { job: mark } },
      links: [{ href: `https://${mark}.example/build`, text: `${mark} build` }],
    }),
  });
}

/** The public answer to a query of one of the tenants, as text: errors included. So many questions use up what a key may ask for; then it waits, as a client does. */
async function answerTo({ apiKey }: Pick<Resident, 'apiKey'>, query: string, variables: object = {}): Promise<string> {
  for (let patience = 20; ; patience -= 1) {
    const response = await fetch(graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ query, variables }),
    });
    const answer = await response.text();
    if (patience === 0 || !answer.includes('"RATE_LIMITED"')) return answer;
    await new Promise((later) => setTimeout(later, 500));
  }
}

const argumentsFor = (ids: Resident['ids']) => ({
  incident: `id: "${ids.incident}"`,
  alert: `id: "${ids.alert}"`,
  resource: `id: "${ids.resource}"`,
  bulkAction: `id: "${unknown}"`,
  lineage: `root: { kind: INCIDENT, id: "${ids.incident}" }, depth: 5`,
  channel: `id: "${ids.channel}"`,
  integration: `id: "${ids.integration}"`,
  payload: `id: "${ids.payload}"`,
  previewMapping: 'source: GENERIC, body: "{}"',
  alertRule: `id: "${ids.alertrule}"`,
  ruleSource: `id: "${ids.rulesource}"`,
  managedRule: `id: "${ids.managedrule}"`,
  managedRulePreview: 'input: { template: "host_down" }',
  grafanaTarget: `id: "${ids.grafanatarget}"`,
  silence: `id: "${ids.silence}"`,
  previewSilence: 'matchers: [{ name: "severity", value: "critical" }]',
  previewTimeInterval: 'intervals: [{ weekdays: ["monday"] }], from: "2026-01-01T00:00:00Z", until: "2026-01-08T00:00:00Z"',
  readTimeIntervals: 'text: "[{ weekdays: [monday] }]"',
  schedule: `id: "${ids.schedule}"`,
  notificationSettings: `personId: "${ids.person}"`,
  previewNotifications: 'input: { defaultSteps: [], importantSteps: [] }, severity: LOW',
  previewSchedule: `id: "${ids.schedule}", input: { name: "x", timeZone: "UTC", layers: [] }, from: "2026-01-01T00:00:00Z", to: "2026-01-08T00:00:00Z"`,
  serviceHours: `teamIds: ["${ids.servicehours}"]`,
  checkRuleFile: 'content: "groups: []"',
  checkRoutes: `tree: [{ key: "x", name: "x", id: "${ids.route}" }]`,
  testRoutes: `alertId: "${ids.alert}"`,
  routeReplay: `id: "${ids.replay}"`,
  previewAlertmanager: 'configuration: "route: { receiver: x }"',
  checkEnrichmentRules: `rules: [{ name: "x", id: "${ids.enrichmentrule}", action: { kind: DROP_ALERT } }]`,
  testEnrichment: `alertId: "${ids.alert}"`,
  lookupTable: `id: "${ids.lookuptable}"`,
  checkLookupTable: 'csv: "a\\n1"',
  testCorrelation: `rule: { name: "x", windowMinutes: 1, mostHops: 1, mode: MERGE }, incidentId: "${ids.incident}"`,
  escalationChain: `id: "${ids.escalationchain}"`,
  checkPolicy: `tree: [{ key: "x", name: "x", tells: CHAIN, chainId: "${ids.escalationchain}" }]`,
  whoWouldBeTold: `incidentId: "${ids.incident}"`,
  deliveryStats: 'filter: { from: "2026-01-01T00:00:00Z", until: "2027-01-01T00:00:00Z" }, stepSeconds: 600000',
  previewNotice: `input: { place: TENANT, event: "opened", texts: [] }, kind: "slack", language: "en-US", incidentId: "${ids.incident}"`,
  whyPaged: `personId: "${ids.person}", incidentId: "${ids.incident}"`,
  droppedAlerts: `ruleId: "${ids.enrichmentrule}"`,
});

const asVariables = new Proxy({} as Resident['ids'], { get: (_, name) => variable(String(name)) });
const rows = everyField(schema, argumentsFor(asVariables));

test.each(rows)('$name', async ({ query }) => {
  const own = await answerTo(ours, query, ours.ids);
  expect(JSON.parse(own)).not.toHaveProperty('errors');
  expect(own).not.toContain(theirs.mark);

  const foreign = await answerTo(ours, query, theirs.ids);
  expect(foreign).not.toContain(theirs.mark);
  for (const id of Object.values(theirs.ids)) expect(foreign).not.toContain(`"id":"${id}"`);

  const narrow = await answerTo({ apiKey: ours.narrowKey }, query, ours.ids);
  for (const { extensions } of JSON.parse(narrow).errors ?? []) expect(['FORBIDDEN', 'NOT_FOUND']).toContain(extensions.code);
  expect(outsideIn(narrow, ours)).toEqual([]);
});

/** What of the tenant's incidents and alerts an answer holds, by id and by the words that only they bear. */
function outsideIn(answer: string, { mark, ids }: Resident): string[] {
  const own = [ids.incident, ids.alert, ids.delivery, ids.run, ids.insight].map((id) => `"id":"${id}"`);
  const words = ['summary', 'description', 'note', 'task', 'link', 'by hand', 'role'].map((word) => `${mark} ${word}`);
  return [...own, ...words, '"drop":"me"'].filter((each) => answer.includes(each));
}

test('what is outside a scope is there for those who see all, and only they count it', async () => {
  const counts =
    '{ incidents { totalCount edges { node { id timeline { edges { node { text } } } } } } alerts { totalCount edges { node { id } } } }';
  expect(outsideIn(await answerTo(ours, counts), ours)).toEqual(expect.arrayContaining([`"id":"${ours.ids.alert}"`, `${ours.mark} note`]));
  const { data } = JSON.parse(await answerTo({ apiKey: ours.narrowKey }, counts));
  expect([data.incidents.totalCount, data.alerts.totalCount]).toEqual([0, 0]);
});

const entities = Object.values(schema.getTypeMap()).filter(
  (type) => isObjectType(type) && type.getFields()['id'] !== undefined && type.name !== 'LineageNode',
);

test.each(
  Object.entries({
    incidents: ['Incident', 'Alert', 'AlertRule', 'Integration', 'Silence'],
    resources: ['Resource', 'Incident'],
    notify: ['Delivery', 'Incident'],
    automation: ['Run', 'Incident'],
    identity: ['Person'],
    agents: ['Insight', 'Incident'],
  } as const),
)('the entities of %s', async (subgraph, types) => {
  const executor = createSubgraphExecutor(parts.subgraphs[subgraph as keyof Parts['subgraphs']], platform.log);
  for (const type of types) {
    const id = theirs.ids[type.toLowerCase() as keyof Resident['ids']];
    const fields = printableFields(subgraph, type);
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${fields} } } }`;
    const answer = JSON.stringify(
      await executor({ query, variables: { representations: [{ __typename: type, id }] } }, { caller: ours.caller, requestId: 'matrix' }),
    );
    expect(answer).not.toContain(theirs.mark);
  }
});

/** Scalars and one level of lists of a type as its subgraph has them. */
function printableFields(subgraph: string, typeName: string): string {
  const type = parts.subgraphs[subgraph as keyof Parts['subgraphs']].schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${subgraph} has no ${typeName}.`);
  return Object.values(type.getFields())
    .map((field) =>
      String(field.type).includes('Connection')
        ? `${field.name} { totalCount edges { cursor node { __typename } } }`
        : isObjectType(unwrap(field.type))
          ? `${field.name} { __typename }`
          : field.name,
    )
    .join(' ');
}

function unwrap(type: unknown): unknown {
  return typeof type === 'object' && type !== null && 'ofType' in type ? unwrap(type.ofType) : type;
}

test('every entity of the public schema is in a row above', () => {
  expect(entities.map(({ name }) => name).sort()).toEqual(
    expect.arrayContaining(['Alert', 'AlertRule', 'Delivery', 'Incident', 'Insight', 'Integration', 'Person', 'Resource', 'Run', 'Silence']),
  );
});

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const anything = '{ name: "alertname", value: "x" }';
/** How a mutation is tried on what belongs to another tenant; one that is not named here takes the id of an incident and nothing else. */
const trials: Record<string, (ids: Resident['ids']) => string> = {
  // No view of theirs has an id here; that those of other people and tenants are refused is in savedView.test.ts.
  updateSavedView: () => `(id: "${unknown}", input: { list: INCIDENTS, name: "x", settings: { filter: {} } }) { id }`,
  deleteSavedView: () => `(id: "${unknown}")`,
  chooseDefaultView: () => `(id: "${unknown}") { id }`,
  startBulkAction: ({ incident }) => `(input: { verb: ACKNOWLEDGE, ids: ["${incident}"] }) { id }`,
  addIncidentNote: ({ incident }) => `(id: "${incident}", text: "x") { id }`,
  resolveIncident: ({ incident }) => `(id: "${incident}", note: "x") { id }`,
  setIncidentTitle: ({ incident }) => `(id: "${incident}", title: "stolen") { id title }`,
  setIncidentSeverity: ({ incident }) => `(id: "${incident}", severity: INFO) { id title }`,
  setIncidentPriority: ({ incident }) => `(id: "${incident}", priority: P5) { id title }`,
  assignIncident: ({ incident, person }) => `(id: "${incident}", personId: "${person}") { id title }`,
  setIncidentOwner: ({ incident }) => `(id: "${incident}", teamId: "${unknown}") { id title }`,
  postIncidentUpdate: ({ incident }) => `(id: "${incident}", text: "x", audience: TEAM) { id title }`,
  setIncidentPrivate: ({ incident }) => `(id: "${incident}", private: true) { id title }`,
  giveIncidentRole: ({ incident, person }) => `(id: "${incident}", role: "scribe", personId: "${person}") { id title }`,
  addIncidentTask: ({ incident }) => `(id: "${incident}", title: "x") { id title }`,
  changeIncidentTask: ({ incident }) => `(id: "${incident}", taskId: "${unknown}", change: { state: DONE }) { id title }`,
  addIncidentLink: ({ incident }) => `(id: "${incident}", url: "https://x.example/") { id title }`,
  removeIncidentAttachment: ({ incident, attachment }) => `(id: "${incident}", attachmentId: "${attachment}") { id title }`,
  removeIncidentLink: ({ incident }) => `(id: "${incident}", linkId: "${unknown}") { id title }`,
  relateIncidents: ({ incident }) => `(id: "${ours.ids.incident}", otherId: "${incident}", kind: RELATED) { id title }`,
  unrelateIncidents: ({ incident }) => `(id: "${ours.ids.incident}", otherId: "${incident}") { id title }`,
  mergeIncidents: ({ incident }) => `(ids: ["${incident}"], intoId: "${ours.ids.incident}") { id title }`,
  splitIncident: ({ incident, alert }) => `(id: "${incident}", alertIds: ["${alert}"]) { id title }`,
  createIncident: ({ alert }) => `(incident: { title: "x", severity: LOW, alertIds: ["${alert}"] }) { id title }`,
  snoozeIncident: ({ incident }) => `(id: "${incident}", until: "${new Date(Date.now() + 3_600_000).toISOString()}") { id }`,
  updateChannel: ({ channel }) => `(id: "${channel}", input: { name: "stolen" }) { id name }`,
  enableChannel: ({ channel }) => `(id: "${channel}") { id name }`,
  disableChannel: ({ channel }) => `(id: "${channel}") { id name }`,
  testChannel: ({ channel }) => `(id: "${channel}") { outcome detail }`,
  deleteChannel: ({ channel }) => `(id: "${channel}") { id name }`,
  testIntegration: ({ integration }) => `(id: "${integration}") { code }`,
  updateIntegration: ({ integration }) => `(id: "${integration}", input: { name: "stolen" }) { id name }`,
  rotateIntegrationToken: ({ integration }) => `(id: "${integration}") { token }`,
  deleteIntegration: ({ integration }) => `(id: "${integration}") { id name }`,
  saveRoutes: ({ route }) =>
    `(tree: [{ key: "a", name: "stolen" }, { key: "b", parentKey: "a", name: "x", id: "${route}" }], expectedVersion: 1) { version }`,
  cancelRouteReplay: ({ replay }) => `(id: "${replay}") { id }`,
  restoreRoutes: () => '(version: 2, expectedVersion: 1) { version }',
  updateSilence: ({ silence }) =>
    `(id: "${silence}", input: { matchers: [${anything}], comment: "stolen", endsAt: "2098-01-01T00:00:00Z" }) { id comment }`,
  expireSilence: ({ silence }) => `(id: "${silence}") { id comment }`,
  approveSilence: ({ silence }) => `(id: "${silence}") { id comment }`,
  rejectSilence: ({ silence }) => `(id: "${silence}") { id comment }`,
  updateInhibitionRule: ({ inhibition }) =>
    `(id: "${inhibition}", input: { name: "stolen", sourceMatchers: [${anything}], targetMatchers: [${anything}] }) { id name }`,
  deleteInhibitionRule: ({ inhibition }) => `(id: "${inhibition}") { id name }`,
  updateCorrelationRule: ({ correlationrule }) =>
    `(id: "${correlationrule}", input: { name: "stolen", windowMinutes: 1, mostHops: 1, mode: MERGE }) { id name }`,
  moveCorrelationRule: ({ correlationrule }) => `(id: "${correlationrule}", position: 1) { id name }`,
  deleteCorrelationRule: ({ correlationrule }) => `(id: "${correlationrule}") { id name }`,
  acceptCorrelation: ({ correlation }) => `(id: "${correlation}") { id title }`,
  dismissCorrelation: ({ correlation }) => `(id: "${correlation}") { id title }`,
  updateTimeInterval: ({ interval }) => `(id: "${interval}", input: { name: "stolen", intervals: [{ years: ["1999"] }] }) { id name }`,
  deleteTimeInterval: ({ interval }) => `(id: "${interval}") { id name }`,
  setTeamRoleScope: ({ servicehours, role }) => `(teamId: "${servicehours}", roleId: "${role}", scope: OWN_TEAM) { id name }`,
  updateSchedule: ({ schedule }) => `(id: "${schedule}", input: { name: "stolen", timeZone: "UTC", layers: [] }, expectedVersion: 1) { id name }`,
  deleteSchedule: ({ schedule }) => `(id: "${schedule}")`,
  addScheduleOverride: ({ schedule }) =>
    `(scheduleId: "${schedule}", input: { startsAt: "2098-01-01T00:00:00Z", endsAt: "2098-01-02T00:00:00Z" }) { id note }`,
  updateScheduleOverride: ({ schedule, override }) =>
    `(scheduleId: "${schedule}", id: "${override}", input: { startsAt: "2098-01-01T00:00:00Z", endsAt: "2098-01-03T00:00:00Z" }) { id note }`,
  removeScheduleOverride: ({ schedule, override }) => `(scheduleId: "${schedule}", id: "${override}") { id note }`,
  offerScheduleSwap: ({ schedule }) =>
    `(scheduleId: "${schedule}", input: { startsAt: "2098-01-01T00:00:00Z", endsAt: "2098-01-02T00:00:00Z" }) { id note }`,
  acceptScheduleSwap: ({ swap }) => `(id: "${swap}") { id note }`,
  withdrawScheduleSwap: ({ swap }) => `(id: "${swap}") { id note }`,
  addContact: ({ channel }) => `(input: { channelId: "${channel}", address: "x" }) { id label }`,
  sendContactCode: ({ contact }) => `(id: "${contact}") { id label }`,
  verifyContact: ({ contact }) => `(id: "${contact}", code: "000000") { id label }`,
  removeContact: ({ contact }) => `(id: "${contact}")`,
  addDelegation: ({ person }) => `(toId: "${person}", startsAt: "2098-01-01T00:00:00Z", endsAt: "2098-01-02T00:00:00Z") { id }`,
  endDelegation: ({ delegation }) => `(id: "${delegation}")`,
  createCalendarLink: ({ schedule }) => `(scheduleId: "${schedule}") { url }`,
  revokeCalendarLink: ({ calendarlink }) => `(id: "${calendarlink}") { id }`,
  deleteServiceHours: ({ servicehours }) => `(teamId: "${servicehours}")`,
  updateMaintenanceWindow: ({ maintenance }) =>
    `(id: "${maintenance}", input: { name: "stolen", matchers: [${anything}], endsAt: "2098-01-01T00:00:00Z" }) { id name }`,
  endMaintenanceWindow: ({ maintenance }) => `(id: "${maintenance}") { id name }`,
  saveEnrichmentRules: ({ enrichmentrule }) =>
    `(rules: [{ name: "stolen", id: "${enrichmentrule}", action: { kind: DROP_ALERT } }], expectedVersion: 1) { version }`,
  restoreEnrichmentRules: () => '(version: 2, expectedVersion: 1) { version }',
  saveLookupTable: ({ lookuptable }) => `(id: "${lookuptable}", name: "stolen", csv: "a\\n1") { id name }`,
  deleteLookupTable: ({ lookuptable }) => `(id: "${lookuptable}")`,
  updateRuleSource: ({ rulesource }) => `(id: "${rulesource}", input: { name: "stolen" }) { id name }`,
  deleteRuleSource: ({ rulesource }) => `(id: "${rulesource}")`,
  updateManagedRule: ({ managedrule }) => `(id: "${managedrule}", input: { template: "host_down" }) { id name }`,
  deleteManagedRule: ({ managedrule }) => `(id: "${managedrule}")`,
  deleteRuleFeed: ({ rulefeed }) => `(id: "${rulefeed}")`,
  updateGrafanaTarget: ({ grafanatarget }) =>
    `(id: "${grafanatarget}", input: { name: "stolen", url: "http://127.0.0.1:9", token: "x", folderUid: "f", datasourceUid: "d" }) { id name }`,
  deleteGrafanaTarget: ({ grafanatarget }) => `(id: "${grafanatarget}")`,
  pushGrafanaTarget: ({ grafanatarget }) => `(id: "${grafanatarget}") { id name }`,
  syncRuleSource: ({ rulesource }) => `(id: "${rulesource}") { id name }`,
  updateEscalationChain: ({ escalationchain }) =>
    `(id: "${escalationchain}", chain: { name: "stolen", steps: [{ kind: RESOLVE }] }, expectedVersion: 1) { id name }`,
  deleteEscalationChain: ({ escalationchain }) => `(id: "${escalationchain}")`,
  savePolicy: ({ escalationchain }) =>
    `(tree: [{ key: "a", name: "stolen", tells: CHAIN, chainId: "${escalationchain}" }], expectedVersion: 1) { version }`,
  restorePolicy: () => '(version: 2, expectedVersion: 1) { version }',
  restartEscalation: ({ incident }) => `(incidentId: "${incident}")`,
  stopEscalation: ({ incident }) => `(incidentId: "${incident}")`,
  deleteNoticeTemplate: ({ noticetemplate }) => `(id: "${noticetemplate}") { id }`,
  restoreNoticeTemplate: ({ noticetemplate }) => `(id: "${noticetemplate}", version: 1, expectedVersion: 1) { id }`,
  resendDelivery: ({ delivery }) => `(id: "${delivery}", reason: "stolen") { id }`,
  testRuleSource: ({ rulesource }) => `(input: { id: "${rulesource}", url: "http://127.0.0.1:9" }) { reason }`,
};
/** Mutations that name nothing that is there already, or only their caller; what they make is among the fields above. */
const makers = new Set([
  'createChannel',
  'setPreferences',
  'createSchedule',
  'saveNotificationSettings',
  'createManagedRule',
  'createRuleFeed',
  'createGrafanaTarget',
  'createSavedView',
  'createSilence',
  'createInhibitionRule',
  'createCorrelationRule',
  'createTimeInterval',
  'createMaintenanceWindow',
  'updateQuietPolicy',
  'setServiceHours',
  'updateFlapPolicy',
  'createRuleSource',
  'importRuleFile',
  'createIntegration',
  'replayRoutes',
  'importAlertmanager',
  'createEscalationChain',
  'saveNoticeTemplate',
]);

/** What a trial could have changed. */
const standing = ({ ids }: Resident): string =>
  `{ incident(id: "${ids.incident}") { status updatedAt timeline { totalCount } escalations { edges { node { state start } } } } policy { version } noticeTemplates { edges { node { event version } } } escalationChains { edges { node { name version } } } ruleSource(id: "${ids.rulesource}") { name url enabled ruleCount } managedRule(id: "${ids.managedrule}") { name query updatedAt } grafanaTarget(id: "${ids.grafanatarget}") { name url enabled } ruleFeeds { totalCount } channel(id: "${ids.channel}") { name enabled updatedAt } integration(id: "${ids.integration}") { name enabled previousTokenUntil archivedAt } routes { version nodes { id name } } enrichmentRules { version rules { id name } } lookupTables { edges { node { id name updatedAt } } } silence(id: "${ids.silence}") { comment state updatedAt } inhibitionRules { edges { node { name updatedAt } } } correlationRules { edges { node { name updatedAt suggestedCount } } } timeIntervals { edges { node { name updatedAt } } } notificationSettings(personId: "${ids.person}") { version contacts { label verifiedAt } delegations { endsAt } } schedules { edges { node { name version calendarLink { id } overrides { totalCount } swaps { edges { node { state } } } } } } serviceHours { edges { node { teamId timeZone } } } maintenanceWindows { edges { node { name endsAt } } } teams { edges { node { grants { scope } } } } }`;

test.each(mutations.map(({ name }) => name).filter((name) => !makers.has(name)))(
  'the mutation %s refuses what belongs to another tenant',
  async (name) => {
    const before = await answerTo(theirs, standing(theirs));
    const trial = trials[name]?.(theirs.ids) ?? `(id: "${theirs.ids.incident}") { id }`;
    const answer = JSON.parse(await answerTo(ours, `mutation { ${name}${trial} }`));
    expect(answer.errors[0].extensions.code).toBe('NOT_FOUND');
    expect(await answerTo(theirs, standing(theirs))).toBe(before);
  },
);

/** Mutations whose trial names an incident or an alert; the others work on what has no scope. */
const onIncidents = mutations
  .map(({ name }) => name)
  .filter((name) => !makers.has(name) && (trials[name] === undefined || /incident|alert\b/.test(trials[name].toString())));

test.each(onIncidents)('the mutation %s refuses what is outside the scope of its caller', async (name) => {
  const before = await answerTo(theirs, standing(theirs));
  const trial = trials[name]?.(theirs.ids) ?? `(id: "${theirs.ids.incident}") { id }`;
  const answer = JSON.parse(await answerTo({ apiKey: theirs.narrowKey }, `mutation { ${name}${trial} }`));
  expect(answer.errors[0].extensions.code).toBe('NOT_FOUND');
  expect(await answerTo(theirs, standing(theirs))).toBe(before);
});

test('an integration token puts alerts into its own tenant only, whatever they say', async () => {
  const response = await sendAlert(ours.mark, ours.made, { tenant_id: theirs.made.tenantId, alertname: `${ours.mark} stray` });
  expect(response.status).toBe(200);
  // Words are indexed a moment after an alert came in.
  await eventually('own stray', async () =>
    (await answerTo(ours, `{ alerts(filter: { search: "stray" }) { totalCount } }`)).includes('"totalCount":1'),
  );
  expect(await answerTo(theirs, `{ alerts(filter: { search: "stray" }) { totalCount edges { node { name } } } }`)).not.toContain('stray');
});

const strays: Record<string, (token: string, name: string) => [path: string, body: object, headers?: Record<string, string>]> = {
  grafana: (token, name) => [`/ingest/grafana/${token}`, { version: '1', alerts: [{ status: 'firing', labels: { alertname: name } }] }],
  pagerduty: (token, name) => [
    '/ingest/pagerduty/v2/enqueue',
    {
      routing_key: token,
      event_action: 'trigger',
      dedup_key: 'another key that both use',
      payload: { summary: name, source: 'x', severity: 'info' },
    },
  ],
  opsgenie: (token, name) => [
    '/ingest/opsgenie/v2/alerts',
    { message: name, alias: 'an alias that both use' },
    { authorization: `GenieKey ${token}` },
  ],
  oncall: (token, name) => [`/integrations/v1/webhook/${token}/`, { title: name, alert_uid: 'an id that both use' }],
  cloudevents: (token, name) => [
    `/ingest/cloudevents/${token}`,
    { specversion: '1.0', id: '1', source: '/both', type: 'both.firing', data: { title: name } },
  ],
  openlineage: (token, name) => [
    `/ingest/openlineage/${token}/api/v1/lineage`,
    { eventType: 'FAIL', eventTime: '2026-11-20T09:15:00Z', run: { runId: '1' }, job: { namespace: 'both', name } },
  ],
};

test.each(Object.keys(strays))('what is sent to %s stays in the tenant of its token', async (source) => {
  const send = async ({ mark, made }: Resident) => {
    const [path, body, headers] = strays[source]?.(made.integrations[`${mark} ${source}`] ?? '', `${mark} to ${source}`) ?? ['', {}];
    const response = await fetch(new URL(path, ingestUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    expect(response.ok).toBe(true);
  };
  await send(theirs);
  await send(ours);
  const query = '{ alerts(first: 200) { edges { node { name } } } }';
  expect(await answerTo(ours, query)).toContain(`ours to ${source}`);
  expect(await answerTo(theirs, query)).toContain(`theirs to ${source}`);
  expect(await answerTo(ours, query)).not.toContain(theirs.mark);
  expect(await answerTo(theirs, query)).not.toContain(ours.mark);
});

test('acknowledging and resolving by a key of another tenant reach nothing of it', async () => {
  const say = (resident: Resident, event_action: string) =>
    fetch(`${ingestUrl}/pagerduty/v2/enqueue`, {
      method: 'POST',
      body: JSON.stringify({
        routing_key: resident.made.integrations[`${resident.mark} pagerduty`],
        event_action,
        dedup_key: 'a key that both use',
        payload: { summary: `${resident.mark} paged`, source: resident.mark, severity: 'critical' },
      }),
    });
  await say(theirs, 'trigger');
  const state = '{ incidents(filter: { search: "paged" }) { edges { node { status acknowledgedAt resolvedAt } } } }';
  const before = await eventually('their incident', async () => {
    const answer = await answerTo(theirs, state);
    return answer.includes('TRIGGERED') && answer;
  });
  expect((await say(ours, 'acknowledge')).status).toBe(202);
  expect((await say(ours, 'resolve')).status).toBe(202);
  expect(await answerTo(theirs, state)).toBe(before);
});

test('a file of another tenant is neither read nor is one added to its incident', async () => {
  const headers = { 'content-type': 'application/octet-stream', authorization: `Bearer ${ours.apiKey}` };
  const read = await fetch(filesUrl(theirs.ids.incident, `/${theirs.ids.attachment}`), { headers });
  expect([read.status, (await read.text()).includes('theirs')]).toEqual([404, false]);
  // Through an incident of one's own neither.
  expect((await fetch(filesUrl(ours.ids.incident, `/${theirs.ids.attachment}`), { headers })).status).toBe(404);
  expect((await fetch(filesUrl(theirs.ids.incident, '?name=x'), { method: 'POST', headers, body: 'x' })).status).toBe(404);
  expect((await fetch(filesUrl(ours.ids.incident, `/${ours.ids.attachment}`))).status).toBe(401);
  expect(await (await fetch(filesUrl(ours.ids.incident, `/${ours.ids.attachment}`), { headers })).text()).toBe('ours content');
});

/** What a subscription hears until `stop`. */
async function listen(apiKey: string, query: string) {
  const heard: string[] = [];
  const stop = new AbortController();
  const stream = await fetch(`${graphqlUrl}/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query }),
    signal: stop.signal,
  });
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream.body as AsyncIterable<Uint8Array>) heard.push(decoder.decode(chunk));
  })().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return {
    heard: () => heard.join(''),
    async stop() {
      stop.abort();
      await reading;
    },
  };
}

test('signals of one tenant are not heard by the other', async () => {
  const { heard, stop } = await listen(ours.apiKey, 'subscription { alertReceived { sequence alerts { name } removed } }');
  await sendAlert(theirs.mark, theirs.made, { alertname: `${theirs.mark} loud` });
  await sendAlert(ours.mark, ours.made, { alertname: `${ours.mark} loud` });
  await eventually('own signal', async () => heard().includes(`${ours.mark} loud`));
  expect(heard()).not.toContain(theirs.mark);
  await stop();
});

test('of one subscription each hears what is in their scope, and that it is gone when it leaves it', async () => {
  const query = 'subscription { incidentChanged { incidents { title } removed } }';
  const [all, narrow] = [await listen(ours.apiKey, query), await listen(ours.narrowKey, query)];
  await sendAlert(ours.mark, ours.made, { alertname: `${ours.mark} wide` });
  await sendAlert(ours.mark, ours.made, { alertname: `${ours.mark} near`, scope: 'narrow' });
  await eventually('both signals', async () => ['wide', 'near'].every((word) => all.heard().includes(`${ours.mark} ${word}`)));
  await eventually('own signal', async () => narrow.heard().includes(`${ours.mark} near`));
  expect(narrow.heard()).not.toContain(`${ours.mark} wide`);

  const near = JSON.parse(await answerTo({ apiKey: ours.narrowKey }, '{ incidents { edges { node { id title } } } }'));
  expect(near.data.incidents.edges).toHaveLength(1);
  const { id } = near.data.incidents.edges[0].node;
  const before = narrow.heard().length;
  // Its alerts have the label in common no more.
  await sendAlert(ours.mark, ours.made, { alertname: `${ours.mark} near`, scope: 'wide' });
  await eventually('that it is gone', async () => new RegExp(`"removed":\\[[^\\]]*"${id}"`).test(narrow.heard().slice(before)));
  await all.stop();
  await narrow.stop();
});
