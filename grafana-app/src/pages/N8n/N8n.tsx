import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import {
  Alert,
  Badge,
  Button,
  ConfirmButton,
  Drawer,
  EmptyState,
  Field,
  Input,
  TextLink,
  useStyles2,
} from '@grafana/ui';
import { ApiError } from '../../api/errors';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { Failure } from '../../components/Failure/Failure';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { PagedRows, Quiet, Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { type Connection, useConnections, useN8nVerbs, useWorkflows } from './useN8n';

/** The n8n servers whose workflows playbooks start, each with what it has. */
export function N8n() {
  const styles = useStyles2(getStyles);
  const list = useConnections();
  const reason = useReasonAgainst()('n8n:manage');
  const { remove } = useN8nVerbs();
  const [edited, setEdited] = useState<Connection | 'new'>();
  return (
    <AreaPage
      renderTitle={() => <h1>{t('n8n.title', 'n8n')}</h1>}
      actions={
        <PageActions live={false}>
          <Button icon="plus" disabled={reason !== undefined} tooltip={reason} onClick={() => setEdited('new')}>
            <Trans i18nKey="n8n.new">Connect an n8n</Trans>
          </Button>
        </PageActions>
      }
    >
      {remove.error ? <Failure error={remove.error} /> : null}
      <PagedRows
        list={list}
        skeletonRows={3}
        empty={
          <EmptyState variant="call-to-action" message={t('n8n.none', 'No n8n is connected')}>
            {t(
              'n8n.noneHelp',
              'Connect your own n8n by its address and an API key, and playbooks can start its workflows and wait for them.'
            )}
          </EmptyState>
        }
      >
        {(rows) =>
          rows.map((connection) => (
            <Section
              key={connection.id}
              title={connection.name}
              aside={
                <span className={styles.verbs}>
                  <TextLink external inline href={connection.url}>
                    {connection.url}
                  </TextLink>
                  <Button
                    size="sm"
                    variant="secondary"
                    icon="pen"
                    disabled={reason !== undefined}
                    tooltip={reason}
                    onClick={() => setEdited(connection)}
                  >
                    {t('n8n.edit', 'Change…')}
                  </Button>
                  <ConfirmButton
                    size="sm"
                    confirmText={t('n8n.confirmDelete', 'Forget it')}
                    confirmVariant="destructive"
                    disabled={reason !== undefined}
                    onConfirm={() => remove.mutate(connection.id)}
                  >
                    {t('n8n.delete', 'Forget')}
                  </ConfirmButton>
                </span>
              }
            >
              <Workflows connectionId={connection.id} />
            </Section>
          ))
        }
      </PagedRows>
      {edited && (
        <ConnectionDrawer connection={edited === 'new' ? null : edited} onClose={() => setEdited(undefined)} />
      )}
    </AreaPage>
  );
}

function Workflows({ connectionId }: { connectionId: string }) {
  const styles = useStyles2(getStyles);
  const { data, error, isPending, refetch } = useWorkflows(connectionId);
  if (isPending) {
    return <Skeleton rows={2} />;
  }
  if (!data) {
    return error instanceof ApiError && (error.code === 'UNAVAILABLE' || error.code === 'BAD_USER_INPUT') ? (
      <Alert
        severity="warning"
        title={t('n8n.away', 'This n8n does not tell its workflows now')}
        buttonContent={t('failure.retry', 'Try again')}
        onRemove={() => void refetch()}
      >
        {error.detail}
      </Alert>
    ) : (
      <Failure error={error} retry={() => void refetch()} />
    );
  }
  if (data.length === 0) {
    return <Quiet>{t('n8n.noWorkflows', 'It has no workflows.')}</Quiet>;
  }
  return (
    <ul className={styles.list}>
      {data.map(({ id, name, active, path }) => (
        <li key={id} className={styles.row}>
          <span className={styles.name}>{name}</span>
          {active && path != null ? (
            <Badge color="green" icon="check" text={t('n8n.ready', 'Can be started')} />
          ) : (
            <Badge
              color="orange"
              icon="exclamation-triangle"
              text={active ? t('n8n.noHook', 'Has no webhook that takes POST') : t('n8n.inactive', 'Not active')}
            />
          )}
          {path != null && <code>{path}</code>}
        </li>
      ))}
    </ul>
  );
}

function ConnectionDrawer({ connection, onClose }: { connection: Connection | null; onClose(): void }) {
  const [name, setName] = useState(connection?.name ?? '');
  const [url, setUrl] = useState(connection?.url ?? '');
  const [apiKey, setApiKey] = useState('');
  const { save } = useN8nVerbs();
  const isIncomplete = name.trim() === '' || url.trim() === '' || (connection === null && apiKey.trim() === '');
  return (
    <Drawer title={connection?.name ?? t('n8n.new', 'Connect an n8n')} onClose={onClose} size="sm">
      {save.error ? <Failure error={save.error} /> : null}
      <Field label={t('n8n.form.name', 'Name')} description={t('n8n.form.nameHelp', 'Steps of playbooks name it so.')}>
        <Input id="n8n-name" value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} />
      </Field>
      <Field label={t('n8n.form.url', 'Address')}>
        <Input
          id="n8n-url"
          value={url}
          placeholder="https://n8n.example.com"
          onChange={({ currentTarget }) => setUrl(currentTarget.value)}
        />
      </Field>
      <Field
        label={t('n8n.form.apiKey', 'API key')}
        description={t(
          'n8n.form.apiKeyHelp',
          'Made in n8n under Settings › n8n API. It is stored sealed; empty keeps the one that is there.'
        )}
      >
        <Input
          id="n8n-key"
          type="password"
          autoComplete="new-password"
          value={apiKey}
          onChange={({ currentTarget }) => setApiKey(currentTarget.value)}
        />
      </Field>
      <Button
        disabled={isIncomplete || save.isPending}
        onClick={() =>
          save.mutate(
            {
              id: connection?.id ?? null,
              name: name.trim(),
              url: url.trim(),
              apiKey: apiKey.trim() === '' ? null : apiKey.trim(),
            },
            { onSuccess: onClose }
          )
        }
      >
        <Trans i18nKey="n8n.form.save">Save</Trans>
      </Button>
    </Drawer>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  verbs: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  name: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
});
