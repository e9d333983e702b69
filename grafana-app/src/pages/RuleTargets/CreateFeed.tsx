import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, ClipboardButton, Field, Input, Modal, useStyles2 } from '@grafana/ui';
import { FormFailure } from '../../components/Failure/FormFailure';
import type { useRuleTargetActions } from './useRuleTargets';

interface Props {
  create: ReturnType<typeof useRuleTargetActions>['createFeed'];
  onDone(): void;
}

/** Makes an address, and shows it: its token is told this once. */
export function CreateFeed({ create, onDone }: Props) {
  const styles = useStyles2(getStyles);
  const [name, setName] = useState('');
  const [url, setUrl] = useState<string>();
  const title = t('ruleTargets.feed.title', 'An address for the rule file');
  if (url !== undefined) {
    return (
      <Modal isOpen title={title} onDismiss={onDone}>
        <Alert severity="info" title={t('ruleTargets.feed.once', 'Copy it now: it is not shown again')}>
          {t('ruleTargets.feed.secret', 'Whoever knows it can read the rules.')}
        </Alert>
        <pre className={styles.url}>{url}</pre>
        <Modal.ButtonRow>
          <ClipboardButton variant="secondary" icon="copy" getText={() => url}>
            {t('managedRules.copy', 'Copy')}
          </ClipboardButton>
          <Button onClick={onDone}>
            <Trans i18nKey="managedRules.close">Done</Trans>
          </Button>
        </Modal.ButtonRow>
      </Modal>
    );
  }
  return (
    <Modal isOpen title={title} onDismiss={onDone}>
      <FormFailure error={create.error} />
      <Field
        label={t('ruleTargets.feed.name', 'Who reads it')}
        description={t('ruleTargets.feed.help', 'One address for each reader, so that each can be closed by itself.')}
        htmlFor="feed-name"
        noMargin
      >
        <Input
          id="feed-name"
          autoFocus
          maxLength={100}
          placeholder="vmalert eu-west-1"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDone}>
          <Trans i18nKey="ruleSources.cancel">Cancel</Trans>
        </Button>
        <Button
          disabled={name.trim() === '' || create.isPending}
          icon={create.isPending ? 'spinner' : undefined}
          onClick={() => create.mutate(name, { onSuccess: (made) => setUrl(made.url) })}
        >
          <Trans i18nKey="ruleTargets.feed.create">Make the address</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  url: css({ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', fontSize: theme.typography.bodySmall.fontSize }),
});
