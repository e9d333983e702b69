import React, { type FormEvent, useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { AppPluginMeta, GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, Field, FieldSet, Input, SecretInput, Stack, useStyles2 } from '@grafana/ui';
import { t, Trans } from '@grafana/i18n';
import { describeFailure } from './describeFailure';
import { describeGatewayUrl } from './describeGatewayUrl';
import { judgeGatewayUrl } from './judgeGatewayUrl';
import { saveSettings } from './saveSettings';
import type { AppSettings } from './settings';

interface Props {
  meta: AppPluginMeta<AppSettings>;
  /** Told whether the form differs from what is stored. */
  onEdit(edited: boolean): void;
  /** Told after Grafana has stored the settings. */
  onSaved(): Promise<void>;
}

type Saving = { state: 'idle' | 'saving' | 'saved' } | { state: 'failed'; why: string };

/** The gateway address and the connection secret, validated before they are stored. */
export function SettingsForm({ meta, onEdit, onSaved }: Props) {
  const styles = useStyles2(getStyles);
  const stored = meta.jsonData?.gatewayUrl ?? '';
  const secretStored = Boolean(meta.secureJsonFields?.connectionSecret);
  const [typedUrl, setTypedUrl] = useState(stored);
  const [secret, setSecret] = useState('');
  const [replacing, setReplacing] = useState(!secretStored);
  const [asked, setAsked] = useState(false);
  const [saving, setSaving] = useState<Saving>({ state: 'idle' });

  const judged = judgeGatewayUrl(typedUrl);
  const urlProblem = asked ? describeGatewayUrl(judged) : undefined;
  const secretMissing = replacing && secret === '';
  const edited = typedUrl !== stored || (replacing && (secretStored || secret !== ''));
  useEffect(() => onEdit(edited), [edited, onEdit]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (judged.verdict !== 'accepted' || secretMissing) {
      return;
    }
    setSaving({ state: 'saving' });
    try {
      await saveSettings({
        enabled: true,
        pinned: true,
        jsonData: { ...meta.jsonData, gatewayUrl: judged.url },
        ...(replacing && { secureJsonData: { connectionSecret: secret } }),
      });
    } catch (error) {
      setSaving({ state: 'failed', why: describeFailure(error) });
      return;
    }
    if (!meta.enabled) {
      // Grafana draws the app's pages into its menu when the page is loaded.
      window.location.reload();
      return;
    }
    setTypedUrl(judged.url);
    setSecret('');
    setReplacing(false);
    setAsked(false);
    setSaving({ state: 'saved' });
    await onSaved();
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <FieldSet className={styles.fields} label={t('config.heading', 'Connection to the platform')}>
        <Field
          label={t('config.url.label', 'Gateway address')}
          description={t('config.url.description', 'Where Grafana’s server reaches the platform’s gateway.')}
          invalid={urlProblem !== undefined}
          error={urlProblem}
          required
        >
          <Input
            id="gateway-url"
            name="gatewayUrl"
            type="url"
            value={typedUrl}
            placeholder="http://gateway:4000"
            onChange={(event) => setTypedUrl(event.currentTarget.value)}
            onBlur={() => setAsked(typedUrl !== '')}
          />
        </Field>
        <Field
          label={t('config.secret.label', 'Connection secret')}
          description={t(
            'config.secret.description',
            'Given when the connection was created on the platform. Grafana stores it encrypted and never shows it again.'
          )}
          invalid={asked && secretMissing}
          error={t('config.secret.missing', 'Enter the secret of the connection.')}
          required
        >
          <SecretInput
            id="connection-secret"
            name="connectionSecret"
            autoComplete="off"
            value={secret}
            isConfigured={!replacing}
            placeholder={t('config.secret.placeholder', 'Secret of the connection')}
            onChange={(event) => setSecret(event.currentTarget.value)}
            onReset={() => setReplacing(true)}
          />
        </Field>
        <Stack direction="row" gap={1}>
          <Button type="submit" disabled={saving.state === 'saving' || (meta.enabled && !edited)}>
            {meta.enabled ? (
              <Trans i18nKey="config.save">Save</Trans>
            ) : (
              <Trans i18nKey="config.saveAndEnable">Save and enable</Trans>
            )}
          </Button>
          {secretStored && replacing && (
            <Button
              type="button"
              variant="secondary"
              onClick={() => {
                setSecret('');
                setReplacing(false);
              }}
            >
              <Trans i18nKey="config.secret.keep">Keep the stored secret</Trans>
            </Button>
          )}
        </Stack>
      </FieldSet>
      {saving.state === 'failed' && (
        <Alert severity="error" title={t('config.unsaved', 'The settings were not saved')}>
          {saving.why}
        </Alert>
      )}
      {saving.state === 'saved' && !edited && <Alert severity="success" title={t('config.saved', 'Settings saved')} />}
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  fields: css({ maxWidth: theme.spacing(75) }),
});
