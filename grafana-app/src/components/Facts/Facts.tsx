import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { IconButton, useStyles2 } from '@grafana/ui';

/** Any JSON value as it is, folded until it is asked for. */
export function Facts({ value, title }: { value: unknown; title: string }) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return (
    <div className={styles.facts}>
      <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '▾' : '▸'} {title}
      </button>
      {open && (
        <div className={styles.value}>
          <pre className={styles.pre}>{text}</pre>
          <IconButton
            className={styles.copy}
            name="copy"
            aria-label={t('facts.copy', 'Copy')}
            tooltip={t('facts.copy', 'Copy')}
            onClick={() => void navigator.clipboard?.writeText(text)}
          />
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({ minWidth: 0 }),
  toggle: css({
    border: 0,
    padding: 0,
    background: 'none',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '&:hover': { color: theme.colors.text.primary },
  }),
  value: css({ position: 'relative', marginTop: theme.spacing(0.5) }),
  pre: css({
    maxHeight: 320,
    overflow: 'auto',
    margin: 0,
    paddingRight: theme.spacing(4),
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  copy: css({ position: 'absolute', top: theme.spacing(1), right: theme.spacing(1) }),
});
