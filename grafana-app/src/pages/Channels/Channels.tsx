import React, { useCallback, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, EmptyState, useStyles2 } from '@grafana/ui';
import { useSearchParams } from 'react-router-dom';
import type { ChannelRowFragment } from '../../api/generated/graphql';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { Failure } from '../../components/Failure/Failure';
import { Filters, PageActions, WideFilter } from '../../components/ListHeader/ListHeader';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { PagedRows, Quiet } from '../../components/Section/Section';
import { withText } from '../../routing/listParams';
import { ChannelDrawer } from './ChannelDrawer';
import { ChannelRow } from './ChannelRow';
import { TestDrawer } from './TestDrawer';
import { useChannels, useChannelVerbs, useKinds } from './useChannels';

/** Where notices go, and how each of these ways does. */
export function Channels() {
  const styles = useStyles2(getStyles);
  const [params, setParams] = useSearchParams();
  const search = (params.get('q') ?? '').trim();
  const [editing, setEditing] = useState<{ id: string } | 'new'>();
  const [testing, setTesting] = useState<ChannelRowFragment>();
  const reason = useReasonAgainst()('channels:manage');
  const list = useChannels(search);
  const kinds = useKinds();
  const { enable, remove } = useChannelVerbs();
  const failed = enable.error ?? remove.error;
  const labelOf = (kind: string) => kinds.data?.find((other) => other.kind === kind)?.label ?? kind;
  const change = useCallback(
    (text: string) => setParams((now) => withText(now, 'q', text), { replace: true }),
    [setParams]
  );
  const create = (
    <Button icon="plus" disabled={reason !== undefined} tooltip={reason} onClick={() => setEditing('new')}>
      <Trans i18nKey="channels.new">New channel</Trans>
    </Button>
  );
  return (
    <AreaPage
      renderTitle={() => <h1>{t('channels.title', 'Channels')}</h1>}
      actions={<PageActions live={false}>{(list.rows.length > 0 || search !== '') && create}</PageActions>}
    >
      <div className={styles.help}>
        <Quiet>
          <Trans i18nKey="channels.help">
            Ways by which people are told: rooms of chats, mail, phones, and other systems. Policies and chains choose
            among them; people enter their own addresses among their contacts.
          </Trans>
        </Quiet>
      </div>
      <Filters>
        <WideFilter>
          <SearchInput value={search} placeholder={t('channels.search', 'Search names')} onChange={change} />
        </WideFilter>
      </Filters>
      {failed ? <Failure error={failed} /> : null}
      <PagedRows
        list={list}
        skeletonRows={6}
        empty={search ? <NoMatch clear={() => setParams({}, { replace: true })} /> : <NoneYet create={create} />}
      >
        {(rows) => (
          <ul className={styles.list} aria-label={t('channels.title', 'Channels')}>
            {rows.map((channel) => (
              <ChannelRow
                key={channel.id}
                channel={channel}
                kindLabel={labelOf(channel.kind)}
                reason={reason}
                busy={enable.isPending || remove.isPending}
                onEdit={() => setEditing({ id: channel.id })}
                onTest={() => setTesting(channel)}
                onEnable={(enabled) => enable.mutate({ id: channel.id, enabled })}
                onDelete={() => remove.mutate(channel.id)}
              />
            ))}
          </ul>
        )}
      </PagedRows>
      {editing !== undefined && (
        <ChannelDrawer id={editing === 'new' ? undefined : editing.id} onClose={() => setEditing(undefined)} />
      )}
      {testing && (
        <TestDrawer
          channel={testing}
          kind={kinds.data?.find(({ kind }) => kind === testing.kind)}
          onClose={() => setTesting(undefined)}
        />
      )}
    </AreaPage>
  );
}

function NoMatch({ clear }: { clear(): void }) {
  return (
    <EmptyState
      variant="not-found"
      message={t('channels.noMatch', 'No channel has this in its name')}
      button={
        <Button variant="secondary" onClick={clear}>
          <Trans i18nKey="channels.clear">Show all</Trans>
        </Button>
      }
    />
  );
}

function NoneYet({ create }: { create: React.ReactNode }) {
  return (
    <EmptyState variant="call-to-action" message={t('channels.none', 'Nobody is told of anything yet')} button={create}>
      <Trans i18nKey="channels.noneHelp">
        Make a channel to a room of your chat, or to a mail server, and send a test.
      </Trans>
    </EmptyState>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  help: css({ maxWidth: 720, marginBottom: theme.spacing(2) }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
});
