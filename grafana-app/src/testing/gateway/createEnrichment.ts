import { GraphQLError } from 'graphql';
import type {
  EnrichmentActionInput,
  EnrichmentRuleInput,
  FlapPolicyInput,
  Priority,
  Severity,
} from '../../api/generated/graphql';
import { connection, type Paging } from './connection';
import type { Records } from './records';
import { ada } from './samples';

type Rule = EnrichmentRuleInput & { id: string };
interface Version {
  version: number;
  at: string;
  note: string | null;
  author: typeof ada | null;
  rules: Rule[];
}
interface Table {
  id: string;
  name: string;
  columns: string[];
  rows: string[][];
  updatedAt: string;
}

/** An alert that a rule dropped, as tests count it. */
interface DropRecord {
  id: string;
  name: string;
  ruleName: string;
  labels: Record<string, string>;
  times: number;
}

interface Words {
  labels: Record<string, string>;
  severity: Severity;
  ownerTeamId: string | null;
  priority: Priority | null;
}

interface Trial {
  alertId?: string | null;
  labels?: Record<string, string> | null;
  integrationId?: string | null;
  draftRules?: EnrichmentRuleInput[] | null;
}

/** The part of the schema's root that is about enrichment. Rules are tried by matchers `label="value"`, and only SET and DROP_ALERT do anything. */
export function createEnrichment(records: Records, allow: (permission: string) => void) {
  const versions: Version[] = [];
  const tables: Table[] = [];
  const drops: DropRecord[] = [];
  let policy: FlapPolicyInput = { enabled: true, changes: 6, windowMinutes: 30 };
  const live = () => ({ version: versions.length, rules: (versions.at(-1)?.rules ?? []).map(ruleView) });
  const save = (rules: EnrichmentRuleInput[], expectedVersion: number, note: string | null) => {
    allow('enrichment:manage');
    if (expectedVersion !== versions.length) {
      throw refuse('CONFLICT', `The rules were saved by somebody else: version ${versions.length} is live.`);
    }
    const version = versions.length + 1;
    versions.push({
      ...{ version, note, author: ada, at: `2026-01-0${version}T00:00:00Z` },
      rules: rules.map((rule, at) => ({ ...rule, id: rule.id ?? `rule-${version}-${at}` })),
    });
    return live();
  };
  return {
    /** What tests look at and change behind the page's back. */
    kept: { versions, tables, drops, save, policy: () => policy },
    root: {
      enrichmentRules: live,
      enrichmentVersions: (paging: Paging) =>
        connection(
          [...versions]
            .reverse()
            .map((each) => ({ ...each, ruleCount: each.rules.length, rules: each.rules.map(ruleView) })),
          paging
        ),
      checkEnrichmentRules: ({ rules }: { rules: EnrichmentRuleInput[] }) => rules.flatMap(judge),
      saveEnrichmentRules: (given: { rules: EnrichmentRuleInput[]; expectedVersion: number; note?: string | null }) =>
        save(given.rules, given.expectedVersion, given.note ?? null),
      restoreEnrichmentRules: ({ version, expectedVersion }: { version: number; expectedVersion: number }) =>
        save(versions[version - 1]?.rules ?? [], expectedVersion, `Version ${version} again`),
      testEnrichment: ({ alertId, labels, integrationId, draftRules }: Trial) => {
        const alert = records.alerts.find(({ id }) => id === alertId);
        if (alertId != null && alert === undefined) {
          throw refuse('NOT_FOUND', `There is no alert with the id ${alertId}.`);
        }
        const start = { labels: alert?.labels ?? labels ?? {}, severity: alert?.severity ?? ('MEDIUM' as const) };
        return follow(
          { ...start, ownerTeamId: null, priority: null },
          draftRules ?? versions.at(-1)?.rules ?? [],
          integrationId ?? null
        );
      },
      lookupTables: (paging: Paging) =>
        connection(
          tables.map((table) => ({ ...table, rowCount: table.rows.length })),
          paging
        ),
      checkLookupTable: ({ csv }: { csv: string }) => check(csv),
      saveLookupTable: ({ id, name, csv }: { id?: string | null; name: string; csv?: string | null }) => {
        allow('enrichment:manage');
        if (tables.some((table) => table.name === name && table.id !== id)) {
          throw refuse('CONFLICT', `There is a table named "${name}" already.`);
        }
        const old = tables.find((table) => table.id === id);
        const [columns = [], ...rows] = csv == null ? [] : readLines(csv);
        const content = csv == null ? {} : { columns, rows, updatedAt: new Date().toISOString() };
        if (old) {
          return Object.assign(old, { name }, content);
        }
        const table = { id: `table-${tables.length + 1}`, name, columns, rows, updatedAt: new Date().toISOString() };
        tables.push(table);
        return table;
      },
      deleteLookupTable: ({ id }: { id: string }) => {
        allow('enrichment:manage');
        tables.splice(
          tables.findIndex((table) => table.id === id),
          1
        );
        return true;
      },
      flapPolicy: () => policy,
      updateFlapPolicy: ({ input }: { input: FlapPolicyInput }) => {
        allow('enrichment:manage');
        policy = { ...input };
        return policy;
      },
      droppedAlerts: (paging: Paging) =>
        connection(
          drops.map((drop) => ({
            ...{ status: 'FIRING', severity: 'LOW', lastAt: '2026-01-01T00:00:00Z' },
            ...drop,
          })),
          paging
        ),
    },
  };
}

