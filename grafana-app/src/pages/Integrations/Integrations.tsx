import React, { useCallback, useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, EmptyState, LoadingBar } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import { ask } from '../../api/ask';
import { type IntegrationRowFragment, IntegrationsDocument } from '../../api/generated/graphql';
import { PAGE_SIZE, toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { usePermission } from '../../api/useViewer';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { Failure, Warnings } from '../../components/Failure/Failure';
import { Filters, PageActions, WideFilter } from '../../components/ListHeader/ListHeader';
import { LoadMore } from '../../components/LoadMore/LoadMore';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { withText } from '../../routing/listParams';
import { CreateIntegration } from './CreateIntegration';
import { IntegrationRow } from './IntegrationRow';

/** Who sends alerts, and how each of them does. */
export function Integrations() {
  const [params, setParams] = useSearchParams();
  const search = (params.get('q') ?? '').trim();
  const [creating, setCreating] = useState(false);
  const mayManage = usePermission('integrations:manage');
  const list = usePaged<IntegrationRowFragment>(['integrations', search], async (after, signal) => {
    const filter = search === '' ? {} : { search };
    const answer = await ask(IntegrationsDocument, { filter, first: PAGE_SIZE, after }, signal);
    return toPage(answer.data.integrations, answer);
  });
  const change = useCallback(
    (text: string) => setParams((now) => withText(now, 'q', text), { replace: true }),
    [setParams]
  );
  const { rows, error, isPending, refetch } = list;
  const again = () => void refetch();
  const create = (
    <Button
      icon="plus"
      disabled={mayManage !== true}
      tooltip={
        mayManage === false
          ? t(
              'integrations.needsManage',
              'You need the permission integrations:manage. An administrator of the platform gives it.'
            )
          : undefined
      }
      onClick={() => setCreating(true)}
    >
      <Trans i18nKey="integrations.create">New integration</Trans>
    </Button>
  );
  return (
    <AreaPage
      renderTitle={() => <h1>{t('integrations.title', 'Integrations')}</h1>}
      actions={<PageActions live={false}>{create}</PageActions>}
    >
      <Filters>
        <WideFilter>
          <SearchInput value={search} placeholder={t('integrations.search', 'Search names')} onChange={change} />
        </WideFilter>
      </Filters>
      {isPending ? (
        <Skeleton rows={8} />
      ) : (
        <>
          {list.isPlaceholderData && <LoadingBar width={200} />}
          {error && !list.isFetchNextPageError ? <Failure error={error} retry={again} /> : null}
          <Warnings warnings={list.warnings} retry={again} />
          {rows.length === 0 &&
            !error &&
            (search ? <NoMatch clear={() => setParams({}, { replace: true })} /> : <NoneYet create={create} />)}
          {rows.length > 0 && (
            <>
              <div role="table" aria-label={t('integrations.title', 'Integrations')}>
                {rows.map((integration) => (
                  <IntegrationRow key={integration.id} integration={integration} />
                ))}
              </div>
              <LoadMore
                hasMore={list.hasNextPage}
                loading={list.isFetchingNextPage}
                error={list.isFetchNextPageError ? error : null}
                load={() => void list.fetchNextPage()}
              />
            </>
          )}
        </>
      )}
      {creating && <CreateIntegration onClose={() => setCreating(false)} />}
    </AreaPage>
  );
}

function NoMatch({ clear }: { clear(): void }) {
  return (
    <EmptyState
      variant="not-found"
      message={t('integrations.noMatch', 'No integration has this in its name')}
      button={
        <Button variant="secondary" onClick={clear}>
          <Trans i18nKey="integrations.clear">Show all</Trans>
        </Button>
      }
    />
  );
}

function NoneYet({ create }: { create: React.ReactNode }) {
  return (
    <EmptyState variant="call-to-action" message={t('integrations.none', 'Nothing sends alerts yet')} button={create}>
      <Trans i18nKey="integrations.noneAbout">
        An integration gives a sender an address with a token of its own: Alertmanager, Prometheus, Grafana, or whatever
        can post JSON.
      </Trans>
    </EmptyState>
  );
}
