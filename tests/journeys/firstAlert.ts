import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { root } from '#run/root';
import type { Composition } from '../compositions/embedded.ts';
import { startAlertmanager, type Alertmanager } from '../servers/alertmanager.ts';
import { startChromium, type Chromium } from '../servers/chromium.ts';
import { startPrometheus, type Prometheus } from '../servers/prometheus.ts';
import { ask, eventually } from './ask.ts';
import type { Place } from './place.ts';

/**
 * The first alert's whole loop, with real servers around it: Prometheus fires, Alertmanager notifies, an incident opens and its
 * lineage stands, a page shows it live, a person acknowledges it there, a signed webhook is delivered, a playbook's step runs, an insight
 * names a suspect, the alert resolves and the incident closes.
 */

const secret = `whsec_${Buffer.from('a secret of the journey, 32 bytes').toString('base64')}`;

export function firstAlertJourney(place: () => Place): void {
  describe('the first alert', () => {
    let alertmanager: Alertmanager;
    let prometheus: Prometheus;
    let chromium: Chromium;
    let page: Page;
    let problems: string[];

    beforeAll(async () => {
      const { platform, outside } = place();
      alertmanager = await startAlertmanager({ config: alertmanagerConfig(platform.ingest.alertmanager) });
      prometheus = await startPrometheus({
        config: prometheusConfig(new URL(alertmanager.url).host, new URL(outside.url).host),
        files: { 'rules.yml': rules },
      });
      chromium = await startChromium();
      ({ page, problems } = await chromium.open(platform.pageUrl));
    }, 120_000);

    afterAll(async () => {
      for (const part of [chromium, prometheus, alertmanager]) await part?.stop();
    }, 60_000);

    test('travels from the rule to the closed incident', async () => {
      const { platform, outside, lineageSource } = place();
      await page.getByRole('heading', { name: 'Incidents' }).waitFor();
      await page.evaluate(() => Reflect.set(globalThis, 'notReloaded', true));

      outside.setFree(5);
      const incident = await eventually('incident', () => findIncident(platform), 60);
      expect(incident).toMatchObject({ status: 'TRIGGERED', severity: 'CRITICAL', number: 1 });

      // The page shows it without a reload, and there it is acknowledged.
      const link = page.getByRole('link', { name: /JourneyDiskAlmostFull/ });
      await link.waitFor({ timeout: 15_000 });
      expect(await page.evaluate(() => Reflect.get(globalThis, 'notReloaded'))).toBe(true);
      await link.click();
      await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
      const acknowledged = await eventually('acknowledgement', async () => {
        const found = await readIncident(platform, incident.id);
        return found.status === 'ACKNOWLEDGED' && found;
      });
      expect(acknowledged.acknowledgedBy?.name).toBe('Ada Lovelace');

      // What followed by itself: a signed notice, a run, an insight.
      const notice = await eventually('webhook', async () => outside.received.find(({ path }) => path === '/notices'));
      const event = new Webhook(secret).verify(notice.body, notice.headers as Record<string, string>) as { type: string; subject: string };
      expect(event).toMatchObject({ type: 'sre-platform.incident.opened', subject: incident.id });
      const run = await eventually('run', async () => (await readIncident(platform, incident.id)).runs.edges[0]?.node);
      expect(run).toMatchObject({ status: 'SUCCEEDED', playbookName: 'Clean up' });
      expect(outside.received.filter(({ path }) => path === '/clean')).toHaveLength(1);
      const insight = await eventually('insight', async () => (await readIncident(platform, incident.id)).insights.edges[0]?.node);
      expect(insight.verdict).toBe('SUSPECTS_RANKED');
      expect(insight.suspects[0]?.resource?.name).toContain('127.0.0.1');

      const lineage = await eventually('complete lineage', async () => {
        const { lineage } = await ask<{ lineage: LineageAnswer }>(platform, lineageQuery, { id: incident.id });
        return new Set(lineage.nodes.map(({ kind }) => kind)).size === 8 && lineage.source === lineageSource && lineage;
      });
      expect(lineage.truncated).toBe(false);
      expect(lineage.nodes).toContainEqual(expect.objectContaining({ kind: 'METRIC', label: 'journey_disk_free_bytes' }));
      expect(lineage.nodes).toContainEqual(expect.objectContaining({ kind: 'RULE', label: 'JourneyDiskAlmostFull' }));

      // The disk is cleaned: the alert resolves, the incident closes by itself, and who was told of the one is told of the other.
      outside.setFree(1_000);
      const resolved = await eventually(
        'resolution',
        async () => {
          const found = await readIncident(platform, incident.id);
          return found.status === 'RESOLVED' && found;
        },
        60,
      );
      expect(resolved.resolvedBy).toBeNull();
      await page.getByText('Resolved', { exact: true }).first().waitFor({ timeout: 15_000 });
      await eventually('notice of the resolution', async () =>
        outside.received.some(({ path, body }) => path === '/notices' && body.includes('sre-platform.incident.resolved')),
      );
      const kinds = (await readIncident(platform, incident.id)).timeline.edges.map(({ node }) => node.kind);
      expect(kinds).toEqual(expect.arrayContaining(['opened', 'acknowledged', 'notified', 'run_succeeded', 'insight', 'alert_resolved', 'resolved']));
      expect(problems).toEqual([]);
    }, 240_000);
  });
}

