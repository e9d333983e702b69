import React, { useState } from 'react';
import { Alert, Button, FieldSet, Stack, Text } from '@grafana/ui';
import { t, Trans } from '@grafana/i18n';
import { describeFailure } from './describeFailure';
import { describeFinding } from './describeFinding';
import type { Finding } from './finding';
import { testConnection } from './testConnection';

type Testing =
  { state: 'untested' | 'testing' } | { state: 'found'; finding: Finding } | { state: 'broken'; why: string };

/** Tries the saved settings over the way every page goes, and says precisely what is wrong. */
export function ConnectionTest({ blockedBy }: { blockedBy: string | undefined }) {
  const [testing, setTesting] = useState<Testing>({ state: 'untested' });

  const run = async () => {
    setTesting({ state: 'testing' });
    try {
      setTesting({ state: 'found', finding: await testConnection() });
    } catch (error) {
      setTesting({ state: 'broken', why: describeFailure(error) });
    }
  };

  const running = testing.state === 'testing';
  return (
    <FieldSet label={t('config.test.heading', 'Test of the connection')}>
      <Stack direction="column" gap={2} alignItems="flex-start">
        <Text color="secondary">
          {blockedBy ??
            t(
              'config.test.description',
              'Asks the gateway through Grafana, as every page does, and tells whom it takes you for.'
            )}
        </Text>
        <Button
          variant="secondary"
          icon={running ? 'spinner' : undefined}
          disabled={blockedBy !== undefined || running}
          onClick={() => void run()}
        >
          <Trans i18nKey="config.test.run">Test connection</Trans>
        </Button>
      </Stack>
      <div aria-live="polite">{blockedBy === undefined && <Report testing={testing} />}</div>
    </FieldSet>
  );
}

function Report({ testing }: { testing: Testing }) {
  switch (testing.state) {
    case 'untested':
    case 'testing':
      return null;
    case 'broken':
      return (
        <Alert severity="error" topSpacing={2} title={t('config.test.broken', 'The test itself failed')}>
          {testing.why}
        </Alert>
      );
    case 'found': {
      const { title, advice } = describeFinding(testing.finding);
      return (
        <Alert severity={severityOf(testing.finding)} topSpacing={2} title={title}>
          {advice}
        </Alert>
      );
    }
    default:
      return testing satisfies never;
  }
}

function severityOf(finding: Finding): 'success' | 'warning' | 'error' {
  if (finding.reason !== 'connected') {
    return 'error';
  }
  return finding.degraded.length === 0 ? 'success' : 'warning';
}
