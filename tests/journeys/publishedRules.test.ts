import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { root } from '#run/root';
import { startEmbedded, type Composition } from '../compositions/embedded.ts';
import { describeWith } from '../servers/describeWith.ts';
import { startPrometheus, type Prometheus } from '../servers/prometheus.ts';
import { ask, eventually } from './ask.ts';

/**
 * Published alert rules (awesome-prometheus-alerts, CC BY 4.0, not part of this repository), fired by a real Prometheus over synthetic series
 * and sent straight to the platform. TEST_DATA names the folder that holds them.
 */
const corpus = join(process.env['TEST_DATA'] ?? join(root, '..', 'shared', 'data'), 'rules', 'awesome-prometheus-alerts', 'rules.yml');

type Rule = { name: string; query: string; severity: string };
/** A rule of the form `metric{label="value"} > number`, with a sample that makes it true. */
type Firing = Rule & { alert: string; metric: string; sample: string };

/** A rule that never fires by itself. */
const silent = { alert: 'Silent', expr: 'rate(never_there_total[5m]) > 0 and on (job) up == 1', labels: { severity: 'page' } };

const suite = () => {
  let target: Server;
  let platform: Composition;
  let prometheus: Prometheus;
  const rules = pickRules(12);

  beforeAll(async () => {
    const samples = rules.map(({ sample }) => sample).join('\n');
    target = createServer((_, response) => response.setHeader('content-type', 'text/plain').end(`${samples}\n`)).listen(0, '127.0.0.1');
    await once(target, 'listening');
    platform = await startEmbedded();
    prometheus = await startPrometheus({
      config: config(new URL(platform.ingest.prometheus), (target.address() as AddressInfo).port),
      files: {
        'rules.yml': stringify({
          groups: [
            { name: 'published', rules: [silent, ...rules.map(({ alert, query, severity }) => ({ alert, expr: query, labels: { severity } }))] },
          ],
        }),
      },
    });
  }, 120_000);

  afterAll(async () => {
    await prometheus?.stop();
    await platform?.stop();
    target?.close();
    target?.closeAllConnections();
  }, 30_000);

  test('its rules are read, and lead to their metrics before anything fires', async () => {
    await ask(platform, 'mutation ($input: CreateRuleSourceInput!) { createRuleSource(input: $input) { id } }', {
      input: { name: 'Prometheus', url: prometheus.url },
    });
    type Rules = { alertRules: { edges: { node: { name: string; query: string; health: string; labels: object; metrics: { name: string }[] } }[] } };
    const found = await eventually('rules', async () => {
      const { alertRules } = await ask<Rules>(platform, '{ alertRules(first: 50) { edges { node { name query health labels metrics { name } } } } }');
      return alertRules.edges.length > rules.length && alertRules.edges.map(({ node }) => node);
    });
    for (const { alert, query, metric, severity } of rules) {
      expect(found).toContainEqual(expect.objectContaining({ name: alert, query, labels: { severity }, metrics: [{ name: metric }] }));
    }
    const { lineage } = await eventually('metrics of the silent rule', async () => {
      const answer = await ask<{ lineage: { nodes: { kind: string; label: string }[] } }>(
        platform,
        '{ lineage(root: { kind: RULE, id: "Silent" }, direction: BOTH, depth: 3) { nodes { kind label } } }',
      );
      return answer.lineage.nodes.length > 0 && answer;
    });
    expect(lineage.nodes.map(({ kind, label }) => `${kind} ${label}`).sort()).toEqual(['METRIC never_there_total', 'METRIC up', 'RULE Silent']);
  });

  test('an alert that comes without an expression has that of its rule', async () => {
    const response = await fetch(platform.ingest.prometheus, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ labels: { alertname: 'Silent', severity: 'page', job: 'other' } }]),
    });
    expect(response.status).toBe(200);
    type Answer = { alerts: { edges: { node: { expression: string | null; rule: { name: string } | null } }[] } };
    const query = '{ alerts(filter: { matchers: "job=other" }) { edges { node { expression rule { name } } } } }';
    const [alert] = await eventually('rule of the alert', async () => {
      const { alerts } = await ask<Answer>(platform, query);
      return alerts.edges[0]?.node.rule != null && alerts.edges.map(({ node }) => node);
    });
    expect(alert).toEqual({ expression: silent.expr, rule: { name: 'Silent' } });
  });

  test('a dozen rules fire, arrive and are understood', async () => {
    type Answer = { alerts: { edges: { node: { name: string; status: string; expression: string | null } }[] } };
    const alerts = await eventually(
      'dozen alerts',
      async () => {
        const { alerts } = await ask<Answer>(platform, '{ alerts(first: 100) { edges { node { name status expression } } } }');
        return alerts.edges.length >= rules.length && alerts.edges.map(({ node }) => node);
      },
      60,
    );
    for (const { alert, query } of rules) expect(alerts).toContainEqual({ name: alert, status: 'FIRING', expression: query });

    for (const { alert, metric } of rules) {
      await eventually(`metric of ${alert}`, async () => {
        const { lineage } = await ask<{ lineage: { nodes: { kind: string; label: string }[] } }>(
          platform,
          'query ($id: ID!) { lineage(root: { kind: RULE, id: $id }, direction: DOWNSTREAM, depth: 2) { nodes { kind label } } }',
          { id: alert },
        );
        return lineage.nodes.some(({ kind, label }) => kind === 'METRIC' && label === metric);
      });
    }
  }, 180_000);
};

