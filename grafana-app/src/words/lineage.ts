import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { LineageKind } from '../api/generated/graphql';
import type { Look } from './incidents';
import { readable } from './outcomes';

/** From cause to effect: the order of the columns in the drawing. */
export const lineageKinds = [
  'DATASET',
  'JOB',
  'RULE',
  'METRIC',
  'RESOURCE',
  'ALERT',
  'INCIDENT',
  'DELIVERY',
  'RUN',
  'INSIGHT',
] as const satisfies readonly LineageKind[];

export function lineageKindLook(kind: LineageKind): Look {
  const { icon, color, text } = looks[kind];
  return { icon, color, text: text() };
}

const looks: Record<LineageKind, { icon: IconName; color: string; text: () => string }> = {
  RULE: { icon: 'file-alt', color: 'purple', text: () => t('lineageKind.rule', 'Rule') },
  METRIC: { icon: 'chart-line', color: 'blue', text: () => t('lineageKind.metric', 'Metric') },
  RESOURCE: { icon: 'cube', color: 'green', text: () => t('lineageKind.resource', 'Resource') },
  ALERT: { icon: 'bell', color: 'orange', text: () => t('lineageKind.alert', 'Alert') },
  INCIDENT: { icon: 'fire', color: 'red', text: () => t('lineageKind.incident', 'Incident') },
  DELIVERY: { icon: 'envelope', color: 'light-blue', text: () => t('lineageKind.delivery', 'Notification') },
  RUN: { icon: 'play', color: 'yellow', text: () => t('lineageKind.run', 'Playbook run') },
  INSIGHT: { icon: 'brain', color: 'light-purple', text: () => t('lineageKind.insight', 'Insight') },
  JOB: { icon: 'cog', color: 'light-yellow', text: () => t('lineageKind.job', 'Data job') },
  DATASET: { icon: 'database', color: 'light-green', text: () => t('lineageKind.dataset', 'Dataset') },
};

/** The verb between two nodes, from cause to effect; a verb this version does not know is shown as the machine's word. */
export function edgeWords(kind: string): string {
  return (verbs[kind] ?? (() => readable(kind)))();
}

const verbs: Record<string, () => string> = {
  reads: () => t('edge.reads', 'reads'),
  measures: () => t('edge.measures', 'measures'),
  raised: () => t('edge.raised', 'raised'),
  part_of: () => t('edge.partOf', 'is part of'),
  subject_of: () => t('edge.subjectOf', 'is the subject of'),
  hosts: () => t('edge.hosts', 'hosts'),
  contains: () => t('edge.contains', 'contains'),
  backs: () => t('edge.backs', 'does the work of'),
  relates_to: () => t('edge.relatesTo', 'relates to'),
  notified_by: () => t('edge.notifiedBy', 'was told by'),
  answered_by: () => t('edge.answeredBy', 'was answered by'),
  feeds: () => t('edge.feeds', 'feeds'),
  writes: () => t('edge.writes', 'writes'),
  explained_by: () => t('edge.explainedBy', 'is explained by'),
};
