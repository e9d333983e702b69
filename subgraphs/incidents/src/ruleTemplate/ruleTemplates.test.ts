import { readPromql } from '#graph/promql/readPromql';
import { readRuleDraft } from '../managedRule/ruleDraft.ts';
import { findTemplate, parameterSchema, ruleTemplates } from './ruleTemplates.ts';

test('keys and alerts are told apart', () => {
  expect(new Set(ruleTemplates.map(({ key }) => key)).size).toBe(ruleTemplates.length);
  expect(new Set(ruleTemplates.map(({ alert }) => alert)).size).toBe(ruleTemplates.length);
});

describe.each(ruleTemplates.map((template) => [template.key, template] as const))('%s', (key, template) => {
  const properties = (parameterSchema(template) as { properties: Record<string, { default?: unknown; description?: string }> }).properties;

  test('is a whole rule without any parameter', () => {
    const draft = readRuleDraft({ template: key });
    expect(draft).toMatchObject({ name: template.alert, group: template.group, template: key, enabled: true });
    expect(draft.labels['severity']).toMatch(/^(critical|warning|info)$/);
    expect(draft.annotations['summary']).toBeTruthy();
  });

  test('says of each parameter what it is, and what it is unless somebody says otherwise', () => {
    for (const [name, { default: usual, description }] of Object.entries(properties)) {
      expect({ name, usual, description }).toEqual({ name, usual: expect.anything(), description: expect.any(String) });
    }
  });

  test('looks at the series that were chosen', () => {
    if (properties['selector'] === undefined) return;
    const { query } = readRuleDraft({ template: key, parameters: { selector: '{env=~"prod|live", team="a\\"b"}' } });
    const read = readPromql(query);
    const chosen = [
      { name: 'env', op: '=~', value: 'prod|live' },
      { name: 'team', op: '=', value: 'a"b' },
    ];
    expect(read).toMatchObject({ reason: 'parsed' });
    for (const { matchers } of read.reason === 'parsed' ? read.selectors : []) expect(matchers).toEqual(expect.arrayContaining(chosen));
  });

  test('takes no selector that cannot be read, and no parameter that it does not have', () => {
    expect(() => readRuleDraft({ template: key, parameters: { colour: 'red' } })).toThrow(/colour/);
    if (properties['selector'] === undefined) return;
    expect(() => readRuleDraft({ template: key, parameters: { selector: 'job=~"("' } })).toThrow(/parameters\.selector.*regular expression/);
    expect(() => readRuleDraft({ template: key, parameters: { selector: 'job' } })).toThrow(/parameters\.selector/);
  });
});

test.each([
  [
    'host_cpu_high',
    { percent: 95, selector: 'job="node"' },
    '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle", job="node"}[5m])) > 0.95',
  ],
  ['target_missing', { job: 'a"b' }, 'absent(up{job="a\\"b"})'],
  ['certificate_expiring', { days: 7 }, 'probe_ssl_earliest_cert_expiry - time() < 604800'],
  ['threshold', { metric: 'queue:depth', comparison: '<=', value: -1.5 }, 'queue:depth <= -1.5'],
  [
    'error_ratio',
    { selector: 'job="api"', percent: 2.5 },
    'sum by (job) (rate(http_requests_total{code=~"5..", job="api"}[5m])) / sum by (job) (rate(http_requests_total{job="api"}[5m])) > 0.025',
  ],
  [
    'error_budget_burning',
    { objective: 99.9, factor: 14.4 },
    '(sum by (job) (rate(http_requests_total{code=~"5.."}[1h])) / sum by (job) (rate(http_requests_total[1h])) > 0.0144) and (sum by (job) (rate(http_requests_total{code=~"5.."}[5m])) / sum by (job) (rate(http_requests_total[5m])) > 0.0144)',
  ],
])('%s with %j', (template, parameters, query) => {
  expect(readRuleDraft({ template, parameters }).query).toBe(query);
});

test.each([
  ['threshold', { metric: 'up{job="x"}' }, /name of a metric/],
  ['host_cpu_high', { percent: 101 }, /parameters\.percent/],
  ['host_cpu_high', { range: '0s' }, /parameters\.range/],
  ['host_cpu_high', { range: '5 minutes' }, /parameters\.range/],
  ['host_down', { for: 'soon' }, /parameters\.for/],
  ['host_down', { severity: 'page' }, /parameters\.severity/],
  ['nothing', {}, /no template "nothing"/],
])('%s does not take %j', (template, parameters, words) => {
  expect(() => readRuleDraft({ template, parameters })).toThrow(words);
});

test('there is a template for what the platform promises', () => {
  for (const key of [
    'host_down',
    'disk_filling',
    'host_cpu_high',
    'host_memory_low',
    'certificate_expiring',
    'target_missing',
    'error_ratio',
    'latency_high',
    'pod_crash_looping',
    'postgres_down',
  ]) {
    expect(findTemplate(key)).toBeDefined();
  }
});
