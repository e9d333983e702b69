import type { ManagedRuleRowFragment } from '../../api/generated/graphql';
import { readParameters } from './readParameters';
import { draftOfRule, durationText, newDraft, readDraft } from './ruleDraft';

const schema = {
  properties: {
    selector: { type: 'string', default: '', description: 'Which series' },
    percent: { type: 'number', default: 90, description: 'Share' },
    severity: { type: 'string', enum: ['critical', 'warning'], default: 'warning' },
  },
};
const parameters = readParameters(schema);
const template = { key: 'host_cpu_high', alert: 'HostCpuHigh', group: 'hosts' };

it('reads parameters out of their schema', () => {
  expect(parameters).toEqual([
    { name: 'selector', kind: 'text', usual: '', description: 'Which series', choices: [] },
    { name: 'percent', kind: 'number', usual: '90', description: 'Share', choices: [] },
    { name: 'severity', kind: 'choice', usual: 'warning', description: '', choices: ['critical', 'warning'] },
  ]);
  expect(readParameters('nothing')).toEqual([]);
});

it('makes of a template what the platform takes, numbers as numbers', () => {
  const draft = {
    ...newDraft(template, parameters),
    labels: [
      ['team', 'infra'],
      ['', 'x'],
      ['empty', ''],
    ] as const,
  };
  expect(readDraft(draft, parameters)).toEqual({
    template: 'host_cpu_high',
    parameters: { selector: '', percent: 90, severity: 'warning' },
    name: 'HostCpuHigh',
    group: 'hosts',
    labels: { team: 'infra' },
    annotations: {},
    enabled: true,
  });
});

it('makes of a rule by hand what the platform takes', () => {
  const draft = {
    ...newDraft(null, []),
    name: ' Down ',
    group: 'g',
    query: 'up == 0',
    annotations: [['summary', 'x']] as const,
  };
  expect(readDraft(draft, [])).toEqual({
    query: 'up == 0',
    for: '5m',
    name: 'Down',
    group: 'g',
    labels: { severity: 'warning' },
    annotations: { summary: 'x' },
    enabled: true,
  });
});

it('shows of a kept rule what was filled in, and saves it as it was', () => {
  const rule: ManagedRuleRowFragment = {
    id: 'r',
    name: 'HostCpuHigh',
    group: 'hosts',
    query: '1 - x > 0.9',
    forSeconds: 600,
    keepFiringForSeconds: 90,
    labels: { severity: 'warning', team: 'infra' },
    ownLabels: { team: 'infra' },
    ownAnnotations: { summary: 'mine' },
    enabled: false,
    template: 'host_cpu_high',
    parameters: { percent: 90, severity: 'warning' },
    updatedAt: '2026-01-01T00:00:00Z',
  };
  const draft = draftOfRule(rule);
  expect(draft).toMatchObject({
    parameters: { percent: '90' },
    labels: [['team', 'infra']],
    annotations: [['summary', 'mine']],
    keepFiringFor: '1m30s',
    query: '',
  });
  expect(readDraft(draft, parameters)).toMatchObject({
    parameters: { percent: 90, severity: 'warning' },
    enabled: false,
  });
  expect(draftOfRule({ ...rule, template: null, parameters: null })).toMatchObject({
    query: '1 - x > 0.9',
    for: '10m',
  });
});

it.each([
  [0, '0s'],
  [0.5, '500ms'],
  [90, '1m30s'],
  [90_000, '1d1h'],
])('%s seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
