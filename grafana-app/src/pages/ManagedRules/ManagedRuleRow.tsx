import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, IconButton, useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import type { ManagedRuleRowFragment } from '../../api/generated/graphql';
import { paths } from '../../routing/paths';
import { Labels } from '../../components/Labels/Labels';

interface Props {
  rule: ManagedRuleRowFragment;
  /** Why the viewer may change nothing; undefined when they may. */
  reasonAgainst: string | undefined;
  onDelete(): void;
}

/** One rule that is kept here. */
export function ManagedRuleRow({ rule, reasonAgainst, onDelete }: Props) {
  const styles = useStyles2(getStyles);
  const { id, name, group, query, labels, enabled } = rule;
  return (
    <div role="row" className={styles.row}>
      <span role="cell" className={styles.name}>
        <Link to={paths.managedRule(id)} className={cx(styles.cut, styles.link)} title={name}>
          {name}
        </Link>
        <span className={styles.group}>{group}</span>
      </span>
      <span role="cell" className={styles.query}>
        <code className={styles.code} title={query}>
          {query.replaceAll(/\s+/g, ' ')}
        </code>
      </span>
      <span role="cell" className={styles.labels}>
        {enabled ? (
          <Labels labels={labels} shown={1} first={['severity']} oneLine />
        ) : (
          <Badge color="darkgrey" text={t('managedRules.off', 'Switched off')} />
        )}
      </span>
      <span role="cell" className={styles.actions}>
        <IconButton
          name="trash-alt"
          aria-label={t('managedRules.delete.confirm', 'Delete')}
          tooltip={reasonAgainst ?? t('managedRules.delete.confirm', 'Delete')}
          disabled={reasonAgainst !== undefined}
          onClick={onDelete}
        />
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const narrow = theme.breakpoints.down('md');
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  return {
    row: css({
      position: 'relative',
      display: 'grid',
      gridTemplateColumns: 'minmax(180px, 4fr) minmax(160px, 6fr) minmax(110px, 2fr) 32px',
      alignItems: 'center',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(0.75, 1),
      minHeight: theme.spacing(6.75),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-within': { background: theme.colors.action.focus },
      [narrow]: {
        gridTemplateColumns: '1fr auto',
        gridTemplateAreas: '"name actions" "query query" "labels labels"',
        gap: theme.spacing(0.5, 1),
      },
    }),
    name: css({ minWidth: 0, [narrow]: { gridArea: 'name' } }),
    cut: css({ ...cut, [narrow]: { whiteSpace: 'normal', overflowWrap: 'anywhere' } }),
    link: css({
      display: 'block',
      fontWeight: theme.typography.fontWeightMedium,
      '&:hover': { color: theme.colors.text.link },
      '&::after': { content: '""', position: 'absolute', inset: 0 },
    }),
    group: css({
      ...cut,
      display: 'block',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    query: css({ minWidth: 0, [narrow]: { gridArea: 'query' } }),
    code: css({
      ...cut,
      display: 'block',
      padding: 0,
      border: 0,
      background: 'none',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    labels: css({ minWidth: 0, '& button': { position: 'relative', zIndex: 1 }, [narrow]: { gridArea: 'labels' } }),
    actions: css({ position: 'relative', zIndex: 1, justifySelf: 'end', [narrow]: { gridArea: 'actions' } }),
  };
};
