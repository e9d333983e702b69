import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, ClipboardButton, useStyles2 } from '@grafana/ui';
import type { IssuedPartsFragment } from '../../api/generated/graphql';
import { plain } from '../../words/plain';
import { snippetsOf } from './snippets';

/** A token that was just made, with what is pasted into the sender. It is shown this once. */
export function TokenShown({ issued }: { issued: IssuedPartsFragment }) {
  const { token, addresses, integration } = issued;
  return (
    <>
      <Alert severity="info" title={t('integrationToken.once', 'The token is shown this once')}>
        <Trans i18nKey="integrationToken.onceAbout">
          Copy what you need now: the platform keeps only a hash of it. A lost token is replaced by rotating it.
        </Trans>
      </Alert>
      <Snippet title={t('integrationToken.title', 'Token')} text={token} />
      {addresses.map(({ purpose, url }) => (
        <Snippet key={purpose} title={addressWords(purpose)} text={url} />
      ))}
      {snippetsOf({ token, addresses, source: integration.source }).map(({ title, text }) => (
        <Snippet key={title} title={title} text={text} />
      ))}
    </>
  );
}

/** What an address is for, in words. */
export function addressWords(purpose: IssuedPartsFragment['addresses'][number]['purpose']): string {
  switch (purpose) {
    case 'ALERTS':
      return t('address.alerts', 'Address for alerts');
    case 'CHANGES':
      return t('address.changes', 'Address for changes');
    case 'HEARTBEAT':
      return t('address.heartbeat', 'Address for heartbeats');
    default:
      return purpose satisfies never;
  }
}

/** A text to be pasted somewhere else. */
export function Snippet({ title, text }: { title: string; text: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.snippet}>
      <div className={styles.head}>
        <span className={styles.title}>{title}</span>
        <ClipboardButton
          variant="secondary"
          size="sm"
          fill="text"
          icon="copy"
          getText={() => text}
          aria-label={t('snippet.copyOf', 'Copy: {{title}}', { ...plain, title })}
        >
          {t('snippet.copy', 'Copy')}
        </ClipboardButton>
      </div>
      <pre className={styles.text}>{text}</pre>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  snippet: css({ marginBottom: theme.spacing(2), minWidth: 0 }),
  head: css({ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: theme.spacing(1) }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  text: css({
    margin: 0,
    maxHeight: 260,
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
