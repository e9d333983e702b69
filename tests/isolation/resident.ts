import { playbookDefinition } from '#automation/playbook/definition';
import { startFakeN8n } from '#automation/n8n/fake';
import { payloadIdOf } from '#incidents/payload/payloadEntry';
import { routeDraft } from '#incidents/route/routeDraft';
import { startFakePrometheus } from '#incidents/ruleSource/fake';
import type { Caller } from '#kit/caller';
import type { Parts } from '#run/parts';
import { applySetup, type Made } from '#run/setup/applySetup';
import type { TestPlatform } from '../database/openTestPlatform.ts';
import { ask, eventually } from '../journeys/ask.ts';
import type { Outside } from '../journeys/outside.ts';

/**
 * Tenants of the isolation matrix: each has one of everything that a tenant can have, so this file is as long as that list.
 */

/** The platform that they move into. */
export type House = {
  parts: Parts;
  platform: TestPlatform;
  outside: Outside;
  graphqlUrl: string;
  ingestUrl: string;
  /** What is to be closed at the end. */
  closers: (() => Promise<unknown>)[];
};

/** A tenant with the ids of what it has. */
export type Resident = {
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
    | 'noticetemplate'
    | 'script'
    | 'secret'
    | 'credential'
    | 'runner'
    | 'runnerjob'
    | 'trigger'
    | 'triggerevent'
    | 'approval'
    | 'n8n'
    | 'playbook',
    string
  >;
};

/** A tenant whose every name carries its mark, with one alert that has been through the whole loop. */
export async function moveIn(house: House, mark: string): Promise<Resident> {
  const made = await applySetup(house.parts.platform, {
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
    channels: [{ name: `${mark} channel`, url: `${house.outside.url}/${mark}`, secret: undefined }],
    playbooks: [
      playbookDefinition.parse({
        ...{ name: `${mark} playbook`, description: `${mark} says`, tags: [mark] },
        steps: [{ kind: 'http', id: 'ask', name: `${mark} step`, method: 'GET', url: `${house.outside.url}/${mark}`, expectStatus: [200] }],
      }),
    ],
    triggers: [{ name: `${mark} trigger`, event: 'incident.opened', matchers: [], playbook: `${mark} playbook` }],
  });
  const apiKey = made.apiKeys[mark] ?? '';
  const rules = await addRules(house, mark, apiKey);
  const enrichment = await addEnrichment(house, mark, apiKey);
  await sendChange(house, mark, made);
  await sendAlert(house, mark, made, { drop: 'me' });
  await sendAlert(house, mark, made);
  const found = await eventually(`whole loop of ${mark}`, async () => {
    const { incidents, viewer, alertRules } = await ask<Loop>({ graphqlUrl: house.graphqlUrl, apiKey }, loopQuery);
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
    { graphqlUrl: house.graphqlUrl, apiKey },
    `mutation { replayRoutes(draft: [{ key: "x", name: "${mark} draft" }], from: "${new Date(Date.now() - 3_600_000).toISOString()}", to: "${new Date().toISOString()}") { id } }`,
  );
  const { person, channel, integration, payload, route, replay } = await house.platform.database.inTenant(made.tenantId, async (db) => ({
    person: await db.person.findFirst({ select: { id: true } }),
    channel: await db.channel.findFirst({ select: { id: true } }),
    integration: await db.integration.findFirst({ where: { source: 'PROMETHEUS' }, select: { id: true } }),
    payload: await db.payload.findFirst({ select: { id: true, at: true } }),
    route: await db.route.findFirst({ select: { id: true } }),
    replay: await db.routeReplay.findFirst({ select: { id: true } }),
  }));
  const byHand = await workOn(house, mark, apiKey, found.ids.incident, person?.id ?? '');
  const correlated = await correlate(house, mark, apiKey, made.tenantId, found.ids.incident, byHand);
  const attachment = await attach(house, mark, apiKey, found.ids.incident);
  const quiet = await addQuiet(house, mark, apiKey);
  const schedules = await addSchedule(house, mark, apiKey, made.tenantId, person?.id ?? '');
  const escalationchain = await escalate(house, mark, apiKey, found.ids.incident);
  const noticetemplate = await word(house, mark, apiKey);
  const library = await addLibrary(house, mark, apiKey);
  const triggers = await findTriggers(house, apiKey);
  const n8n = await connectN8n(house, mark, apiKey);
  const approval = await askApproval(house, mark, made.tenantId, found.ids, person?.id ?? '');
  await settle(house, mark, made.tenantId);
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
      ...library,
      ...triggers,
      approval,
      n8n,
    },
  };
}

