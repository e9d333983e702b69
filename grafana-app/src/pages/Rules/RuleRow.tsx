import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, Tooltip, useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import type { RuleRowFragment } from '../../api/generated/graphql';
import { Look } from '../../components/Look/Look';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import { ruleHealthLook, ruleStateLook } from '../../words/rules';

/** One rule in the list: where it stands, its name and place, what it asks, and how many of its alerts fire. */
export function RuleRow({ rule }: { rule: RuleRowFragment }) {
  const styles = useStyles2(getStyles);
  const { id, name, query, group, state, health, lastError, source, firing } = rule;
  return (
    <div role="row" className={styles.row}>
      <span role="cell" className={styles.state}>
        <Look look={ruleStateLook(state)} filled={state === 'FIRING' || state === 'PENDING'} />
      </span>
      <span role="cell" className={styles.name}>
        <Link to={paths.rule(id)} className={cx(styles.cut, styles.link)} data-row-link title={name}>
          {name}
        </Link>
        <span className={styles.place}>
          {source.name} · {group}
        </span>
      </span>
      <span role="cell" className={styles.query}>
        <code className={styles.code} title={query}>
          {query.replaceAll(/\s+/g, ' ')}
        </code>
      </span>
      <span role="cell" className={styles.facts}>
        {health === 'ERROR' && (
          <Tooltip content={lastError ?? ruleHealthLook(health).text}>
            <span className={styles.broken} tabIndex={0}>
              <Look look={ruleHealthLook(health)} />
            </span>
          </Tooltip>
        )}
        {firing.totalCount > 0 && (
          <span className={styles.firing} title={firingTitle(firing.totalCount)}>
            <Icon name="bell" size="sm" /> {firing.totalCount}
          </span>
        )}
      </span>
    </div>
  );
}

function firingTitle(count: number): string {
  return t('rules.firing', '{{count}} alerts firing', {
    ...plain,
    count,
    defaultValue_one: '{{count}} alert firing',
    defaultValue_other: '{{count}} alerts firing',
  });
}

const getStyles = (theme: GrafanaTheme2) => {
  const narrow = theme.breakpoints.down('md');
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  return {
    row: css({
      position: 'relative',
      display: 'grid',
      gridTemplateColumns: '132px minmax(180px, 4fr) minmax(160px, 6fr) minmax(64px, auto)',
      alignItems: 'center',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(0.75, 1),
      minHeight: theme.spacing(6.75),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-within': { background: theme.colors.action.focus },
      [narrow]: {
        gridTemplateColumns: 'auto 1fr',
        gridTemplateAreas: '"state facts" "name name" "query query"',
        gap: theme.spacing(0.5, 1),
      },
    }),
    state: css({ minWidth: 0, [narrow]: { gridArea: 'state' } }),
    name: css({ minWidth: 0, [narrow]: { gridArea: 'name' } }),
    cut: css({ ...cut, [narrow]: { whiteSpace: 'normal', overflowWrap: 'anywhere' } }),
    link: css({
      display: 'block',
      fontWeight: theme.typography.fontWeightMedium,
      '&:hover': { color: theme.colors.text.link },
      '&::after': { content: '""', position: 'absolute', inset: 0 },
    }),
    place: css({
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
    facts: css({
      display: 'flex',
      justifyContent: 'flex-end',
      alignItems: 'center',
      gap: theme.spacing(1.5),
      [narrow]: { gridArea: 'facts' },
    }),
    broken: css({ position: 'relative', zIndex: 1 }),
    firing: css({ color: theme.colors.error.text, whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }),
  };
};
