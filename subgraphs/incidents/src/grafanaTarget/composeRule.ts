import type { Labels } from '#contracts/words';
import type { RenderedRule } from '../managedRule/renderRuleFile.ts';
import { formatDuration } from '../ruleFile/readDuration.ts';

/** Begins the uid of every rule that the platform made, so that it knows its own again. Grafana takes 40 characters. */
export const ownPrefix = 'sre-';

export const uidOf = ({ id }: { id: string }): string => `${ownPrefix}${id}`;

/** Seconds from one evaluation to the next. */
const intervalS = 60;
/** What Grafana's own expressions are addressed as. */
const expressions = '__expr__';

/** Where a rule belongs in Grafana. */
export type Place = { folderUid: string; datasourceUid: string };

/** A group as `PUT /api/v1/provisioning/folder/{folderUid}/rule-groups/{group}` takes it. Pure. */
export function composeGroup(title: string, rules: readonly (RenderedRule & { id: string })[], place: Place): object {
  return { title, folderUid: place.folderUid, interval: intervalS, rules: rules.map((rule) => composeRule(rule, place)) };
}

/**
 * Prometheus fires for every series that an expression gives, whatever its value: `up == 0` gives zeros. Grafana fires for values other than zero, so
 * each is first turned into 1. No series is what is normal, not an absence of data.
 */
function composeRule(rule: RenderedRule & { id: string }, { folderUid, datasourceUid }: Place): object {
  return {
    uid: uidOf(rule),
    title: rule.name,
    folderUID: folderUid,
    ruleGroup: rule.group,
    condition: 'C',
    data: [
      {
        refId: 'A',
        datasourceUid,
        relativeTimeRange: { from: 600, to: 0 },
        model: { refId: 'A', expr: rule.query, instant: true, range: false, editorMode: 'code' },
      },
      {
        refId: 'B',
        datasourceUid: expressions,
        relativeTimeRange: { from: 600, to: 0 },
        model: { refId: 'B', type: 'math', expression: 'is_number($A) || is_nan($A) || is_inf($A)' },
      },
      {
        refId: 'C',
        datasourceUid: expressions,
        relativeTimeRange: { from: 600, to: 0 },
        model: { refId: 'C', type: 'threshold', expression: 'B', conditions: [{ evaluator: { type: 'gt', params: [0] } }] },
      },
    ],
    noDataState: 'OK',
    execErrState: 'Error',
    for: formatDuration(rule.forS),
    keep_firing_for: formatDuration(rule.keepFiringForS),
    labels: rule.labels as Labels,
    annotations: rule.annotations as Labels,
    isPaused: false,
  };
}
