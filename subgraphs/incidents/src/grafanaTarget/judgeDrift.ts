import type { Labels } from '#contracts/words';
import type { RenderedRule } from '../managedRule/renderRuleFile.ts';
import { ownPrefix, type Place, uidOf } from './composeRule.ts';
import type { GrafanaRule } from './grafanaRule.ts';

/** What of a rule is not there as it should be. */
export type Difference = { field: string; ours: string; theirs: string };

/**
 * How one rule stands at the target. SAME: as we would push it. DIFFERS: somebody changed it there, or it changed here. MISSING: not there. EXTRA: there,
 * in our folder, and not kept here; `isOwn` when it was made by us once, and the next push takes it away.
 */
export type Drift =
  | { state: 'SAME' | 'MISSING'; uid: string; name: string; group: string; differences: []; isOwn: true }
  | { state: 'DIFFERS'; uid: string; name: string; group: string; differences: Difference[]; isOwn: true }
  | { state: 'EXTRA'; uid: string; name: string; group: string; differences: []; isOwn: boolean };

/** Holds what a Grafana has against what we would push, by group and name. Pure. */
export function judgeDrift(ours: readonly (RenderedRule & { id: string })[], theirs: readonly GrafanaRule[], place: Place): Drift[] {
  const known = new Map(theirs.map((rule) => [rule.uid, rule]));
  const uids = new Set(ours.map(uidOf));
  const kept = ours.map((rule): Drift => {
    const [uid, about] = [uidOf(rule), { name: rule.name, group: rule.group }];
    const there = known.get(uid);
    if (there === undefined) return { state: 'MISSING', uid, ...about, differences: [], isOwn: true };
    const differences = compare(rule, there, place);
    return differences.length === 0
      ? { state: 'SAME', uid, ...about, differences: [], isOwn: true }
      : { state: 'DIFFERS', uid, ...about, differences, isOwn: true };
  });
  const extra = theirs
    .filter(({ uid, folderUid }) => !uids.has(uid) && (folderUid === place.folderUid || uid.startsWith(ownPrefix)))
    .map(({ uid, name, group }): Drift => ({ state: 'EXTRA', uid, name, group, differences: [], isOwn: uid.startsWith(ownPrefix) }));
  return [...kept, ...extra].sort((one, other) => order(one.group, other.group) || order(one.name, other.name) || order(one.uid, other.uid));
}

function compare(ours: RenderedRule, theirs: GrafanaRule, place: Place): Difference[] {
  const pairs: [field: string, ours: string, theirs: string][] = [
    ['name', ours.name, theirs.name],
    ['folder', place.folderUid, theirs.folderUid],
    ['group', ours.group, theirs.group],
    ['query', ours.query, theirs.query ?? ''],
    ['datasource', place.datasourceUid, theirs.datasourceUid ?? ''],
    ['for', String(ours.forS), String(theirs.forS ?? '')],
    ['keepFiringFor', String(ours.keepFiringForS), String(theirs.keepFiringForS ?? '')],
    ['paused', 'false', String(theirs.isPaused)],
    ...textPairs('labels', ours.labels as Labels, theirs.labels),
    ...textPairs('annotations', ours.annotations as Labels, theirs.annotations),
  ];
  return pairs.filter(([, one, other]) => one !== other).map(([field, one, other]) => ({ field, ours: one, theirs: other }));
}

function textPairs(field: string, ours: Labels, theirs: Labels): [string, string, string][] {
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort(order);
  return names.map((name) => [`${field}.${name}`, ours[name] ?? '', theirs[name] ?? '']);
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
