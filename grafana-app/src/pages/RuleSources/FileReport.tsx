import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, useStyles2 } from '@grafana/ui';
import type { RuleFileReportFragment } from '../../api/generated/graphql';
import { formatTotal } from '../../words/counts';
import { plain } from '../../words/plain';
import { findingWords, ruleCountWords } from '../../words/rules';

/** How much of a rule file was understood, and line by line what was not. */
export function FileReport({ report, imported = false }: { report: RuleFileReportFragment; imported?: boolean }) {
  const styles = useStyles2(getStyles);
  const { rules, recordings, findings } = report;
  const leftOut = findings.filter(({ effect }) => effect === 'LEFT_OUT').length;
  const read = ruleCountWords(rules, formatTotal(rules));
  return (
    <>
      <Alert
        severity={leftOut > 0 ? 'warning' : 'success'}
        title={
          imported
            ? t('ruleSources.file.imported', 'Imported: {{rules}}', { ...plain, rules: read })
            : t('ruleSources.file.understood', 'Understood: {{rules}}', { ...plain, rules: read })
        }
      >
        {leftOut > 0 &&
          t('ruleSources.file.leftOut', '{{count}} were left out.', {
            ...plain,
            count: leftOut,
            defaultValue_one: '{{count}} was left out.',
            defaultValue_other: '{{count}} were left out.',
          })}{' '}
        {recordings > 0 &&
          t('ruleSources.file.recordings', '{{count}} recording rules raise no alerts and were passed over.', {
            ...plain,
            count: recordings,
            defaultValue_one: '{{count}} recording rule raises no alerts and was passed over.',
            defaultValue_other: '{{count}} recording rules raise no alerts and were passed over.',
          })}
      </Alert>
      {findings.length > 0 && (
        <ul className={styles.list}>
          {findings.map(({ effect, code, line, group, rule, detail }, index) => (
            <li key={index} className={styles.finding}>
              <span className={styles.line}>{t('ruleSources.file.line', 'Line {{line}}', { ...plain, line })}</span>
              <span>
                {[group, rule].filter(Boolean).join(' / ')} {findingWords(code)}
                {effect === 'IGNORED' && ` (${t('ruleSources.file.ignored', 'ignored')})`}
                <code className={styles.detail}>{detail}</code>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(0, 0, 2), padding: 0, maxHeight: 240, overflow: 'auto' }),
  finding: css({
    display: 'grid',
    gridTemplateColumns: '72px 1fr',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  line: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  detail: css({
    display: 'block',
    padding: 0,
    border: 0,
    background: 'none',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  }),
});
