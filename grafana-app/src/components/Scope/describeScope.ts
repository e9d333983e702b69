import { t } from '@grafana/i18n';
import type { ViewerQuery } from '../../api/generated/graphql';
import { plain } from '../../words/plain';

type Viewer = ViewerQuery['viewer'];
type Grant = Viewer['teams'][number]['grants'][number];

const describeSet = (labels: Record<string, string>) =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');

/** What a scope holds, in words that are put beside each other. */
export function partsOfScope({ ownTeams, labels }: NonNullable<Viewer['scope']>): string[] {
  return [...(ownTeams ? [t('scope.ownTeams', 'your teams')] : []), ...labels.map(describeSet)];
}

/** The scope as a badge says it: "Only your teams", "Only cluster=eu-1"; of many parts the first and how many more. */
export function titleOfScope(scope: NonNullable<Viewer['scope']>): string {
  const [first, ...more] = partsOfScope(scope);
  if (first === undefined) {
    return t('scope.nothing', 'Nothing is in your scope');
  }
  return more.length === 0
    ? t('scope.only', 'Only {{part}}', { ...plain, part: first })
    : t('scope.onlyMore', 'Only {{part}} and {{more}} more', { ...plain, part: first, more: more.length });
}

/** Of what a team holds a role, in words. */
export function describeGrant({ scope, labels }: Pick<Grant, 'scope' | 'labels'>): string {
  switch (scope) {
    case 'ALL':
      return t('scope.all', 'everything');
    case 'OWN_TEAM':
      return t('scope.ownTeams', 'your teams');
    case 'LABELS':
      return labels.map(describeSet).join(t('scope.or', ' or '));
  }
}
