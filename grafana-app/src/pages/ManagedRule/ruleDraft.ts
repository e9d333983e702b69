import type { ManagedRuleInput, ManagedRuleRowFragment } from '../../api/generated/graphql';
import type { TextPair } from '../../components/TextPairs/TextPairs';
import type { Parameter } from './readParameters';

/** What stands in the form of a managed rule. Numbers are kept as they are typed. */
export interface RuleDraft {
  template: string | null;
  parameters: Record<string, string>;
  name: string;
  group: string;
  query: string;
  for: string;
  keepFiringFor: string;
  labels: readonly TextPair[];
  annotations: readonly TextPair[];
  enabled: boolean;
}

/** A new rule: of a template with what it usually is, or empty with the annotations that people look for. */
export function newDraft(
  template: { key: string; alert: string; group: string } | null,
  parameters: readonly Parameter[]
): RuleDraft {
  return {
    template: template?.key ?? null,
    parameters: Object.fromEntries(parameters.map(({ name, usual }) => [name, usual])),
    name: template?.alert ?? '',
    group: template?.group ?? '',
    query: '',
    for: template === null ? '5m' : '',
    keepFiringFor: '',
    labels: template === null ? [['severity', 'warning']] : [],
    annotations: template === null ? [['summary', '']] : [],
    enabled: true,
  };
}

/** A rule that is kept, for the form; what its template gives is not shown a second time. */
export function draftOfRule(rule: ManagedRuleRowFragment): RuleDraft {
  const given = rule.parameters;
  const parameters = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  const pairs = (texts: Record<string, string>): TextPair[] =>
    Object.entries(texts).sort(([a], [b]) => a.localeCompare(b));
  return {
    template: rule.template ?? null,
    parameters: Object.fromEntries(parameters.map(([name, value]) => [name, String(value)])),
    name: rule.name,
    group: rule.group,
    query: rule.template ? '' : rule.query,
    for: rule.template ? '' : durationText(rule.forSeconds),
    keepFiringFor: rule.keepFiringForSeconds > 0 ? durationText(rule.keepFiringForSeconds) : '',
    labels: pairs(rule.ownLabels),
    annotations: pairs(rule.ownAnnotations),
    enabled: rule.enabled,
  };
}

/** The draft as the platform takes it. Empty fields are left out, so that a template's own words stand. */
export function readDraft(draft: RuleDraft, parameters: readonly Parameter[]): ManagedRuleInput {
  const { template, name, group, query, keepFiringFor, labels, annotations, enabled } = draft;
  const texts = (pairs: readonly TextPair[]) =>
    Object.fromEntries(
      pairs.map(([key, text]): TextPair => [key.trim(), text]).filter(([key, text]) => key !== '' && text !== '')
    );
  return {
    ...(template !== null && { template, parameters: readValues(draft.parameters, parameters) }),
    ...(template === null && { query, for: draft.for.trim() || '0s' }),
    name: name.trim(),
    group: group.trim(),
    ...(keepFiringFor.trim() !== '' && { keepFiringFor: keepFiringFor.trim() }),
    labels: texts(labels),
    annotations: texts(annotations),
    enabled,
  };
}

function readValues(given: Record<string, string>, parameters: readonly Parameter[]): Record<string, string | number> {
  const numbers = new Set(parameters.filter(({ kind }) => kind === 'number').map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => [name, numbers.has(name) && text.trim() !== '' ? Number(text) : text])
  );
}

/** Seconds as Prometheus writes them: `1h30m`. */
export function durationText(seconds: number): string {
  let rest = Math.round(seconds * 1_000);
  const parts = units.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? `${count}${unit}` : '';
  });
  return parts.join('') || '0s';
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;
