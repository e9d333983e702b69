import { isEqual } from 'lodash';
import type { EnrichmentActionInput } from '../../api/generated/graphql';
import type { DraftRule } from './draft';

const ruleFields = ['name', 'enabled', 'integrationId', 'matchers', 'condition'] as const satisfies ReadonlyArray<
  keyof DraftRule
>;
const actionFields = [
  'from',
  'name',
  'pattern',
  'expression',
  'tableId',
  'keys',
  'values',
  'target',
  'value',
  'names',
  'oldName',
  'newName',
  'keepsExisting',
] as const satisfies ReadonlyArray<keyof EnrichmentActionInput>;

/** A field of a rule that can differ; those of its action begin with `action.`. */
export type RuleField = (typeof ruleFields)[number] | 'action.kind' | `action.${(typeof actionFields)[number]}`;

/** A difference between two lists of rules. */
export interface RuleDiff {
  kind: 'added' | 'removed' | 'changed' | 'moved';
  key: string;
  name: string;
  /** Of what was changed: the fields, in the order of the form. */
  fields: RuleField[];
}

/** How one list of rules differs from another, in the order of the second; what is gone comes last. A rule is the same when its key is. */
export function diffRules(before: readonly DraftRule[], after: readonly DraftRule[]): RuleDiff[] {
  const old = new Map(before.map((rule) => [rule.key, rule]));
  const keys = new Set(after.map(({ key }) => key));
  const movedKeys = findMoved(
    before.map(({ key }) => key).filter((key) => keys.has(key)),
    after.map(({ key }) => key).filter((key) => old.has(key))
  );
  const found = after.flatMap((rule): RuleDiff[] => {
    const { key, name } = rule;
    const was = old.get(key);
    if (was === undefined) {
      return [{ kind: 'added', key, name, fields: [] }];
    }
    const fields = changedFields(was, rule);
    return [
      ...(fields.length > 0 ? [{ kind: 'changed' as const, key, name, fields }] : []),
      ...(movedKeys.has(key) ? [{ kind: 'moved' as const, key, name, fields: [] }] : []),
    ];
  });
  const gone = before
    .filter(({ key }) => !keys.has(key))
    .map(({ key, name }): RuleDiff => ({ kind: 'removed', key, name, fields: [] }));
  return [...found, ...gone];
}

function changedFields(before: DraftRule, after: DraftRule): RuleField[] {
  const own = ruleFields.filter((field) => !isEqual(meant(before, field), meant(after, field)));
  const [old, present] = [before.action, after.action];
  // Of another kind everything differs, which says nothing.
  const ofAction: RuleField[] =
    old.kind === present.kind
      ? actionFields
          .filter((field) => !isEqual(meantByAction(old, field), meantByAction(present, field)))
          .map((field) => `action.${field}` as const)
      : ['action.kind'];
  return [...own, ...ofAction];
}

/** A field with what leaving it out means. */
function meant(rule: DraftRule, field: (typeof ruleFields)[number]) {
  switch (field) {
    case 'enabled':
      return rule.enabled ?? true;
    case 'matchers':
      return rule.matchers ?? [];
    default:
      return rule[field] ?? null;
  }
}

function meantByAction(action: EnrichmentActionInput, field: (typeof actionFields)[number]) {
  return action[field] ?? (field === 'keepsExisting' ? false : null);
}

/** The fewest keys that have to be moved to get from one order to the other: those outside of the longest run that kept its order. */
function findMoved(before: readonly string[], after: readonly string[]): Set<string> {
  const places = new Map(before.map((key, at) => [key, at]));
  // For each place of the second order: the longest run that ends there, and where it comes from.
  const runs: Array<{ length: number; from: number }> = [];
  after.forEach((key, at) => {
    const place = places.get(key) ?? 0;
    let best = { length: 1, from: -1 };
    runs.forEach(({ length }, earlier) => {
      if ((places.get(after[earlier] ?? '') ?? 0) < place && length + 1 > best.length) {
        best = { length: length + 1, from: earlier };
      }
    });
    runs.push(best);
  });
  const kept = new Set<string>();
  let end = runs.reduce((best, { length }, at) => (length > (runs[best]?.length ?? 0) ? at : best), 0);
  while (end >= 0 && end < after.length) {
    kept.add(after[end] ?? '');
    end = runs[end]?.from ?? -1;
  }
  return new Set(after.filter((key) => !kept.has(key)));
}
