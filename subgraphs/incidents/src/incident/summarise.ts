import { severities, type Labels, type Severity } from '#contracts/words';
import { shorten } from '../ingest/alertName.ts';

/** What an incident's title, severity and labels are made of. */
export type Summarised = { name: string; severity: Severity; labels: Labels; annotations: Labels };

/** What an incident says of its alerts as a whole. */
export type Summary = { title: string; severity: Severity; labels: Labels };

/** The summary of alerts that open an incident: the name they share with the sentence they share, the worst severity, the common labels. */
export function summarise(alerts: readonly [Summarised, ...Summarised[]]): Summary {
  const [first, ...others] = alerts;
  return others.reduce((summary, alert) => widen(summary, alert), { title: titleOf(first), severity: first.severity, labels: first.labels });
}

/**
 * The summary with one more alert in it. It only ever widens: severity rises and stays, since an incident is as bad as its worst
 * moment; labels that differ are dropped, and so is a sentence that is not true of all.
 */
export function widen(summary: Summary, alert: Summarised): Summary {
  const name = summary.labels['alertname'] ?? summary.title;
  return {
    title: widenTitle(summary.title, name, alert),
    severity: worse(summary.severity, alert.severity),
    labels: commonLabels(summary.labels, alert.labels),
  };
}

/** The worse of two severities. */
export function worse(one: Severity, other: Severity): Severity {
  return severities.indexOf(one) <= severities.indexOf(other) ? one : other;
}

const others = ' and others';

function titleOf({ name, annotations }: Summarised): string {
  const sentence = annotations['summary']?.trim() ?? '';
  return sentence === '' || sentence === name ? name : shorten(`${name}: ${sentence}`);
}

function widenTitle(title: string, name: string, alert: Summarised): string {
  if (title === titleOf(alert) || title.endsWith(others)) return title;
  return alert.name === name || title.startsWith(`${alert.name}: `) || title === alert.name ? alert.name : `${name}${others}`;
}

/** The labels that two sets share with the same values. */
export function commonLabels(one: Labels, other: Labels): Labels {
  return Object.fromEntries(Object.entries(one).filter(([name, value]) => Object.hasOwn(other, name) && other[name] === value));
}
