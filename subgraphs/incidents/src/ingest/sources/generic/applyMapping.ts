import type { Labels } from '#contracts/words';
import { AppError } from '#kit/errors';
import type { Expression, Json } from '#kit/expression';
import type { SourceAlert } from '../../receivedAlert.ts';
import { repairLabels, repairText } from '../../repairText.ts';
import { severity } from '../../severity.ts';
import { type CompiledMapping, type CompiledSet, everyEntry } from './compileMapping.ts';
import { readEntries, readStatus, readText, readTime, Unreadable } from './readValues.ts';

/** What is wrong with a mapping and a body together. */
export type MappingProblem = {
  /** Which item, from 0; null for the list itself. */
  item: number | null;
  /** What was being read, e.g. `severity` or `labels.team`. */
  field: string;
  expression: string;
  message: string;
};

/** Most items of one body: longer lists would be cut off by the expressions, and nothing may be lost in silence. */
export const mostItems = 999;

/** Reads the alerts of a body; each item gives an alert or the problems that it has. */
export function applyMapping(mapping: CompiledMapping, body: unknown, now: Date): { alerts: SourceAlert[]; problems: MappingProblem[] } {
  const problems: MappingProblem[] = [];
  const items = attempt(problems, null, 'items', mapping.items, { body }, (value) => {
    if (!Array.isArray(value)) throw new Unreadable('expected a list');
    if (value.length > mostItems) throw new Unreadable(`more than ${mostItems} items; send smaller batches`);
    return value;
  });
  const envelope = withoutLists(body, 0);
  const alerts = (items ?? []).flatMap((item, at) => {
    const before = problems.length;
    const alert = readItem(mapping, { item, body: envelope }, at, problems, now);
    return problems.length > before ? [] : [alert];
  });
  return { alerts, problems };
}

function readItem({ fields, ...sets }: CompiledMapping, variables: Variables, at: number, problems: MappingProblem[], now: Date): SourceAlert {
  const read = <Value>(field: keyof typeof fields, take: (value: Json) => Value) => attempt(problems, at, field, fields[field], variables, take);
  const readSet = (field: 'labels' | 'annotations', set: CompiledSet): Labels =>
    Object.fromEntries(
      set.flatMap(({ name, expression }) =>
        Object.entries(
          (name === everyEntry
            ? attempt(problems, at, field, expression, variables, readEntries)
            : attempt(problems, at, `${field}.${name}`, expression, variables, (value) => readEntries({ [name]: value }))) ?? {},
        ),
      ),
    );

  const repaired: string[] = [];
  const status = read('status', readStatus) ?? 'FIRING';
  const title = read('title', readText);
  const key = read('key', readText);
  const spoken = read('severity', readText);
  const link = read('link', readText);
  const endsAt = read('endsAt', readTime) ?? null;
  const labels = readSet('labels', sets.labels);
  if (!title && !key && Object.keys(labels).length === 0) {
    problems.push({
      item: at,
      field: 'title',
      expression: fields.title.text,
      message: 'nothing tells which alert this is: no title, no key and no labels',
    });
  }
  return {
    status,
    labels: repairLabels(title && !labels['alertname'] ? { alertname: title, ...labels } : labels, 'labels', repaired),
    annotations: repairLabels(readSet('annotations', sets.annotations), 'annotations', repaired),
    startsAt: read('startsAt', readTime) ?? null,
    endsAt: status === 'RESOLVED' ? (endsAt ?? now) : null,
    generatorUrl: link ? repairText(link, 'link', repaired) : null,
    ...(key && { key: repairText(key, 'key', repaired) }),
    ...(spoken && { severity: severity({ severity: spoken }) }),
    repaired,
  };
}

type Variables = { item: unknown; body: unknown };

/** A value, or a problem that says what failed where. */
function attempt<Value>(
  problems: MappingProblem[],
  item: number | null,
  field: string,
  expression: Expression,
  variables: Record<string, unknown>,
  take: (value: Json) => Value,
): Value | undefined {
  try {
    return take(expression.evaluate(variables));
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof Unreadable)) throw error;
    problems.push({ item, field, expression: expression.text, message: error.message });
    return undefined;
  }
}

/** Deeper parts of a body say nothing about all of its items. */
const deepest = 10;

/** The body around its items: each expression of each item is given it, so it must be small. */
function withoutLists(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value) || depth > deepest) return null;
  return Object.fromEntries(Object.entries(value).flatMap(([name, field]) => (Array.isArray(field) ? [] : [[name, withoutLists(field, depth + 1)]])));
}
