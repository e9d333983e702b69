import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ApiError } from '../../api/errors';
import { Failure, Warnings } from '../Failure/Failure';
import { LoadMore } from '../LoadMore/LoadMore';
import { Skeleton } from '../Skeleton/Skeleton';

/** A titled part of a page. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** What a paged query of a part of a page looks like from outside. */
export interface Paged<Row> {
  rows: Row[];
  warnings: ApiError[];
  isPending: boolean;
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch(): unknown;
  fetchNextPage(): unknown;
}

interface ListProps<Row> {
  list: Paged<Row>;
  /** Shown when there are no rows. */
  empty: ReactNode;
  skeletonRows?: number;
  children(rows: Row[]): ReactNode;
}

/** The rows of a part of a page in whatever state they are; each part fails and loads by itself. */
export function PagedRows<Row>({ list, empty, skeletonRows = 3, children }: ListProps<Row>) {
  if (list.isPending) {
    return <Skeleton rows={skeletonRows} />;
  }
  const { rows, error } = list;
  const again = () => void list.refetch();
  if (rows.length === 0) {
    return error ? <Failure error={error} retry={again} /> : <>{empty}</>;
  }
  return (
    <>
      <Warnings warnings={list.warnings} retry={again} />
      {children(rows)}
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        error={error}
        load={() => void list.fetchNextPage()}
      />
    </>
  );
}

/** A sentence where rows could be. */
export function Quiet({ children }: { children: ReactNode }) {
  return <p className={useStyles2(getStyles).quiet}>{children}</p>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ marginBottom: theme.spacing(3), minWidth: 0 }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 2),
    marginBottom: theme.spacing(1),
  }),
  title: css({ ...theme.typography.h5, margin: 0 }),
  quiet: css({ color: theme.colors.text.secondary, margin: 0 }),
});