const noAction: Partial<EnrichmentActionInput> = {
  ...{ from: null, name: null, pattern: null, expression: null, tableId: null, keys: null, values: null },
  ...{ target: null, value: null, names: null, oldName: null, newName: null, keepsExisting: null },
};

function ruleView(rule: Rule) {
  const { enabled, matchers, condition = null, integrationId = null, action } = rule;
  return {
    ...rule,
    ...{ condition, integrationId, enabled: enabled ?? true, matchers: matchers ?? [] },
    action: { ...noAction, ...action },
  };
}

function judge({ name, action }: EnrichmentRuleInput, at: number) {
  const problem = (field: string, message: string) => ({ at, rule: name, field, message });
  return [
    ...(name.trim() === '' ? [problem('name', 'A rule has a name.')] : []),
    ...(action.kind === 'EXTRACT' && !action.pattern?.includes('(?P<')
      ? [problem('action.pattern', 'The pattern has no named group.')]
      : []),
    ...(action.kind === 'LOOK_UP' && !action.keys?.length
      ? [problem('action.keys', 'A row is found by one column at least.')]
      : []),
  ];
}

function follow(start: Words, rules: EnrichmentRuleInput[], integrationId: string | null) {
  let words = start;
  let droppedBy: string | null = null;
  const steps = rules.map((rule, at) => {
    const before = words;
    const reason = droppedBy === null ? reasonOf(rule, words, integrationId) : 'alert_was_dropped';
    if (reason === 'applied') {
      words = apply(rule.action, words);
    } else if (reason === 'dropped_by_rule') {
      droppedBy = rule.name;
    }
    return {
      ...{ ruleId: rule.id ?? `unsaved-${at}`, rule: rule.name },
      ...{ decision: { reason, facts: {} }, before, after: words },
    };
  });
  return { before: start, steps, after: words, droppedBy, fingerprint: 'f-1' };
}

function reasonOf(rule: EnrichmentRuleInput, { labels }: Words, integrationId: string | null): string {
  if (rule.enabled === false) {
    return 'switched_off';
  }
  if (rule.integrationId != null && rule.integrationId !== integrationId) {
    return 'other_integration';
  }
  const pairs = [...(rule.matchers ?? []).join(', ').matchAll(/(\w+)="([^"]*)"/g)];
  if (!pairs.every(([, name = '', value]) => labels[name] === value)) {
    return 'matcher_did_not_hold';
  }
  return rule.action.kind === 'DROP_ALERT' ? 'dropped_by_rule' : 'applied';
}

function apply({ target, name, value }: EnrichmentActionInput, words: Words): Words {
  const text = value ?? '';
  switch (target) {
    case 'LABEL':
      return { ...words, labels: { ...words.labels, [name ?? '']: text } };
    case 'SEVERITY':
      return { ...words, severity: text as Severity };
    case 'PRIORITY':
      return { ...words, priority: text as Priority };
    case 'OWNER_TEAM':
      return { ...words, ownerTeamId: text };
    default:
      return words;
  }
}

function readLines(csv: string): string[][] {
  return csv
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}

function check(csv: string) {
  const [columns = [], ...rows] = readLines(csv);
  const problems = rows.flatMap((row, at) =>
    row.length === columns.length
      ? []
      : [{ line: at + 2, message: `The row has ${row.length} cells; the header has ${columns.length}.` }]
  );
  return problems.length > 0
    ? { problems, columns: [], rowCount: 0, preview: [] }
    : { problems, columns, rowCount: rows.length, preview: rows.slice(0, 10) };
}

function refuse(code: string, message: string) {
  return new GraphQLError(message, { extensions: { code } });
}
