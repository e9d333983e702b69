import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { Link } from 'react-router-dom';
import { Quiet } from '../../components/Section/Section';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import type { RuleHead } from './Rule';

/** What the rule reads; a metric leads to every rule that reads it. */
export function RuleMetrics({ metrics }: Pick<RuleHead, 'metrics'>) {
  const styles = useStyles2(getStyles);
  if (metrics.length === 0) {
    return <Quiet>{t('rule.noMetrics', 'Its query names no metric that is understood.')}</Quiet>;
  }
  return (
    <ul className={styles.list}>
      {metrics.map(({ name, matchers }, index) => (
        <li key={index} className={styles.selector}>
          {name === null || name === undefined ? (
            <span>{t('rule.anyMetric', 'Any metric with')}</span>
          ) : (
            <Link
              to={paths.rulesOfMetric(name)}
              className={styles.link}
              title={t('rule.usedBy', 'Which rules read {{metric}}', { ...plain, metric: name })}
            >
              {name}
            </Link>
          )}
          {matchers.map((matcher) => (
            <code key={`${matcher.name}${matcher.op}${matcher.value}`} className={styles.matcher}>
              {matcher.name}
              {matcher.op}&quot;{matcher.value}&quot;
            </code>
          ))}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.75),
  }),
  selector: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0.5) }),
  link: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    color: theme.colors.text.link,
    overflowWrap: 'anywhere',
  }),
  matcher: css({ fontSize: theme.typography.bodySmall.fontSize, overflowWrap: 'anywhere', whiteSpace: 'normal' }),
});
