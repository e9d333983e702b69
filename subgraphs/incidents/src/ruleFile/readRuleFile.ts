import { readPromql } from '#graph/promql/readPromql';
import type { Labels } from '#contracts/words';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { repairLabels, repairText } from '../ingest/repairText.ts';
import { digestOf, type SourceRule } from '../ruleSource/sourceRule.ts';
import { readDuration } from './readDuration.ts';

/** What was not understood. `LEFT_OUT`: the rule is not among those that were read. `IGNORED`: it is, without this. */
export type RuleFinding = {
  effect: 'LEFT_OUT' | 'IGNORED';
  code:
    | 'not_yaml'
    | 'no_groups'
    | 'group_not_understood'
    | 'rule_not_understood'
    | 'expression_broken'
    | 'duration_not_understood'
    | 'label_name_invalid'
    | 'unknown_field'
    | 'duplicate_rule';
  /** Line in the file, from 1. */
  line: number;
  group: string | null;
  rule: string | null;
  /** What stands there, or where it stopped being understood. */
  detail: string;
};

export type RuleFileRead = { rules: SourceRule[]; /** Recording rules, which raise no alert. */ recordings: number; findings: RuleFinding[] };

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const labels = z.record(z.string(), text).nullish();
const group = z.object({ name: text.pipe(z.string().min(1).max(500)), labels, rules: z.array(z.unknown()).nullish() });
const rule = z.object({
  alert: text.pipe(z.string().min(1).max(500)),
  expr: text.pipe(z.string().min(1).max(100_000)),
  for: text.nullish(),
  keep_firing_for: text.nullish(),
  labels,
  annotations: labels,
});

/** Fields of Prometheus and vmalert that change nothing about what a rule says. */
const groupFields = new Set(
  'name rules labels interval query_offset limit partial_response_strategy source_tenants type concurrency tenant eval_offset eval_delay eval_alignment params headers notifier_headers debug'.split(
    ' ',
  ),
);
const ruleFields = new Set('alert record expr for keep_firing_for labels annotations debug update_entries_limit'.split(' '));

/** Reads a Prometheus or vmalert rule file and says, rule by rule, what was not understood. Templates stay as they are written. Pure. */
export function readRuleFile(content: string, file: string): RuleFileRead {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const [problem] = document.errors;
  if (problem) return unread('not_yaml', lines.linePos(problem.pos[0]).line, problem.message);
  const groups = groupsOf(document);
  if (!Array.isArray(groups)) return unread('no_groups', 1, 'The file has no list named "groups".');

  const reading: Reading = { file, read: { rules: [], recordings: 0, findings: [] }, seen: new Set(), lineAt: lineFinder(document, lines) };
  for (const [at, each] of groups.entries()) readGroup(reading, each, at);
  return reading.read;
}

type Reading = { file: string; read: RuleFileRead; seen: Set<string>; lineAt: (path: readonly (string | number)[]) => number };

function readGroup(reading: Reading, raw: unknown, at: number): void {
  const { read, lineAt } = reading;
  const line = lineAt(['groups', at]);
  const parsed = group.safeParse(raw);
  if (!parsed.success) {
    read.findings.push({ effect: 'LEFT_OUT', code: 'group_not_understood', line, group: null, rule: null, detail: explain(parsed.error) });
    return;
  }
  const { name, labels = {}, rules } = parsed.data;
  for (const field of unknownFields(raw, groupFields)) {
    read.findings.push({ effect: 'IGNORED', code: 'unknown_field', line, group: name, rule: null, detail: field });
  }
  for (const [place, each] of (rules ?? []).entries())
    readOne(reading, each, { name, labels: labels ?? {}, line: lineAt(['groups', at, 'rules', place]) });
}

function readOne({ file, read, seen }: Reading, raw: unknown, within: { name: string; labels: Labels; line: number }): void {
  if (typeof raw === 'object' && raw !== null && 'record' in raw) {
    read.recordings += 1;
    return;
  }
  const parsed = rule.safeParse(raw);
  const place = { line: within.line, group: within.name, rule: parsed.success ? parsed.data.alert : null };
  const leftOut = (code: RuleFinding['code'], detail: string) => void read.findings.push({ effect: 'LEFT_OUT', code, ...place, detail });
  if (!parsed.success) return leftOut('rule_not_understood', explain(parsed.error));
  const { alert, expr, annotations } = parsed.data;

  const promql = readPromql(expr);
  if (promql.reason !== 'parsed') return leftOut('expression_broken', promql.reason === 'broken_promql' ? around(expr, promql.at) : promql.reason);
  const [forS, keepFiringForS] = [parsed.data.for ?? '0', parsed.data.keep_firing_for ?? '0'].map(readDuration);
  if (forS == null || keepFiringForS == null) {
    return leftOut('duration_not_understood', forS === null ? `for: ${parsed.data.for}` : `keep_firing_for: ${parsed.data.keep_firing_for}`);
  }
  const all = { ...within.labels, ...parsed.data.labels };
  const badName = Object.keys(all).find((name) => !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name));
  if (badName !== undefined) return leftOut('label_name_invalid', badName);

  const found: SourceRule = {
    ...{ file, group: repairText(within.name, '', []), name: repairText(alert, '', []), query: repairText(expr.trim(), '', []) },
    ...{ forS, keepFiringForS, labels: repairLabels(all, '', []), annotations: repairLabels(annotations ?? {}, '', []) },
    ...{ health: 'UNKNOWN', lastError: null, state: 'UNKNOWN', lastEvaluation: null },
  };
  const key = JSON.stringify([found.group, found.name, digestOf(found)]);
  if (seen.has(key)) return leftOut('duplicate_rule', 'The group has the same rule before.');
  seen.add(key);
  for (const field of unknownFields(raw, ruleFields)) read.findings.push({ effect: 'IGNORED', code: 'unknown_field', ...place, detail: field });
  read.rules.push(found);
}

function unread(code: RuleFinding['code'], line: number, detail: string): RuleFileRead {
  return { rules: [], recordings: 0, findings: [{ effect: 'LEFT_OUT', code, line, group: null, rule: null, detail }] };
}

/** The groups as plain values; nothing for a file whose aliases would grow beyond all bounds. */
function groupsOf(document: Document): unknown {
  try {
    const content: unknown = document.toJS({ maxAliasCount: 100 });
    return typeof content === 'object' && content !== null && 'groups' in content ? content.groups : undefined;
  } catch {
    return undefined;
  }
}

function lineFinder(document: Document, lines: LineCounter): Reading['lineAt'] {
  return (path) => {
    const node: unknown = document.getIn(path, true);
    return isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
  };
}

function unknownFields(raw: unknown, known: ReadonlySet<string>): string[] {
  return Object.keys(raw as object).filter((field) => !known.has(field));
}

/** The place where an expression stopped being understood, with what stands around it. */
function around(expression: string, at: number): string {
  return `${expression.slice(Math.max(0, at - 30), at)}⟨here⟩${expression.slice(at, at + 30)}`.replaceAll(/\s+/g, ' ');
}

function explain(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'it'}: ${issue.message}`).join('; ');
}
