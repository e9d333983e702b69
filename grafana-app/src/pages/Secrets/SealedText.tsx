import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { TextArea, useStyles2 } from '@grafana/ui';

interface Props {
  id: string;
  value: string;
  rows?: number;
  /** Whether a value is kept, which empty leaves. */
  isKept: boolean;
  'aria-label'?: string;
  onChange(value: string): void;
}

/** A text that is set and never shown: it may have several lines, and is covered while it is typed. */
export function SealedText({ isKept, onChange, rows = 3, ...rest }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <TextArea
      {...rest}
      className={cx(styles.mono, rest.value !== '' && styles.covered)}
      rows={rows}
      spellCheck={false}
      autoComplete="off"
      placeholder={isKept ? t('secrets.kept', 'One is kept; empty leaves it') : undefined}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  mono: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  covered: css({ WebkitTextSecurity: 'disc' }),
});