if (existsSync(corpus)) describeWith(['prometheus'], 'published rules', suite);
else describe.skip(`published rules [the rules are not at ${corpus}; TEST_DATA names another folder]`, suite);

/** The first rules, spread over the file, that compare one plain metric with a number, each of another metric. */
function pickRules(count: number): Firing[] {
  if (!existsSync(corpus)) return [];
  const found = new Map<string, Firing>();
  for (const rule of rulesIn(parse(readFileSync(corpus, 'utf8')))) {
    const match = /^([a-z_:][a-z0-9_:]*)(\{[^{}]*\})? *(>|<|>=|<=|==|!=) *(\d+(?:\.\d+)?)$/.exec(rule.query.trim());
    const [, metric = '', selector = '', operator = '', threshold = ''] = match ?? [];
    if (!match || /!=|=~|!~/.test(selector) || found.has(metric) || metric === 'up') continue;
    const alert = rule.name.replaceAll(/[^A-Za-z0-9]/g, '');
    found.set(metric, { ...rule, query: rule.query.trim(), alert, metric, sample: `${metric}${selector} ${satisfy(operator, Number(threshold))}` });
  }
  const all = [...found.values()];
  const stride = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, index) => index % stride === 0).slice(0, count);
}

function satisfy(operator: string, threshold: number): number {
  if (operator.startsWith('>')) return threshold + 1;
  if (operator.startsWith('<')) return threshold - 1;
  return operator === '==' ? threshold : threshold + 1;
}

function* rulesIn(value: unknown): Generator<Rule> {
  if (typeof value !== 'object' || value === null) return;
  if ('query' in value && 'name' in value && typeof value.query === 'string' && typeof value.name === 'string') {
    yield { name: value.name, query: value.query, severity: 'severity' in value ? String(value.severity) : 'warning' };
  }
  for (const child of Object.values(value)) yield* rulesIn(child);
}

function config(ingest: URL, target: number): string {
  return `global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
scrape_configs: [{ job_name: synthetic, honor_labels: true, static_configs: [{ targets: ["127.0.0.1:${target}"] }] }]
alerting: { alertmanagers: [{ api_version: v2, path_prefix: "${ingest.pathname.replace('/api/v2/alerts', '')}", static_configs: [{ targets: ["${ingest.host}"] }] }] }
`;
}
