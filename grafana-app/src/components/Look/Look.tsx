import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import type { Look as LookWords } from '../../words/incidents';

interface Props {
  look: LookWords;
  /** A filled badge instead of a bare icon with text. */
  filled?: boolean;
  className?: string;
}

/** A severity, status or kind: icon, text and colour, so that none of them is needed alone. */
export function Look({ look, filled = false, className }: Props) {
  const styles = useStyles2(getStyles);
  const color = useTheme2().visualization.getColorByName(look.color);
  return (
    <span
      className={cx(styles.look, filled && styles.filled, className)}
      style={filled ? { borderColor: color, background: `color-mix(in srgb, ${color} 14%, transparent)` } : undefined}
    >
      <Icon name={look.icon} size="sm" style={{ color }} aria-hidden />
      <span className={styles.text}>{look.text}</span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  look: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    whiteSpace: 'nowrap',
    maxWidth: '100%',
  }),
  filled: css({
    border: '1px solid',
    borderRadius: theme.shape.radius.pill,
    padding: theme.spacing(0, 1),
    lineHeight: theme.spacing(2.75),
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
  }),
  text: css({ overflow: 'hidden', textOverflow: 'ellipsis' }),
});
