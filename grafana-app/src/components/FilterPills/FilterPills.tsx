import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import { formatTotal } from '../../words/counts';

interface Option<Value> {
  value: Value;
  text: string;
  icon?: IconName;
  color?: string;
  /** How many there would be; not shown while it is not known. */
  count?: number;
}

interface Props<Value> {
  /** What is being filtered, for those who do not see the pills. */
  label: string;
  options: Array<Option<Value>>;
  selected: readonly Value[];
  onChange(selected: Value[]): void;
}

/** Any number of a few values, each one press away. None pressed filters nothing. */
export function FilterPills<Value extends string>({ label, options, selected, onChange }: Props<Value>) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const toggle = (value: Value) =>
    onChange(options.map((option) => option.value).filter((other) => selected.includes(other) !== (other === value)));
  return (
    <div role="group" aria-label={label} className={styles.pills}>
      {options.map(({ value, text, icon, color, count }) => (
        <button
          key={value}
          type="button"
          aria-pressed={selected.includes(value)}
          className={cx(styles.pill, selected.includes(value) && styles.pressed)}
          onClick={() => toggle(value)}
        >
          {icon && (
            <Icon
              name={icon}
              size="sm"
              style={color ? { color: theme.visualization.getColorByName(color) } : undefined}
            />
          )}
          {text}
          {count !== undefined && (
            <span aria-hidden className={styles.count}>
              {formatTotal(count)}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  pills: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
  pill: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    height: theme.spacing(theme.components.height.md),
    padding: theme.spacing(0, 1),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: 'transparent',
    color: theme.colors.text.secondary,
    '&:hover': { background: theme.colors.action.hover },
  }),
  count: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  pressed: css({
    background: theme.colors.action.selected,
    borderColor: theme.colors.border.strong,
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
  }),
});
