import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, LinkButton, Stack } from '@grafana/ui';
import { describeError } from '../../api/describeError';
import type { ApiError } from '../../api/errors';
import { CONFIG_PATH } from '../../routing/paths';

interface Props {
  error: unknown;
  /** Offered as a button when given. */
  retry?: () => void;
}

/** A failure in words, with what may help. */
export function Failure({ error, retry }: Props) {
  const { title, advice, configure } = describeError(error);
  return (
    <Alert severity="error" title={title}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        <div>{advice}</div>
        <Stack gap={1} wrap="wrap">
          {retry !== undefined && (
            <Button size="sm" variant="secondary" icon="sync" onClick={retry}>
              <Trans i18nKey="failure.retry">Try again</Trans>
            </Button>
          )}
          {configure && (
            <LinkButton size="sm" variant="secondary" icon="cog" href={CONFIG_PATH}>
              <Trans i18nKey="failure.configure">Open the configuration</Trans>
            </LinkButton>
          )}
        </Stack>
      </Stack>
    </Alert>
  );
}

/** Says that what is shown is not all, because a part of the platform did not answer. */
export function Warnings({ warnings, retry }: { warnings: ApiError[]; retry: () => void }) {
  const [first] = warnings;
  if (first === undefined) {
    return null;
  }
  const { title, advice } = describeError(first);
  return (
    <Alert severity="warning" title={title} buttonContent={t('failure.retry', 'Try again')} onRemove={retry}>
      {advice}
    </Alert>
  );
}
