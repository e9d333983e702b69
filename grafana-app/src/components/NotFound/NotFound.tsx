import React from 'react';
import { PluginPage } from '@grafana/runtime';
import { EmptyState, TextLink } from '@grafana/ui';
import { t, Trans } from '@grafana/i18n';
import { paths } from '../../routing/paths';

/** The answer to a path the app does not have. */
export function NotFound() {
  const title = t('notFound.title', 'Page not found');
  return (
    <PluginPage pageNav={{ text: title }}>
      <EmptyState variant="not-found" message={t('notFound.message', 'We are looking, but cannot find this page')}>
        <TextLink href={paths.incidents}>
          <Trans i18nKey="notFound.home">Go to the incidents</Trans>
        </TextLink>
      </EmptyState>
    </PluginPage>
  );
}
