import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  title: string;
  badge?: ReactNode;
  verbs: ReactNode;
  children: ReactNode;
}

/** One rule, plan or interval in a list. */
export function QuietCard({ title, badge, verbs, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.card} aria-label={title}>
      <div className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        {badge}
        <span className={styles.verbs}>{verbs}</span>
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(1),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  title: css({ ...theme.typography.h5, margin: 0, overflowWrap: 'anywhere' }),
  verbs: css({ display: 'flex', gap: theme.spacing(0.5), marginLeft: 'auto' }),
  body: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), marginTop: theme.spacing(1) }),
});
