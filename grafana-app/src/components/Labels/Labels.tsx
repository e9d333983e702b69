import React, { useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';

interface Props {
  labels: Record<string, string>;
  /** So many are shown before the rest is folded; all when not given. */
  shown?: number;
  /** Names that come first, and so stay unfolded. */
  first?: readonly string[];
  /** Everything in one line: values only, cut where there is no room. */
  oneLine?: boolean;
  /** Names that are left out, being shown elsewhere. */
  without?: readonly string[];
}

const usuallyFirst = ['service', 'namespace', 'instance', 'host', 'pod', 'job'];

/** Labels as `name=value`, the telling ones first; what does not fit is folded behind a button. */
export function Labels({ labels, shown, first = usuallyFirst, oneLine = false, without = [] }: Props) {
  const styles = useStyles2(getStyles);
  const [unfolded, setUnfolded] = useState(false);
  const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length);
  const all = Object.entries(labels)
    .filter(([name]) => !without.includes(name))
    .sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
  const visible = unfolded ? all : all.slice(0, shown);
  const folded = all.length - visible.length;
  return (
    <span className={cx(styles.labels, oneLine && !unfolded && styles.oneLine)}>
      {visible.map(([name, value]) => (
        <span key={name} className={styles.label} title={`${name}=${value}`}>
          {oneLine && !unfolded ? null : <span className={styles.name}>{name}=</span>}
          {value}
        </span>
      ))}
      {folded > 0 && (
        <button
          type="button"
          className={styles.more}
          onClick={() => setUnfolded(true)}
          aria-label={t('labels.unfold', 'Show all labels')}
        >
          +{folded}
        </button>
      )}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const label = {
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    padding: theme.spacing(0, 0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.spacing(2.5),
  };
  return {
    labels: css({ display: 'inline-flex', flexWrap: 'wrap', gap: theme.spacing(0.5), maxWidth: '100%', minWidth: 0 }),
    oneLine: css({ display: 'flex', flexWrap: 'nowrap', '& > span': { flex: '0 1 auto', minWidth: 32 } }),
    label: css({
      ...label,
      fontFamily: theme.typography.fontFamilyMonospace,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      maxWidth: '100%',
    }),
    name: css({ color: theme.colors.text.secondary }),
    more: css({
      ...label,
      flex: '0 0 auto',
      color: theme.colors.text.link,
      cursor: 'pointer',
      '&:hover': { background: theme.colors.action.hover },
    }),
  };
};
