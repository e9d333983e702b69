import React, { useEffect, useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Trans } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { Failure } from '../Failure/Failure';

interface Props {
  hasMore: boolean;
  loading: boolean;
  error: unknown;
  load(): void;
}

/** The end of a list: loads the next page when it comes near the view, and has a button for everything else. */
export function LoadMore({ hasMore, loading, error, load }: Props) {
  const styles = useStyles2(getStyles);
  const end = useRef<HTMLDivElement>(null);
  const waiting = hasMore && !loading && !error;
  useEffect(() => {
    if (!waiting || end.current === null || typeof IntersectionObserver === 'undefined') {
      return;
    }
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && load(), {
      rootMargin: '600px',
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [waiting, load]);

  if (error) {
    return <Failure error={error} retry={load} />;
  }
  return hasMore ? (
    <div ref={end} className={styles.end}>
      <Button
        variant="secondary"
        fill="text"
        icon={loading ? 'spinner' : 'angle-down'}
        disabled={loading}
        onClick={load}
      >
        <Trans i18nKey="loadMore.button">Load more</Trans>
      </Button>
    </div>
  ) : null;
}

const getStyles = (theme: GrafanaTheme2) => ({
  end: css({ display: 'flex', justifyContent: 'center', padding: theme.spacing(1) }),
});