/** What follows from all this has happened too: whatever changes from here on is the doing of whoever asks. */
const settle = (house: House, mark: string, tenantId: string): Promise<true> =>
  eventually(
    `rest in the tenant ${mark}`,
    async () => {
      const [row] = await house.platform.database.inTenant(
        tenantId,
        (db) => db.$queryRaw<{ jobs: number }[]>`
          SELECT count(*)::int AS jobs FROM pgboss.job WHERE data ->> 'tenantId' = ${tenantId} AND state IN ('created', 'retry', 'active') AND start_after <= now()`,
      );
      return row?.jobs === 0;
    },
    60,
  );

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
async function workOn(house: House, mark: string, apiKey: string, incident: string, person: string): Promise<string> {
  const opened = await ask<{ createIncident: { id: string } }>(
    { graphqlUrl: house.graphqlUrl, apiKey },
    `mutation { createIncident(incident: { title: "${mark} by hand", severity: LOW, description: "${mark} description" }) { id } }`,
  );
  const on = `id: "${incident}"`;
  await ask(
    { graphqlUrl: house.graphqlUrl, apiKey },
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
  house: House,
  mark: string,
  apiKey: string,
  tenantId: string,
  olderId: string,
  youngerId: string,
): Promise<Record<'correlationrule' | 'correlation', string>> {
  const { rule } = await ask<{ rule: { id: string } }>(
    { graphqlUrl: house.graphqlUrl, apiKey },
    `mutation { rule: createCorrelationRule(input: { name: "${mark} rule", matchers: [{ name: "alertname", value: "${mark} nothing" }], windowMinutes: 1, labels: ["${mark}"], mode: SUGGEST }) { id } }`,
  );
  const path = { nodes: [{ kind: 'RESOURCE', id: mark, label: `${mark} host` }], edges: [] };
  const facts = { gapSeconds: 1, labels: [{ name: mark, value: mark }], hops: 0, path };
  const by = { ruleId: rule.id, ruleName: `${mark} rule` };
  const pair = await house.platform.database.inTenant(tenantId, async (db) => {
    await db.correlationJudgement.create({ data: { incidentId: olderId, basis: mark, times: 1 } });
    await db.correlationDecision.create({ data: { incidentId: olderId, otherId: youngerId, ...by, reason: 'matched', facts } });
    return db.correlation.create({ data: { olderId, youngerId, ...by, state: 'SUGGESTED', evidence: facts } });
  });
  return { correlationrule: rule.id, correlation: pair.id };
}

/** A chain, the policy that tells everything by it, and a run of it for an incident; the chain's id. */
async function word(house: House, mark: string, apiKey: string): Promise<string> {
  const { made } = await ask<{ made: { id: string } }>(
    { graphqlUrl: house.graphqlUrl, apiKey },
    `mutation { made: saveNoticeTemplate(input: { place: TENANT, event: "digest", texts: [{ language: "en-US", subject: "${mark} words" }] }, expectedVersion: 0, note: "${mark}") { id } }`,
  );
  return made.id;
}

async function escalate(house: House, mark: string, apiKey: string, incident: string): Promise<string> {
  const { made } = await ask<{ made: { id: string } }>(
    { graphqlUrl: house.graphqlUrl, apiKey },
    `mutation { made: createEscalationChain(note: "${mark} remark", chain: { name: "${mark} chain", description: "${mark}", steps: [{ kind: WAIT, seconds: 604800 }, { kind: EVERY_CHANNEL }, { kind: REPEAT, times: 1 }] }) { id } }`,
  );
  await ask(
    { graphqlUrl: house.graphqlUrl, apiKey },
    `mutation { savePolicy(tree: [{ key: "x", name: "${mark} policy", tells: CHAIN, chainId: "${made.id}" }], expectedVersion: 0, note: "${mark}") { version } }`,
  );
  await ask({ graphqlUrl: house.graphqlUrl, apiKey }, `mutation { restartEscalation(incidentId: "${incident}") }`);
  return made.id;
}

/** A script, a secret, a credential, a runner that was never started, and a test of the script that waits for it. */
async function addLibrary(
  house: House,
  mark: string,
  apiKey: string,
): Promise<Record<'script' | 'secret' | 'credential' | 'runner' | 'runnerjob', string>> {
  const made = await ask<Record<'script' | 'secret' | 'credential', { id: string }>>(
    { graphqlUrl: house.graphqlUrl, apiKey },
    `mutation ($schema: JSON!, $config: JSON!, $secrets: JSON!) {
      script: saveScript(input: { name: "${mark} script", description: "${mark}", language: BASH, tags: ["${mark}"], code: "echo ${mark}", parameters: $schema, note: "${mark}" }) { id }
      secret: saveSecret(input: { name: "${mark} secret", description: "${mark}", value: "${mark} value" }) { id }
      credential: saveCredential(input: { name: "${mark} credential", kind: HTTP, description: "${mark}", config: $config, secrets: $secrets }) { id }
    }`,
    { schema: { type: 'object', title: mark }, config: { url: `${house.outside.url}/${mark}` }, secrets: { Authorization: `${mark} token` } },
  );
  const { registered, job } = await ask<{ registered: { runner: { id: string } }; job: { id: string } }>(
    { graphqlUrl: house.graphqlUrl, apiKey },
    `mutation ($labels: Labels!, $secrets: JSON!) {
      registered: registerRunner(name: "${mark} runner", labels: $labels) { runner { id } }
      job: testScript(input: { scriptId: "${made.script.id}", labels: $labels, secrets: $secrets }) { id }
    }`,
    { labels: { of: mark }, secrets: { OF: `${mark} secret` } },
  );
  return { script: made.script.id, secret: made.secret.id, credential: made.credential.id, runner: registered.runner.id, runnerjob: job.id };
}

/** An n8n with a workflow. */
async function connectN8n(house: House, mark: string, apiKey: string): Promise<string> {
  const n8n = await startFakeN8n();
  house.closers.push(() => n8n.close());
  n8n.has({ id: `${mark} workflow`, name: `${mark} workflow`, active: true, path: mark });
  const { made } = await ask<{ made: { id: string } }>(
    { graphqlUrl: house.graphqlUrl, apiKey },
    `mutation { made: saveN8nConnection(input: { name: "${mark} n8n", url: "${n8n.url}", apiKey: "${n8n.apiKey}" }) { id } }`,
  );
  return made.id;
}

/** What a run asked people for, with an answer. */
async function askApproval(
  house: House,
  mark: string,
  tenantId: string,
  { run, incident }: Record<'run' | 'incident', string>,
  personId: string,
): Promise<string> {
  const row = {
    runId: run,
    path: mark,
    kind: 'STEP',
    incidentId: incident,
    playbookName: `${mark} playbook`,
    causeLabel: mark,
    message: `${mark} asked`,
  } as const;
  const times = { createdAt: new Date(), expiresAt: new Date(Date.now() + 86_400_000) };
  return house.platform.database.inTenant(tenantId, async (db) => {
    const { id } = await db.approval.create({ data: { ...row, ...times, needed: 2, teams: [`${mark} team`], would: [{ name: mark }] } });
    await db.approvalAnswer.create({ data: { approvalId: id, personId, approves: true, note: `${mark} agreed`, via: 'GRAFANA', at: new Date() } });
    return id;
  });
}

/** The trigger that it was set up with, its playbook, and the opening that it was shown. */
async function findTriggers(house: House, apiKey: string): Promise<Record<'trigger' | 'triggerevent' | 'playbook', string>> {
  const { triggers, triggerEvents } = await ask<{ triggers: { edges: { node: { id: string; playbookId: string } }[] }; triggerEvents: Ids }>(
    { graphqlUrl: house.graphqlUrl, apiKey },
    '{ triggers { edges { node { id playbookId } } } triggerEvents(filter: { name: "incident.opened" }) { edges { node { id } } } }',
  );
  const trigger = triggers.edges[0]?.node;
  return { trigger: trigger?.id ?? '', playbook: trigger?.playbookId ?? '', triggerevent: triggerEvents.edges[0]?.node.id ?? '' };
}

/** A file whose name and content bear the mark; its id. */
async function attach(house: House, mark: string, apiKey: string, incident: string): Promise<string> {
  const answer = await fetch(filesUrl(house, incident, `?name=${mark}%20file`), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${apiKey}` },
    body: `${mark} content`,
  });
  return ((await answer.json()) as { id: string }).id;
}

export const filesUrl = ({ graphqlUrl }: Pick<House, 'graphqlUrl'>, incident: string, rest: string): string =>
  new URL(`/files/incidents/${incident}/attachments${rest}`, graphqlUrl).href;

/** A table, a rule that looks nothing up in it, and one that dropped an alert. */
async function addEnrichment(house: House, mark: string, apiKey: string): Promise<{ enrichmentrule: string; lookuptable: string }> {
  const { saveLookupTable: table } = await ask<{ saveLookupTable: { id: string } }>({ graphqlUrl: house.graphqlUrl, apiKey }, saveTable, {
    name: `${mark} table`,
    csv: `${mark} key,${mark} value\n${mark} a,${mark} b\n`,
  });
  const { saveEnrichmentRules: saved } = await ask<{ saveEnrichmentRules: { rules: { id: string }[] } }>(
    { graphqlUrl: house.graphqlUrl, apiKey },
    saveRules,
    {
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
    },
  );
  return { lookuptable: table.id, enrichmentrule: saved.rules[1]?.id ?? '' };
}

const saveTable = 'mutation ($name: String!, $csv: String!) { saveLookupTable(name: $name, csv: $csv) { id } }';
const saveRules = 'mutation ($rules: [EnrichmentRuleInput!]!) { saveEnrichmentRules(rules: $rules, expectedVersion: 0) { rules { id } } }';

type RuleIds = Record<'rulesource' | 'managedrule' | 'rulefeed' | 'grafanatarget', string>;

/** A source of rules that has the rule of the alert, a rule that is kept here, an address that serves it and a Grafana that it is pushed to. */
async function addRules(house: House, mark: string, apiKey: string): Promise<RuleIds> {
  const prometheus = await startFakePrometheus();
  house.closers.push(() => prometheus.close());
  prometheus.has({ name: `${mark} alert`, query: 'up == 0', labels: { severity: 'critical' }, annotations: { summary: `${mark} rule` } });
  const make = async (mutation: string) =>
    (await ask<{ made: { id: string; feed?: { id: string } } }>({ graphqlUrl: house.graphqlUrl, apiKey }, `mutation { made: ${mutation} }`)).made;
  const source = await make(`createRuleSource(input: { name: "${mark} rules", url: "${prometheus.url}" }) { id }`);
  const rule = await make(
    `createManagedRule(input: { name: "${mark} managed", group: "${mark} group", query: "up == 0", labels: { of: "${mark}" } }) { id }`,
  );
  const { feed } = await make(`createRuleFeed(name: "${mark} feed") { feed { id } }`);
  const grafana = await make(
    `createGrafanaTarget(input: { name: "${mark} grafana", url: "${house.outside.url}/${mark}", token: "${mark}", folderUid: "f", datasourceUid: "d" }) { id }`,
  );
  return { rulesource: source.id, managedrule: rule.id, rulefeed: feed?.id ?? '', grafanatarget: grafana.id };
}

/** A silence, an inhibition rule, a time interval and a maintenance window, none of which mutes the alert; and the hours in which a team works. */
async function addQuiet(
  house: House,
  mark: string,
  apiKey: string,
): Promise<Record<'silence' | 'inhibition' | 'interval' | 'maintenance' | 'servicehours' | 'role', string>> {
  const nothing = `{ name: "alertname", value: "${mark} nothing" }`;
  const made = await ask<Record<'silence' | 'inhibition' | 'interval' | 'maintenance', { id: string }>>(
    { graphqlUrl: house.graphqlUrl, apiKey },
    `mutation {
      silence: createSilence(input: { matchers: [${nothing}], comment: "${mark} silence", createdBy: "${mark}", endsAt: "2099-01-01T00:00:00Z" }) { id }
      inhibition: createInhibitionRule(input: { name: "${mark} rule", sourceMatchers: [${nothing}], targetMatchers: [${nothing}] }) { id }
      interval: createTimeInterval(input: { name: "${mark} interval", intervals: [{ years: ["1999"] }] }) { id }
      maintenance: createMaintenanceWindow(input: { name: "${mark} work", matchers: [${nothing}], endsAt: "2099-01-01T00:00:00Z" }) { id }
    }`,
  );
  const { teams } = await ask<{ teams: { edges: { node: { id: string; roles: { id: string }[] } }[] } }>(
    { graphqlUrl: house.graphqlUrl, apiKey },
    '{ teams { edges { node { id roles { id } } } } }',
  );
  const servicehours = teams.edges[0]?.node.id ?? '';
  const role = teams.edges[0]?.node.roles[0]?.id ?? '';
  await ask(
    { graphqlUrl: house.graphqlUrl, apiKey },
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
  house: House,
  mark: string,
  apiKey: string,
  tenantId: string,
  person: string,
): Promise<Record<'schedule' | 'override' | 'swap' | 'calendarlink' | 'contact' | 'delegation', string>> {
  const { schedule } = await ask<{ schedule: { id: string } }>(
    { graphqlUrl: house.graphqlUrl, apiKey },
    `mutation { schedule: createSchedule(input: { name: "${mark} schedule", description: "${mark}", timeZone: "Asia/Taipei", layers: [
      { name: "${mark} layer", kind: ROTATION, priority: 1, rotation: WEEKLY, startsAt: "2026-01-01T09:00", turns: [["${person}"]] }
    ] }) { id } }`,
  );
  const { override, link } = await ask<{ override: { id: string }; link: { link: { id: string } } }>(
    { graphqlUrl: house.graphqlUrl, apiKey },
    `mutation {
      override: addScheduleOverride(scheduleId: "${schedule.id}", input: { personId: "${person}", startsAt: "2098-01-01T00:00:00Z", endsAt: "2098-01-02T00:00:00Z", note: "${mark}" }) { id }
      link: createCalendarLink(scheduleId: "${schedule.id}") { link { id } }
    }`,
  );
  const time = { startsAt: new Date('2098-01-01T00:00:00Z'), endsAt: new Date('2098-01-02T00:00:00Z') };
  const swap = await house.platform.database.inTenant(tenantId, (db) =>
    db.scheduleSwap.create({
      data: { ...time, scheduleId: schedule.id, offeredById: person, note: `${mark} swap`, expiresAt: time.startsAt, createdAt: new Date() },
    }),
  );
  const own = await house.platform.database.inTenant(tenantId, async (db) => {
    const channel = await db.channel.findFirstOrThrow({ select: { id: true } });
    const address = { address: { text: mark }, addressHash: mark, hint: `${mark} hint`, label: `${mark} contact` };
    const contact = await db.contact.create({ data: { ...address, personId: person, channelId: channel.id, createdAt: new Date() } });
    const other = await db.person.create({ data: { name: `${mark} stand-in` } });
    const delegation = await db.delegation.create({ data: { ...time, personId: person, toId: other.id, createdAt: new Date() } });
    return { contact: contact.id, delegation: delegation.id };
  });
  return { schedule: schedule.id, override: override.id, swap: swap.id, calendarlink: link.link.id, ...own };
}

export function sendAlert(house: House, mark: string, made: Made, labels: object = {}): Promise<Response> {
  const body = [
    {
      labels: { alertname: `${mark} alert`, severity: 'critical', instance: `${mark}-host:9100`, job: mark, ...labels },
      annotations: { summary: `${mark} summary` },
      generatorURL: 'http://prometheus/graph?g0.expr=up+%3D%3D+0',
    },
  ];
  return fetch(`${house.ingestUrl}/prometheus/${made.integrations[`${mark} prometheus`]}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function sendChange(house: House, mark: string, made: Made): Promise<Response> {
  return fetch(`${house.ingestUrl}/pagerduty/v2/change/enqueue`, {
    method: 'POST',
    body: JSON.stringify({
      routing_key: made.integrations[`${mark} pagerduty`],
      payload: { summary: `${mark} deployed`, source: `${mark}-host`, custom_details: { job: mark } },
      links: [{ href: `https://${mark}.example/build`, text: `${mark} build` }],
    }),
  });
}
