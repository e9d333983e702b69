import { t } from '@grafana/i18n';
import { asRecord } from '../api/errors';
import { readable } from './outcomes';
import { plain } from './plain';
import { spanWords } from './spans';

/** Why a rule does not hold for two incidents, or that it does, in words. A reason this version does not know is shown as the machine's word. */
export function correlationReason(reason: string, facts: unknown): string {
  const record = asRecord(facts);
  const text = (name: string) => {
    const value = record[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
  };
  return (reasons[reason] ?? (() => readable(reason)))(text, record);
}

type Read = (name: string) => string;

const reasons: Record<string, (text: Read, facts: Record<string, unknown>) => string> = {
  matched: () => t('correlation.reason.matched', 'The same problem'),
  viewers_differ: () =>
    t('correlation.reason.viewersDiffer', 'One of them is private, and not the same people see both'),
  dismissed_before: () => t('correlation.reason.dismissed', 'Somebody said that they are not the same problem'),
  undone_before: () => t('correlation.reason.undone', 'They were merged before and somebody undid it'),
  split_before: () => t('correlation.reason.split', 'Somebody took the alerts of one out of the other'),
  matchers_differ: (text) =>
    t('correlation.reason.matchers', 'One of them does not meet {{matcher}}', { ...plain, matcher: text('matcher') }),
  outside_window: (_text, { gapSeconds, windowMinutes }) =>
    t('correlation.reason.window', '{{gap}} apart, more than {{window}}', {
      ...plain,
      gap: gapWords(Number(gapSeconds)),
      window: spanWords(Number(windowMinutes)),
    }),
  label_missing: (text) =>
    t('correlation.reason.labelMissing', 'One of them has no label {{label}}', { ...plain, label: text('label') }),
  label_differs: (text, { values }) => {
    const [one = '?', other = '?'] = [values].flat().map(String);
    return t('correlation.reason.labelDiffers', '{{label}} differs: {{one}} and {{other}}', {
      ...plain,
      label: text('label'),
      one,
      other,
    });
  },
  no_resources: () => t('correlation.reason.noResources', 'One of them has no known resource'),
  no_path: (text) =>
    t('correlation.reason.noPath', 'Nothing leads from one to the other within {{hops}} hops', {
      ...plain,
      hops: text('mostHops'),
    }),
  too_far: (text) =>
    t('correlation.reason.tooFar', '{{hops}} hops apart, more than {{most}}', {
      ...plain,
      hops: text('hops'),
      most: text('mostHops'),
    }),
  search_cut: () =>
    t('correlation.reason.cut', 'No way was found, but the neighbourhood was too large to be looked through'),
  cluster_full: () => t('correlation.reason.full', 'Too many incidents are one problem already'),
  another_is_nearer: () => t('correlation.reason.nearer', 'Another incident is nearer'),
};

/** Seconds in words, short spans included. */
export function gapWords(seconds: number): string {
  return seconds < 60 ? t('correlation.underMinute', 'under a minute') : spanWords(Math.round(seconds / 60));
}

export function hopsWords(hops: number): string {
  return hops === 0
    ? t('correlation.sameResource', 'the same resource')
    : t('correlation.hops', '{{count}} hops', {
        ...plain,
        count: hops,
        defaultValue_one: '{{count}} hop',
        defaultValue_other: '{{count}} hops',
      });
}

/** What two incidents have in common, as one line: `same service=checkout, 2 hops: checkout → db-1 → pg-host`. */
export function evidenceWords(facts: unknown): string {
  const { labels, hops, path } = asRecord(facts);
  const shared = [labels ?? []].flat().map((label) => {
    const { name, value } = asRecord(label);
    return `${String(name)}=${String(value)}`;
  });
  const nodes = [asRecord(path).nodes ?? []].flat().map((node) => String(asRecord(node).label));
  return [
    ...(shared.length > 0 ? [t('correlation.same', 'same {{labels}}', { ...plain, labels: shared.join(', ') })] : []),
    ...(typeof hops === 'number'
      ? [[hopsWords(hops), nodes.join(' → ')].filter((part) => part !== '').join(': ')]
      : []),
  ].join(', ');
}