type IncidentAnswer = {
  id: string;
  number: number;
  status: string;
  severity: string;
  acknowledgedBy: { name: string } | null;
  resolvedBy: { name: string } | null;
  runs: { edges: { node: { status: string; playbookName: string } }[] };
  insights: { edges: { node: { verdict: string; suspects: { resource: { name: string } | null }[] } }[] };
  timeline: { edges: { node: { kind: string } }[] };
};
type LineageAnswer = { nodes: { kind: string; id: string; label: string }[]; source: string; truncated: boolean };

const incidentFields = `id number status severity acknowledgedBy { name } resolvedBy { name }
  runs { edges { node { status playbookName } } } timeline { edges { node { kind } } }
  insights { edges { node { verdict suspects { resource { name } } } } }`;
const lineageQuery = `query ($id: ID!) { lineage(root: { kind: INCIDENT, id: $id }, depth: 5) { nodes { kind id label } source truncated } }`;

async function findIncident(platform: Composition): Promise<IncidentAnswer | undefined> {
  const { incidents } = await ask<{ incidents: { edges: { node: IncidentAnswer }[] } }>(
    platform,
    `{ incidents { edges { node { ${incidentFields} } } } }`,
  );
  return incidents.edges[0]?.node;
}

async function readIncident(platform: Composition, id: string): Promise<IncidentAnswer> {
  return (await ask<{ incident: IncidentAnswer }>(platform, `query ($id: ID!) { incident(id: $id) { ${incidentFields} } }`, { id })).incident;
}

/** The demo tenant, with notices and playbook going outside. */
export function journeySetup(outside: string): string {
  const demo = readFileSync(join(root, 'provisioning', 'demo.yaml'), 'utf8');
  return `${demo.slice(0, demo.indexOf('\nroutes:'))}
routes:
  - { name: default, groupBy: [alertname], groupWaitMs: 1000 }
channels:
  - { name: Receiver, url: "${outside}/notices", secret: "${secret}" }
playbooks:
  - name: Clean up
    steps:
      - { kind: http, id: clean, name: Clean the disk, method: POST, url: "${outside}/clean", body: "{{ incident.title }}", timeoutSeconds: 5, expectStatus: [200] }
triggers:
  - { name: Disks, event: incident.opened, matchers: [{ name: alertname, op: "=~", value: ".*Disk.*" }], playbook: Clean up }
`;
}

const rules = `groups:
  - name: journey
    rules:
      - alert: JourneyDiskAlmostFull
        expr: journey_disk_free_bytes < 100
        labels: { severity: critical }
        annotations: { summary: "{{ $labels.device }} on {{ $labels.instance }} is almost full" }
`;

function prometheusConfig(alertmanager: string, target: string): string {
  return `global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
scrape_configs: [{ job_name: journey, static_configs: [{ targets: ["${target}"] }] }]
alerting: { alertmanagers: [{ api_version: v2, static_configs: [{ targets: ["${alertmanager}"] }] }] }
`;
}

function alertmanagerConfig(webhook: string): string {
  return `route: { receiver: platform, group_by: [alertname], group_wait: 1s, group_interval: 2s, repeat_interval: 1h }
receivers: [{ name: platform, webhook_configs: [{ url: "${webhook}", send_resolved: true }] }]
`;
}
