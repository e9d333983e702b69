import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import type { TreeDiff } from './diffTrees';
import { fieldWords } from './fieldWords';
import type { Problem } from './RouteRow';

const MOST_SHOWN = 12;

/** What a draft changes, and what is wrong with it; long lists are cut, since the tree shows each at its place. */
export function DiffList({ diffs, problems = [] }: { diffs: TreeDiff[]; problems?: Problem[] }) {
  const styles = useStyles2(getStyles);
  if (diffs.length === 0 && problems.length === 0) {
    return <div>{t('routes.diff.none', 'Nothing differs from what is live.')}</div>;
  }
  const more = diffs.length - MOST_SHOWN;
  return (
    <ul className={styles.list}>
      {problems.slice(0, MOST_SHOWN).map(({ path, field, message }) => (
        <li key={`${path.join('/')} ${field} ${message}`} className={styles.problem}>
          <Icon name="exclamation-triangle" size="sm" /> <strong>{path.join(' › ')}</strong> {message}
        </li>
      ))}
      {diffs.slice(0, MOST_SHOWN).map((diff) => (
        <li key={`${diff.kind} ${diff.key}`} className={styles[diff.kind]}>
          <Icon name={icons[diff.kind]} size="sm" /> <strong>{diff.name}</strong> {words(diff)}
        </li>
      ))}
      {more > 0 && <li>{t('routes.diff.more', 'and {{count}} more', { count: more })}</li>}
    </ul>
  );
}

const icons = { added: 'plus', removed: 'minus', changed: 'pen', moved: 'arrows-v' } as const;

function words({ kind, fields }: TreeDiff): string {
  switch (kind) {
    case 'added':
      return t('routes.diff.isAdded', 'is new');
    case 'removed':
      return t('routes.diff.isRemoved', 'is removed');
    case 'changed':
      return fields.map(fieldWords).join(', ');
    case 'moved':
      return t('routes.diff.isMoved', 'has another place');
    default:
      return kind satisfies never;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, overflowWrap: 'anywhere', '& li': { lineHeight: 1.7 } }),
  problem: css({ color: theme.colors.warning.text }),
  added: css({ '& svg': { color: theme.colors.success.text } }),
  removed: css({ '& svg': { color: theme.colors.error.text } }),
  changed: css({ '& svg': { color: theme.colors.info.text } }),
  moved: css({ '& svg': { color: theme.colors.info.text } }),
});
