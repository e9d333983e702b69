import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { plain } from '../../words/plain';

/** Rows that came in while the reader was further down: they wait here, so that nothing moves under the eyes. */
export function ArrivalPill({ count, show }: { count: number; show(): void }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.place} role="status">
      {count > 0 && (
        <Button size="sm" icon="arrow-up" className={styles.pill} onClick={show}>
          {t('arrivals.new', '{{count}} new', {
            ...plain,
            count,
            defaultValue_one: '{{count}} new',
            defaultValue_other: '{{count}} new',
          })}
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({
    position: 'sticky',
    top: theme.spacing(6),
    height: 0,
    display: 'flex',
    justifyContent: 'center',
    zIndex: theme.zIndex.sidemenu - 1,
  }),
  pill: css({ borderRadius: theme.shape.radius.pill, boxShadow: theme.shadows.z2 }),
});
