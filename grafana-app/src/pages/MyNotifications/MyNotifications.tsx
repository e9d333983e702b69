import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { EmptyState } from '@grafana/ui';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { Failure } from '../../components/Failure/Failure';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { Contacts } from './Contacts';
import { Rules } from './Rules';
import { StandIns } from './StandIns';
import { useNotifications, useNotificationVerbs } from './useNotifications';

/** How the viewer is reached and told of pages. */
export function MyNotifications() {
  const { data, error, isPending, refetch } = useNotifications();
  const verbs = useNotificationVerbs();
  const settings = data?.notificationSettings;
  return (
    <AreaPage renderTitle={() => <h1>{t('my.title', 'My notifications')}</h1>}>
      {isPending && <Skeleton rows={6} />}
      {error && data === undefined ? <Failure error={error} retry={() => void refetch()} /> : null}
      {data && !settings && (
        <EmptyState variant="not-found" message={t('my.nobody', 'You are not known to the platform as a person')}>
          <Trans i18nKey="my.nobodyHelp">Only people are paged. An API key is not a person.</Trans>
        </EmptyState>
      )}
      {settings && (
        <>
          <Contacts contacts={settings.contacts} ways={data.contactWays} verbs={verbs} />
          {/* What was saved elsewhere, or lost a contact, is read into the form anew. */}
          <Rules key={settings.version} settings={settings} verbs={verbs} />
          <StandIns settings={settings} verbs={verbs} />
        </>
      )}
    </AreaPage>
  );
}
