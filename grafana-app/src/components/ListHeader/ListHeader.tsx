import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { LiveBadge } from '../LiveBadge/LiveBadge';

/** What stands at the right of a page's title. */
export function PageActions({ children, live = true }: { children?: ReactNode; live?: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.actions}>
      {live && <LiveBadge />}
      {children}
    </div>
  );
}

/** The filters of a list; they wrap where there is little room. */
export function Filters({ children, count }: { children: ReactNode; count?: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.filters}>
      {children}
      {count !== undefined && (
        <span className={styles.count} role="status">
          {count}
        </span>
      )}
    </div>
  );
}

/** A group of filters that wants some width, such as the search field. */
export function WideFilter({ children }: { children: ReactNode }) {
  return <div className={useStyles2(getStyles).wide}>{children}</div>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  filters: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
  }),
  wide: css({ flex: '1 1 240px', maxWidth: 420, minWidth: 0 }),
  count: css({ marginLeft: 'auto', color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
});
