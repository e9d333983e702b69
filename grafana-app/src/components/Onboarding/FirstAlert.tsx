import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { ClipboardButton, EmptyState, useStyles2 } from '@grafana/ui';

/** Placeholders that the reader replaces; the token is only known to whoever created the integration. */
const EXAMPLE = `receivers:
  - name: sre-platform
    webhook_configs:
      - url: https://<platform>/ingest/alertmanager/<token>
        send_resolved: true`;

/** Shown before the first alert ever: how to send one. */
export function FirstAlert({ title }: { title: string }) {
  const styles = useStyles2(getStyles);
  return (
    <EmptyState variant="call-to-action" message={title}>
      <div className={styles.text}>
        <Trans i18nKey="firstAlert.how">
          Point your Alertmanager at the platform. The address with its token is printed when the platform starts, and
          given when an integration is created.
        </Trans>
        <pre className={styles.example}>{EXAMPLE}</pre>
        <ClipboardButton variant="secondary" size="sm" icon="copy" getText={() => EXAMPLE}>
          {t('firstAlert.copy', 'Copy')}
        </ClipboardButton>
        <p className={styles.then}>
          <Trans i18nKey="firstAlert.then">The first alert appears here by itself.</Trans>
        </p>
      </div>
    </EmptyState>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({ maxWidth: 560, margin: '0 auto', textAlign: 'center' }),
  example: css({ textAlign: 'left', margin: theme.spacing(2, 0), overflowX: 'auto' }),
  then: css({ marginTop: theme.spacing(2), color: theme.colors.text.secondary }),
});
