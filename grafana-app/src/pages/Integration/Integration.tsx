import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { Alert, EmptyState, TextLink, useStyles2 } from '@grafana/ui';
import { useParams } from 'react-router-dom';
import { ApiError } from '../../api/errors';
import type { IntegrationPartsFragment } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { paths } from '../../routing/paths';
import { IntegrationActions } from './IntegrationActions';
import { IntegrationSummary } from './IntegrationSummary';
import { MappingEditor } from './MappingEditor';
import { PayloadLog } from './PayloadLog';
import { Quality } from './Quality';
import { Settings } from './Settings';
import { useIntegration } from './useIntegration';

/** One sender: whether it is well, what it sends, what becomes of that, and what people decided of it. */
export function Integration() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useIntegration(id);
  const styles = useStyles2(getStyles);
  const title = data?.name ?? t('integration.title', 'Integration');
  return (
    <PluginPage
      pageNav={{ text: title }}
      renderTitle={() => <h1 className={styles.title}>{title}</h1>}
      actions={data && !data.archivedAt ? <IntegrationActions integration={data} /> : undefined}
    >
      {isPending ? (
        <Skeleton rows={6} height={8} />
      ) : data === undefined ? (
        <Missing error={error} retry={() => void refetch()} />
      ) : (
        <Parts key={id} integration={data} />
      )}
    </PluginPage>
  );
}

function Missing({ error, retry }: { error: unknown; retry(): void }) {
  return error instanceof ApiError && (error.code === 'NOT_FOUND' || error.code === 'BAD_USER_INPUT') ? (
    <EmptyState variant="not-found" message={t('integration.missing', 'There is no such integration')}>
      <TextLink href={paths.integrations}>
        <Trans i18nKey="integration.toList">Go to the integrations</Trans>
      </TextLink>
    </EmptyState>
  ) : (
    <Failure error={error} retry={retry} />
  );
}

function Parts({ integration }: { integration: IntegrationPartsFragment }) {
  const styles = useStyles2(getStyles);
  const { id, source, archivedAt } = integration;
  const isMapped = source === 'GENERIC' || source === 'ALERTMANAGER';
  return (
    <>
      {archivedAt && (
        <Alert severity="info" title={t('integration.deleted', 'This integration was deleted')}>
          <Trans i18nKey="integration.deletedAbout">Its senders are refused. What came before is kept below.</Trans>
        </Alert>
      )}
      <IntegrationSummary integration={integration} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <PayloadLog id={id} />
          {isMapped && !archivedAt && <MappingEditor integration={integration} />}
        </div>
        <div className={styles.side}>
          <Quality id={id} />
          <Settings integration={integration} />
        </div>
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ overflowWrap: 'anywhere' }),
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 3fr)',
    gap: theme.spacing(0, 4),
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  main: css({ minWidth: 0 }),
  side: css({ minWidth: 0 }),
});
