import type { GrafanaTargetInput, ManagedRuleInput, ManagedRuleRowFragment } from '../../api/generated/graphql';
import { connection, type Paging } from './connection';
import type { GrafanaRecord, Records } from './records';

/** What the part about managed rules is given: the rest of the fake platform. */
interface Surroundings {
  records: Records;
  /** Throws FORBIDDEN unless the viewer has the permission. */
  allow(permission: string): void;
  coded(code: string, message: string): Error;
}

const templates = [
  {
    key: 'host_down',
    title: 'Host or target down',
    description: 'Prometheus reaches a target no longer.',
    alert: 'HostDown',
    group: 'scraping',
    parameters: {
      properties: {
        selector: { type: 'string', default: '', description: 'Which series, as label matchers: job="node"' },
        percent: { type: 'number', default: 90, description: 'Less than this share is free, in percent' },
        severity: { type: 'string', enum: ['critical', 'warning'], default: 'critical', description: '' },
      },
    },
  },
  {
    key: 'new_one',
    title: 'Not known to this version',
    description: 'In the words of the platform.',
    alert: 'NewOne',
    group: 'scraping',
    parameters: { properties: {} },
  },
];

/** The root fields about rules that are kept on the platform, and about where they go. */
export function createManagedRules({ records, allow, coded }: Surroundings) {
  const save = (id: string, input: ManagedRuleInput): ManagedRuleRowFragment => {
    allow('rules:manage');
    const query = queryOf(input);
    if (records.managedRules.some((other) => other.name === input.name && other.id !== id)) {
      throw coded('CONFLICT', `The group "${input.group}" has a rule named "${input.name}" already.`);
    }
    const rule: ManagedRuleRowFragment = {
      id,
      name: input.name ?? 'HostDown',
      group: input.group ?? 'scraping',
      query,
      forSeconds: 300,
      keepFiringForSeconds: 0,
      labels: { severity: 'critical', ...input.labels },
      ownLabels: input.labels ?? {},
      ownAnnotations: input.annotations ?? {},
      enabled: input.enabled ?? true,
      template: input.template ?? null,
      parameters: input.parameters ?? null,
      updatedAt: new Date().toISOString(),
    };
    records.managedRules = [...records.managedRules.filter((other) => other.id !== id), rule];
    return rule;
  };
  /** A query that says `broken` is no PromQL. */
  const queryOf = (input: ManagedRuleInput): string => {
    const { selector = '' } = (input.parameters ?? {}) as { selector?: string };
    const query = input.template ? `up{${selector}} == 0` : (input.query ?? '');
    if (query === '' || query.includes('broken')) {
      throw coded('BAD_USER_INPUT', 'query: must be a PromQL expression');
    }
    return query;
  };
  const grafana = (id: string): GrafanaRecord => {
    const known = records.grafanas.find((other) => other.id === id);
    if (known === undefined) {
      throw coded('NOT_FOUND', `There is no Grafana ${id}.`);
    }
    return known;
  };
  const putGrafana = (next: GrafanaRecord): GrafanaRecord => {
    records.grafanas = [...records.grafanas.filter(({ id }) => id !== next.id), next];
    return next;
  };
  return {
    ruleTemplates: () => templates,
    managedRules: (paging: Paging) => connection([...records.managedRules], paging),
    managedRule: ({ id }: { id: string }) => records.managedRules.find((rule) => rule.id === id) ?? null,
    managedRuleFile: () => records.managedRules.map(({ name }) => `- alert: ${name}`).join('\n'),
    managedRulePreview: ({ input }: { input: ManagedRuleInput }) => ({
      query: queryOf(input),
      yaml: `- alert: ${input.name}\n  expr: ${queryOf(input)}`,
    }),
    createManagedRule: ({ input }: { input: ManagedRuleInput }) => save(`rule-${records.managedRules.length}`, input),
    updateManagedRule: ({ id, input }: { id: string; input: ManagedRuleInput }) => save(id, input),
    deleteManagedRule: ({ id }: { id: string }) => {
      allow('rules:manage');
      records.managedRules = records.managedRules.filter((rule) => rule.id !== id);
      return id;
    },
    ruleFeeds: (paging: Paging) => connection([...records.ruleFeeds], paging),
    createRuleFeed: ({ name }: { name: string }) => {
      allow('rules:manage');
      const feed = { id: name, name, createdAt: new Date().toISOString(), lastReadAt: null };
      records.ruleFeeds.push(feed);
      return { feed, url: 'https://sre.example.com/rules/sre_rules_secret/prometheus.yml' };
    },
    deleteRuleFeed: ({ id }: { id: string }) => {
      allow('rules:manage');
      records.ruleFeeds = records.ruleFeeds.filter((feed) => feed.id !== id);
      return id;
    },
    grafanaTargets: (paging: Paging) => connection([...records.grafanas], paging),
    grafanaTarget: ({ id }: { id: string }) => grafana(id),
    createGrafanaTarget: ({ input: { token: _, ...input } }: { input: GrafanaTargetInput }) => {
      allow('rules:manage');
      const push = { state: 'OK', reason: 'pushed', detail: null, attemptedAt: null, succeededAt: null } as const;
      return putGrafana({
        ...{ id: input.name, push, drift: { reason: 'read', detail: null, rules: [] } },
        ...input,
        enabled: input.enabled ?? true,
      });
    },
    pushGrafanaTarget: ({ id }: { id: string }) => {
      allow('rules:manage');
      const succeededAt = new Date().toISOString();
      const before = grafana(id);
      return putGrafana({
        ...before,
        push: { ...before.push, state: 'OK', reason: 'pushed', detail: null, succeededAt },
        drift: { reason: 'read', detail: null, rules: [] },
      });
    },
    deleteGrafanaTarget: ({ id }: { id: string }) => {
      allow('rules:manage');
      records.grafanas = records.grafanas.filter((other) => other.id !== grafana(id).id);
      return id;
    },
  };
}
