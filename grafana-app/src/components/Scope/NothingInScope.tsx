import React, { type ReactNode } from 'react';
import { t, Trans } from '@grafana/i18n';
import { EmptyState } from '@grafana/ui';
import { useViewer } from '../../api/useViewer';

/** What an empty list says where the viewer's scope may be the reason; for those who see everything, the children. */
export function NothingInScope({ children }: { children: ReactNode }) {
  if (!useViewer().data?.scope) {
    return <>{children}</>;
  }
  return (
    <EmptyState variant="not-found" message={t('scope.empty', 'Nothing in your scope yet')}>
      <Trans i18nKey="scope.emptyHelp">There may be more that your roles do not cover.</Trans>
    </EmptyState>
  );
}
