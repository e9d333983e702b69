import React, { type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { Alert, Button, ErrorBoundary } from '@grafana/ui';
import { t, Trans } from '@grafana/i18n';
import { isMissingChunk } from '../../loading/reloadOnce';

/** Shows what went wrong instead of an empty page, and recovers by itself when the person moves to another page. */
export function AppErrorBoundary({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <ErrorBoundary boundaryName="sre-platform-app" dependencies={[pathname]}>
      {({ error }) => (error === null ? children : <Failure error={error} />)}
    </ErrorBoundary>
  );
}

function Failure({ error }: { error: Error }) {
  const title = isMissingChunk(error)
    ? t('errorBoundary.outdated', 'This page was updated while it was open')
    : t('errorBoundary.title', 'This page stopped working');
  return (
    <Alert severity="error" title={title}>
      <p>{error.message}</p>
      <Button variant="secondary" onClick={() => window.location.reload()}>
        <Trans i18nKey="errorBoundary.reload">Reload the page</Trans>
      </Button>
    </Alert>
  );
}
