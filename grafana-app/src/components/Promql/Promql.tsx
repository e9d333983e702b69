import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, useStyles2 } from '@grafana/ui';
import { splitByNames } from './splitByNames';

/** An expression to be read and copied; the metrics that it selects stand out. */
export function Promql({ query, metrics = [] }: { query: string; metrics?: readonly string[] }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.frame}>
      <pre className={styles.code}>
        {splitByNames(query, metrics).map(({ text, isName }, index) =>
          isName ? (
            <span key={index} className={styles.metric}>
              {text}
            </span>
          ) : (
            text
          )
        )}
      </pre>
      <IconButton
        name="copy"
        className={styles.copy}
        aria-label={t('facts.copy', 'Copy')}
        tooltip={t('facts.copy', 'Copy')}
        onClick={() => void navigator.clipboard?.writeText(query)}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ position: 'relative', minWidth: 0 }),
  code: css({
    margin: 0,
    paddingRight: theme.spacing(5),
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    maxHeight: 320,
    overflow: 'auto',
  }),
  metric: css({ color: theme.colors.primary.text, fontWeight: theme.typography.fontWeightMedium }),
  copy: css({ position: 'absolute', top: theme.spacing(1), right: theme.spacing(1) }),
});
