import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { language } from '../../api/language';
import { plain } from '../../words/plain';

/** One way in which the rows divide. */
export interface Facet {
  name: string;
  values: Array<{ value: string; text?: string; count: number; selected: boolean }>;
  toggle(value: string): void;
}

interface Props {
  facets: Facet[];
  /** Rows that were counted, and whether that is all of them. */
  counted: number;
  isComplete: boolean;
}

/** How the rows divide, as bars that can be pressed: what most of a storm has in common is seen at a glance. */
export function FacetPanel({ facets, counted, isComplete }: Props) {
  const styles = useStyles2(getStyles);
  const numbers = new Intl.NumberFormat(language());
  return (
    <section aria-label={t('facets.label', 'How they divide')} className={styles.panel}>
      <div className={styles.facets}>
        {facets
          .filter(({ values }) => values.length > 0)
          .map(({ name, values, toggle }) => {
            const most = Math.max(1, ...values.map(({ count }) => count));
            return (
              <div key={name} role="group" aria-label={name} className={styles.facet}>
                <div className={styles.name} title={name}>
                  {name}
                </div>
                {values.map(({ value, text = value, count, selected }) => (
                  <button
                    key={value}
                    type="button"
                    aria-pressed={selected}
                    className={cx(styles.value, selected && styles.selected)}
                    title={text}
                    onClick={() => toggle(value)}
                  >
                    <span className={styles.bar} style={{ width: `${(100 * count) / most}%` }} />
                    <span className={styles.text}>{text || '""'}</span>
                    <span className={styles.count}>{numbers.format(count)}</span>
                  </button>
                ))}
              </div>
            );
          })}
      </div>
      {!isComplete && (
        <div className={styles.note}>
          {t('facets.incomplete', 'Counted among the newest {{counted}}.', {
            ...plain,
            counted: numbers.format(counted),
          })}
        </div>
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    marginBottom: theme.spacing(2),
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  facets: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))',
    gap: theme.spacing(1.5, 2),
    maxHeight: 480,
    overflowY: 'auto',
  }),
  facet: css({ minWidth: 0 }),
  name: css({
    marginBottom: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  value: css({
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    width: '100%',
    padding: theme.spacing(0.25, 0.75),
    border: '1px solid transparent',
    borderRadius: theme.shape.radius.default,
    background: 'transparent',
    color: theme.colors.text.primary,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.spacing(2.5),
    textAlign: 'left',
    '&:hover': { borderColor: theme.colors.border.medium },
  }),
  selected: css({ borderColor: theme.colors.primary.border, fontWeight: theme.typography.fontWeightMedium }),
  bar: css({
    position: 'absolute',
    inset: '2px auto 2px 0',
    borderRadius: theme.shape.radius.default,
    background: theme.colors.primary.transparent,
    pointerEvents: 'none',
  }),
  text: css({
    position: 'relative',
    flex: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  count: css({ position: 'relative', color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  note: css({
    marginTop: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
