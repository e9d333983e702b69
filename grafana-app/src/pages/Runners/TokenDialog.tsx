import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, ClipboardButton, Field, Input, Modal, useStyles2 } from '@grafana/ui';
import { plain } from '../../words/plain';
import type { MadeToken } from './useRunners';

/** The token of a runner, to be copied now, and the command that starts one with it. */
export function TokenDialog({ made: { runner, token, url }, onClose }: { made: MadeToken; onClose(): void }) {
  const styles = useStyles2(getStyles);
  const command = `RUNNER_URL=${url ?? 'https://…'} RUNNER_TOKEN=${token} node build/runner.js`;
  return (
    <Modal
      isOpen
      title={t('runners.tokenTitle', 'Token of {{name}}', { ...plain, name: runner.name })}
      onDismiss={onClose}
    >
      <p>{t('runners.tokenOnce', 'Copy it now: it is shown this once.')}</p>
      <Field label={t('runners.token', 'Token')}>
        <Input
          id="runner-token"
          readOnly
          value={token}
          addonAfter={
            <ClipboardButton icon="copy" variant="secondary" getText={() => token}>
              <Trans i18nKey="runners.copy">Copy</Trans>
            </ClipboardButton>
          }
        />
      </Field>
      {url == null && (
        <Alert
          severity="info"
          title={t('runners.noAddress', 'Put the address of the platform in place of https://…')}
        />
      )}
      <Field
        label={t('runners.command', 'Start it on its machine')}
        description={t(
          'runners.commandHelp',
          'As root each job gets an operating-system user of its own; otherwise scripts reach what the runner reaches.'
        )}
      >
        <div className={styles.command}>
          <pre className={styles.pre} aria-label={t('runners.command', 'Start it on its machine')}>
            {command}
          </pre>
          <ClipboardButton icon="copy" variant="secondary" getText={() => command}>
            <Trans i18nKey="runners.copyCommand">Copy the command</Trans>
          </ClipboardButton>
        </div>
      </Field>
      <Modal.ButtonRow>
        <Button onClick={onClose}>
          <Trans i18nKey="runners.done">Done</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  command: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(1) }),
  pre: css({ width: '100%', margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
