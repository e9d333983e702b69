import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readRuleDraft } from '#incidents/managedRule/ruleDraft';
import { saveManagedRule } from '#incidents/managedRule/saveManagedRule';
import { openTestIncidents, type TestIncidents } from '#incidents/openTestIncidents';
import { createRuleFeed } from '#incidents/ruleFeed/createRuleFeed';
import { createRuleSource } from '#incidents/ruleSource/createRuleSource';
import { syncRuleSource } from '#incidents/ruleSource/syncRuleSource';
import { ruleTemplates } from '#incidents/ruleTemplate/ruleTemplates';
import { createOutbound } from '#kit/outbound';
import { describeWith } from '../servers/describeWith.ts';
import { ensure } from '../servers/ensure.ts';
import { startPrometheus } from '../servers/prometheus.ts';

/** What the platform serves is what Prometheus's own programs take. */
describeWith(['prometheus'], 'managed rules', () => {
  let platform: TestIncidents;
  let folder: string;
  beforeAll(async () => {
    platform = await openTestIncidents({ outbound: createOutbound(['127.0.0.0/8']) });
    folder = mkdtempSync(join(tmpdir(), 'rules-'));
  });
  afterAll(async () => {
    await platform.close();
    rmSync(folder, { recursive: true });
  });

  test('every template is served in a file that promtool finds nothing wrong with, and that a Prometheus evaluates', async () => {
    const caller = await platform.createTenant();
    for (const { key } of ruleTemplates) await saveManagedRule(platform, caller, null, { template: key });
    const selective = {
      template: 'host_down',
      name: 'Selective',
      parameters: { selector: 'env=~"a|b", team="it\'s \\"q\\""' },
      keepFiringFor: '90s',
    };
    await saveManagedRule(platform, caller, null, selective);
    const { token } = await createRuleFeed(platform, caller, { name: 'prometheus' });
    const served = await (await fetch(`${platform.url}/rules/${token}/prometheus.yml`)).text();

    const file = join(folder, 'rules.yml');
    writeFileSync(file, served);
    const said = execFileSync(join(dirname(ensure('prometheus')), 'promtool'), ['check', 'rules', file], { encoding: 'utf8' });
    expect(said).toContain(`SUCCESS: ${ruleTemplates.length + 1} rules found`);

    const prometheus = await startPrometheus({
      config: 'global: { evaluation_interval: 1s }\nrule_files: [rules.yml]\n',
      files: { 'rules.yml': served },
    });
    try {
      const { id } = await createRuleSource(platform, caller, { name: 'Prometheus', url: prometheus.url });
      for (let health = ''; !health.includes('OK');) {
        platform.advance(60);
        await syncRuleSource(platform, { tenantId: caller.tenantId, payload: { sourceId: id }, signal: new AbortController().signal });
        const { data } = await platform.ask(caller, `{ alertRuleFacets(filter: { sourceIds: ["${id}"] }) { healths { value count } } }`);
        health = JSON.stringify(data.alertRuleFacets.healths);
        expect(health).not.toContain('ERROR');
      }
      const query = `query ($ids: [ID!]) { alertRules(filter: { sourceIds: $ids }, first: 100) { totalCount edges { node { name forSeconds labels metrics { name } } } } }`;
      const { data } = await platform.ask(caller, query, { ids: [id] });
      expect(data.alertRules.totalCount).toBe(ruleTemplates.length + 1);
      for (const { key, alert } of ruleTemplates) {
        const { for: forSeconds, labels } = readRuleDraft({ template: key });
        expect(data.alertRules.edges.map(({ node }: { node: object }) => node)).toContainEqual(
          expect.objectContaining({ name: alert, forSeconds, labels }),
        );
      }
    } finally {
      await prometheus.stop();
    }
  }, 120_000);
});
