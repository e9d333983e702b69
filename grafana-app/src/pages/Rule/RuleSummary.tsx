import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { language } from '../../api/language';
import { Age } from '../../components/Age/Age';
import { Look } from '../../components/Look/Look';
import { formatSpan } from '../../time/formatSpan';
import { plain } from '../../words/plain';
import { ruleHealthLook, ruleStateLook, sourceKindLook } from '../../words/rules';
import type { RuleHead } from './Rule';

/** Where the rule stands, when it fires, and where it comes from, in a line. */
export function RuleSummary({ rule }: { rule: RuleHead }) {
  const styles = useStyles2(getStyles);
  const { state, health, forSeconds, keepFiringForSeconds, lastEvaluation, source, file, group } = rule;
  const span = (seconds: number) => formatSpan(seconds * 1_000, language());
  return (
    <div className={styles.summary}>
      <Look look={ruleStateLook(state)} filled />
      {health !== 'UNKNOWN' && <Look look={ruleHealthLook(health)} />}
      <span>
        <Icon name="hourglass" size="sm" />{' '}
        {forSeconds > 0
          ? t('rule.for', 'Fires after {{span}}', { ...plain, span: span(forSeconds) })
          : t('rule.atOnce', 'Fires at once')}
      </span>
      {keepFiringForSeconds > 0 && (
        <span className={styles.quiet}>
          {t('rule.keepFiring', 'Fires on for {{span}}', { ...plain, span: span(keepFiringForSeconds) })}
        </span>
      )}
      {lastEvaluation && (
        <span className={styles.quiet}>
          {t('rule.evaluated', 'Evaluated')} <Age since={lastEvaluation} ago />
        </span>
      )}
      <span className={styles.quiet} title={file}>
        <Icon name={sourceKindLook(source.kind).icon} size="sm" /> {source.name} · {group}
        {file !== '' && ` · ${file.split('/').at(-1) ?? ''}`}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    marginBottom: theme.spacing(2),
  }),
  quiet: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});
