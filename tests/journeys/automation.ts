import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Composition } from '../compositions/embedded.ts';
import { startNodeExporter, type NodeExporter } from '../servers/nodeExporter.ts';
import { startPrometheus, type Prometheus } from '../servers/prometheus.ts';
import { mountSmallDisk, reasonNoDisk, type SmallDisk } from '../servers/smallDisk.ts';
import { startSshd, type Sshd } from '../servers/sshd.ts';
import { ask, eventually } from './ask.ts';
import type { Place } from './place.ts';

/**
 * A disk fills, and is cleaned by itself: node_exporter and Prometheus see it, the alert opens an incident, a trigger starts a playbook, a person approves, a step cleans by
 * SSH, a check by PromQL holds, the alert resolves and the incident closes. On a second disk the cleaning does not help: what was done is undone, and another playbook
 * calls for people.
 */
export function automationJourney(place: () => Place): void {
  const isPossible = reasonNoDisk === undefined || process.env['CI'] === 'true';
  (isPossible ? describe : describe.skip)(isPossible ? 'automation' : `automation [${reasonNoDisk}]`, () => {
    let exporter: NodeExporter;
    let prometheus: Prometheus;
    let sshd: Sshd;
    let disks: SmallDisk[];

    beforeAll(async () => {
      const { platform, outside } = place();
      disks = [mountSmallDisk(4), mountSmallDisk(4)];
      [exporter, sshd] = await Promise.all([startNodeExporter(), startSshd()]);
      const { host, pathname } = new URL(platform.ingest.prometheus);
      prometheus = await startPrometheus({
        config: prometheusConfig(new URL(exporter.url).host, host, pathname.replace(/\/api\/v2\/alerts$/, '')),
        files: { 'rules.yml': rules(disks) },
      });
      await prepare(platform, { outside: outside.url, prometheus: prometheus.url, sshd });
    }, 120_000);

    afterAll(async () => {
      for (const part of [prometheus, sshd, exporter]) await part?.stop();
      for (const disk of disks ?? []) await disk.remove();
    }, 60_000);

    test('cleans a full disk once a person approves, and the incident closes by itself', async () => {
      const { platform } = place();
      const disk = diskOf(disks, 0);
      fill(disk);
      const { incidentId, runId } = await approved(platform, disk);
      const run = await eventually('end of the run', () => ended(platform, runId), 90);
      expect(run).toMatchObject({ status: 'SUCCEEDED', outcome: 'succeeded' });
      expect(run.steps.map(({ path, status }) => [path, status])).toEqual([
        ['agree', 'SUCCEEDED'],
        ['clean', 'SUCCEEDED'],
        ['free', 'SUCCEEDED'],
      ]);
      expect(readdirSync(disk.path)).toEqual([]);
      const incident = await eventually(
        'resolution',
        async () => {
          const found = await readIncident(platform, incidentId);
          return found.status === 'RESOLVED' && found;
        },
        90,
      );
      expect(incident.resolvedBy).toBeNull();
      expect(incident.timeline.edges.map(({ node }) => node.kind)).toEqual(expect.arrayContaining(['opened', 'run_succeeded', 'resolved']));
    }, 300_000);

    test('undoes what did not help, and calls for people', async () => {
      const { platform, outside } = place();
      const disk = diskOf(disks, 1);
      // What is not called junk is not cleaned.
      fill(disk, 'data');
      const { runId } = await approved(platform, disk);
      const run = await eventually('end of the run', () => ended(platform, runId), 120);
      expect(run.status).toBe('FAILED');
      expect(run.steps.map(({ path, status }) => [path, status])).toEqual([
        ['agree', 'SUCCEEDED'],
        ['clean', 'SUCCEEDED'],
        ['free', 'FAILED'],
        ['clean~undo.mark', 'SUCCEEDED'],
      ]);
      expect(existsSync(join(disk.path, 'data'))).toBe(true);
      expect(existsSync(join(disk.path, 'not-cleaned'))).toBe(true);
      const call = await eventually('call for people', async () => outside.received.find(({ path }) => path === '/help'));
      expect(call.body).toContain('Clean the disk');
    }, 300_000);
  });
}

const diskOf = (disks: readonly SmallDisk[], at: number): SmallDisk => {
  const disk = disks[at];
  if (!disk) throw new Error(`There is no disk ${at}.`);
  return disk;
};

const fill = ({ path }: SmallDisk, name = 'junk'): void => writeFileSync(join(path, name), Buffer.alloc(3 * 1024 * 1024));

/** The run that the incident of a disk started, once Ada has approved it. */
async function approved(platform: Composition, disk: SmallDisk): Promise<{ incidentId: string; runId: string }> {
  const waiting = await eventually(
    'approval',
    async () => {
      const { approvals } = await asAda<{ approvals: { edges: { node: WaitingApproval }[] } }>(
        platform,
        '{ approvals(filter: { states: [WAITING] }) { edges { node { id message whyNot incident { id } run { id } } } } }',
      );
      return approvals.edges.map(({ node }) => node).find(({ message }) => message.includes(disk.path));
    },
    60,
  );
  expect(waiting.whyNot).toBeNull();
  const { answerApproval } = await asAda<{ answerApproval: { outcome: string } }>(
    platform,
    'mutation ($id: ID!) { answerApproval(id: $id, approves: true, note: "Go on") { outcome } }',
    { id: waiting.id },
  );
  expect(answerApproval.outcome).toBe('taken');
  return { incidentId: waiting.incident.id, runId: waiting.run.id };
}

