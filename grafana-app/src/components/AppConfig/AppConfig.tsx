import React, { useCallback, useEffect, useState } from 'react';
import type { AppPluginMeta } from '@grafana/data';
import { Alert, Button, LoadingPlaceholder, Stack } from '@grafana/ui';
import { t, Trans } from '@grafana/i18n';
import { ConnectionTest } from './ConnectionTest';
import { describeFailure } from './describeFailure';
import { readSettings } from './readSettings';
import type { AppConfigProps, AppSettings } from './settings';
import { SettingsForm } from './SettingsForm';
import { YourAccess } from './YourAccess';

type Reading =
  { state: 'reading' } | { state: 'read'; meta: AppPluginMeta<AppSettings> } | { state: 'failed'; why: string };

/** The configuration of the app: where the platform is, what proves this Grafana to it, and whether that works. */
export function AppConfig(_props: AppConfigProps) {
  const [reading, setReading] = useState<Reading>({ state: 'reading' });
  const [edited, setEdited] = useState(false);
  const read = useCallback(
    () =>
      readSettings().then(
        (meta) => setReading({ state: 'read', meta }),
        (error: unknown) => setReading({ state: 'failed', why: describeFailure(error) })
      ),
    []
  );
  useEffect(() => {
    void read();
  }, [read]);

  if (reading.state === 'reading') {
    return <LoadingPlaceholder text={t('config.loading', 'Loading the settings…')} />;
  }
  if (reading.state === 'failed') {
    return (
      <Alert severity="error" title={t('config.unreadable', 'The settings cannot be read')}>
        <Stack direction="column" gap={2} alignItems="flex-start">
          {reading.why}
          <Button variant="secondary" onClick={() => void read()}>
            <Trans i18nKey="config.retry">Try again</Trans>
          </Button>
        </Stack>
      </Alert>
    );
  }
  const { meta } = reading;
  const blockedBy = testBlockedBy(meta, edited);
  return (
    <Stack direction="column" gap={3}>
      <SettingsForm meta={meta} onEdit={setEdited} onSaved={read} />
      <ConnectionTest blockedBy={blockedBy} />
      {blockedBy === undefined && <YourAccess />}
    </Stack>
  );
}

/** Why the connection cannot be tested yet, in words, or undefined. The test runs over what Grafana has stored. */
function testBlockedBy(meta: AppPluginMeta<AppSettings>, edited: boolean): string | undefined {
  if (edited) {
    return t('config.test.unsaved', 'Save your changes first: the test uses the saved settings.');
  }
  if (!meta.enabled || !meta.jsonData?.gatewayUrl || !meta.secureJsonFields?.connectionSecret) {
    return t('config.test.incomplete', 'Save a gateway address and a connection secret first.');
  }
  return undefined;
}
