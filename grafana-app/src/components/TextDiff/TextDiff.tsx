import React, { useMemo } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { Quiet } from '../Section/Section';
import { diffText } from './diffText';

interface Props {
  /** What is compared, for those who do not see it. */
  label: string;
  before: string;
  after: string;
}

/** Two texts compared line by line: what was taken out and what came in, among the lines around. */
export function TextDiff({ label, before, after }: Props) {
  const styles = useStyles2(getStyles);
  const lines = useMemo(() => diffText(before, after), [before, after]);
  if (lines.length === 0) {
    return <Quiet>{t('diff.same', 'There is no difference.')}</Quiet>;
  }
  return (
    <div className={styles.diff} role="figure" aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <tbody>
          {lines.map(({ kind, text, before: old, after: fresh }, index) =>
            kind === 'skipped' ? (
              <tr key={index} className={styles.skipped}>
                <td colSpan={3} />
                <td>
                  {t('diff.skipped', '{{count}} lines are the same', {
                    count: Number(text),
                    defaultValue_one: '{{count}} line is the same',
                    defaultValue_other: '{{count}} lines are the same',
                  })}
                </td>
              </tr>
            ) : (
              <tr key={index} className={cx(kind === 'added' && styles.added, kind === 'removed' && styles.removed)}>
                <td className={styles.number}>{old}</td>
                <td className={styles.number}>{fresh}</td>
                <td className={styles.sign}>{kind === 'added' ? '+' : kind === 'removed' ? '−' : ''}</td>
                <td className={styles.text}>{text}</td>
              </tr>
            )
          )}
        </tbody>
      </table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  diff: css({
    maxHeight: '60vh',
    overflow: 'auto',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.canvas,
  }),
  table: css({
    width: '100%',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: '20px',
  }),
  number: css({
    width: 1,
    padding: theme.spacing(0, 0.75),
    textAlign: 'right',
    color: theme.colors.text.disabled,
    userSelect: 'none',
    fontVariantNumeric: 'tabular-nums',
  }),
  sign: css({ width: 1, padding: theme.spacing(0, 0.5), userSelect: 'none' }),
  text: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', paddingRight: theme.spacing(1) }),
  added: css({ background: theme.colors.success.transparent }),
  removed: css({ background: theme.colors.error.transparent }),
  skipped: css({
    color: theme.colors.text.secondary,
    background: theme.colors.background.secondary,
    fontFamily: theme.typography.fontFamily,
  }),
});
