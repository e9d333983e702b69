import type {
  AlertRuleFilter,
  CreateRuleSourceInput,
  ImportRuleFileInput,
  TestRuleSourceInput,
  UpdateRuleSourceInput,
} from '../../api/generated/graphql';
import { connection, type Paging } from './connection';
import type { Records, RuleRecord, RuleSourceRecord } from './records';
import { ruleOf, ruleSourceOf } from './samples';

/** What the part about alert rules is given: the rest of the fake platform. */
interface Surroundings {
  records: Records;
  /** Throws FORBIDDEN unless the viewer has the permission. */
  allow(permission: string): void;
  coded(code: string, message: string): Error;
  alertView(id: string): object | null;
}

/** The root fields about alert rules and their sources. */
export function createRules({ records, allow, coded, alertView }: Surroundings) {
  const source = (id: string): RuleSourceRecord => {
    const known = records.ruleSources.find((other) => other.id === id);
    if (known === undefined) {
      throw coded('NOT_FOUND', `There is no rule source ${id}.`);
    }
    return known;
  };
  const view = (rule: RuleRecord): object => ({
    ...rule,
    source: source(rule.sourceId),
    firing: (paging: Paging) =>
      connection(
        rule.firingIds.flatMap((id) => alertView(id) ?? []),
        paging
      ),
  });
  const matching = (filter: AlertRuleFilter | undefined) =>
    records.rules.filter((rule) => matches(rule, filter)).sort((one, other) => one.name.localeCompare(other.name));
  const put = (next: RuleSourceRecord): RuleSourceRecord => {
    if (records.ruleSources.some(({ id, name }) => name === next.name && id !== next.id)) {
      throw coded('CONFLICT', `There is a rule source named "${next.name}" already.`);
    }
    records.ruleSources = [...records.ruleSources.filter(({ id }) => id !== next.id), next];
    return next;
  };
  const root = {
    alertRules: ({ filter, ...paging }: Paging & { filter?: AlertRuleFilter }) =>
      connection(matching(filter).map(view), paging),
    alertRule: ({ id }: { id: string }) => records.rules.filter((rule) => rule.id === id).map(view)[0] ?? null,
    alertRuleFacets: ({ filter }: { filter?: AlertRuleFilter }) => ({
      states: count(matching({ ...filter, states: null }).map(({ state }) => state)),
      healths: count(matching({ ...filter, healths: null }).map(({ health }) => health)),
      sources: count(matching({ ...filter, sourceIds: null }).map(({ sourceId }) => sourceId)),
    }),
    ruleSources: (paging: Paging) => connection([...records.ruleSources], paging),
    createRuleSource: ({ input: { name, url } }: { input: CreateRuleSourceInput }) => {
      allow('rules:manage');
      return put(ruleSourceOf({ id: `source-${name}`, name, url }));
    },
    updateRuleSource: ({ id, input }: { id: string; input: UpdateRuleSourceInput }) => {
      allow('rules:manage');
      const { name, url, enabled } = input;
      const before = source(id);
      return put({ ...before, name: name ?? before.name, url: url ?? before.url, enabled: enabled ?? before.enabled });
    },
    deleteRuleSource: ({ id }: { id: string }) => {
      allow('rules:manage');
      records.rules = records.rules.filter(({ sourceId }) => sourceId !== source(id).id);
      records.ruleSources = records.ruleSources.filter((other) => other.id !== id);
      return id;
    },
    syncRuleSource: ({ id }: { id: string }) => {
      allow('rules:manage');
      const before = source(id);
      put({ ...before, sync: { ...before.sync, state: 'OK', reason: 'synced', detail: null } });
      return { ...before, sync: { ...before.sync, state: 'RUNNING' } };
    },
    /** An address that says `refuse` refuses. */
    testRuleSource: ({ input: { url } }: { input: TestRuleSourceInput }) =>
      url.includes('refuse')
        ? { reason: 'credentials_refused', detail: 'It answered 401.', rules: null }
        : { reason: 'synced', detail: null, rules: 12 },
    checkRuleFile: ({ content }: { content: string }) => reportOf(content),
    importRuleFile: ({ input }: { input: ImportRuleFileInput }) => {
      allow('rules:manage');
      const report = reportOf(input.content);
      const made = put(
        ruleSourceOf({ id: 'files', name: input.source, kind: 'FILE', url: null, ruleCount: report.rules })
      );
      records.rules.push(...names(input.content).map((name) => ruleOf({ id: name, name, sourceId: made.id })));
      return { ...report, source: made };
    },
  };
  return { root, ruleView: (id: string) => records.rules.filter((rule) => rule.id === id).map(view)[0] ?? null };
}

function matches(rule: RuleRecord, filter: AlertRuleFilter | undefined): boolean {
  const { name, query, state, health, sourceId, metrics, goneAt } = rule;
  const search = filter?.search?.toLowerCase() ?? '';
  return (
    (filter?.withGone === true || goneAt === null) &&
    (filter?.states?.includes(state) ?? true) &&
    (filter?.healths?.includes(health) ?? true) &&
    (filter?.sourceIds?.includes(sourceId) ?? true) &&
    (filter?.metric == null || metrics.some((metric) => metric.name === filter.metric)) &&
    `${name} ${query}`.toLowerCase().includes(search)
  );
}

function count(values: string[]) {
  return [...new Set(values)].map((value) => ({ value, count: values.filter((other) => other === value).length }));
}

/** Rules by their lines; one whose expression is `broken` is left out. */
function reportOf(content: string) {
  const isBroken = content.includes('broken');
  return {
    rules: names(content).length,
    recordings: 0,
    findings: isBroken
      ? [{ effect: 'LEFT_OUT', code: 'expression_broken', line: 5, group: 'g', rule: 'B', detail: 'up{⟨here⟩' }]
      : [],
  };
}

function names(content: string): string[] {
  return [...content.matchAll(/alert: (\w+)/g)].map((match) => match[1] ?? '');
}