type WaitingApproval = { id: string; message: string; whyNot: string | null; incident: { id: string }; run: { id: string } };
type RunAnswer = { status: string; outcome: string | null; steps: { path: string; status: string; outcome: string | null }[] };

async function ended(platform: Composition, id: string): Promise<RunAnswer | false> {
  const { run } = await ask<{ run: RunAnswer & { finishedAt: string | null } }>(
    platform,
    'query ($id: ID!) { run(id: $id) { status outcome finishedAt steps { path status outcome } } }',
    { id },
  );
  return run.finishedAt !== null && run;
}

type IncidentAnswer = { status: string; resolvedBy: { name: string } | null; timeline: { edges: { node: { kind: string } }[] } };

async function readIncident(platform: Composition, id: string): Promise<IncidentAnswer> {
  const query = 'query ($id: ID!) { incident(id: $id) { status resolvedBy { name } timeline { edges { node { kind } } } } }';
  return (await ask<{ incident: IncidentAnswer }>(platform, query, { id })).incident;
}

/** Asks as the person who looks at the page: an approval wants one. */
async function asAda<Data>({ pageUrl }: Composition, query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(new URL('/api/plugin-proxy/sre-platform-app/graphql', pageUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

type Around = { outside: string; prometheus: string; sshd: Sshd };

/** Credentials of the targets, the playbooks, and what starts them. */
async function prepare(platform: Composition, { outside, prometheus, sshd }: Around): Promise<void> {
  for (const input of [
    { name: 'Box', kind: 'SSH', config: { user: sshd.user, hostKeys: [sshd.hostKey] }, secrets: { privateKey: sshd.privateKey } },
    { name: 'Metrics', kind: 'HTTP', config: { url: prometheus }, secrets: {} },
  ]) {
    await ask(platform, 'mutation ($input: CredentialInput!) { saveCredential(input: $input) { id } }', { input });
  }
  const clean = await savePlaybook(platform, cleanYaml(sshd.port));
  const help = await savePlaybook(platform, helpYaml(outside));
  const triggers = [
    { name: 'Full disks', kind: 'EVENT', event: 'incident.opened', matchers: ['alertname="SmallVolumeFull"'], playbookId: clean },
    {
      name: 'Cleaning failed',
      kind: 'EVENT',
      event: 'run.finished',
      condition: `event.payload.status == 'FAILED' && event.payload.playbookName == 'Clean the disk'`,
      playbookId: help,
    },
  ];
  for (const trigger of triggers) {
    await ask(platform, 'mutation ($trigger: TriggerInput!) { saveTrigger(trigger: $trigger) { trigger { id } } }', { trigger });
  }
}

async function savePlaybook(platform: Composition, yaml: string): Promise<string> {
  const { savePlaybook } = await ask<{ savePlaybook: { playbook: { id: string } } }>(
    platform,
    'mutation ($yaml: String!) { savePlaybook(input: { yaml: $yaml, enabled: true }) { playbook { id } } }',
    { yaml },
  );
  return savePlaybook.playbook.id;
}

const cleanYaml = (port: number): string => `name: Clean the disk
steps:
  - { kind: approval, id: agree, name: May it be cleaned?, message: 'Delete junk on {{ incident.labels.mountpoint }}?' }
  - kind: ssh
    id: clean
    name: Delete junk
    host: 127.0.0.1:${port}
    credential: Box
    command: rm -f {{ incident.labels.mountpoint }}/junk
    rollBack:
      - { kind: ssh, id: mark, name: Leave a mark, host: '127.0.0.1:${port}', credential: Box, command: 'touch {{ incident.labels.mountpoint }}/not-cleaned' }
  - kind: verify
    id: free
    name: There is room again
    check: { by: promql, credential: Metrics, query: 'node_filesystem_avail_bytes{mountpoint="{{ incident.labels.mountpoint }}"} > 3e6' }
    withinSeconds: 15
    everySeconds: 1
    holdSeconds: 2
`;

const helpYaml = (outside: string): string => `name: Call for help
steps:
  - { kind: http, id: call, name: Call, method: POST, url: '${outside}/help', body: '{{ event.payload.playbookName }} failed' }
`;

const rules = (disks: readonly SmallDisk[]): string => `groups:
  - name: disks
    rules:
      - alert: SmallVolumeFull
        expr: node_filesystem_avail_bytes{mountpoint=~"${disks.map(({ path }) => path).join('|')}"} < 2e6
        labels: { severity: critical }
        annotations: { summary: "{{ $labels.mountpoint }} is full" }
`;

function prometheusConfig(target: string, platform: string, prefix: string): string {
  return `global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
scrape_configs: [{ job_name: node, static_configs: [{ targets: ["${target}"] }] }]
alerting: { alertmanagers: [{ api_version: v2, path_prefix: "${prefix}", static_configs: [{ targets: ["${platform}"] }] }] }
`;
}
