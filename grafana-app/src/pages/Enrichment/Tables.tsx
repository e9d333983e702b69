import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, ConfirmModal, EmptyState, IconButton, Modal, Stack, useStyles2 } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { DeleteLookupTableDocument } from '../../api/generated/graphql';
import { Age } from '../../components/Age/Age';
import { Failure } from '../../components/Failure/Failure';
import { FormFailure } from '../../components/Failure/FormFailure';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { plain } from '../../words/plain';
import { TableDrawer } from './TableDrawer';
import { enrichmentKey, useRules, useTables } from './useEnrichment';

/** Look-up tables: uploaded as CSV, replaced, renamed, taken away. */
export function Tables({ mayManage }: { mayManage: boolean }) {
  const styles = useStyles2(getStyles);
  const { data, error, isPending, refetch } = useTables();
  const usersOf = useTableUsers();
  const [edited, setEdited] = useState<{ id: string | null; name: string }>();
  const [leaving, setLeaving] = useState<{ id: string; name: string }>();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => ask(DeleteLookupTableDocument, { id }),
    onSettled: () => client.invalidateQueries({ queryKey: enrichmentKey }),
  });
  if (isPending) {
    return <Skeleton rows={4} />;
  }
  if (data === undefined) {
    return <Failure error={error} retry={() => void refetch()} />;
  }
  const upload = (
    <Button icon="upload" onClick={() => setEdited({ id: null, name: '' })}>
      <Trans i18nKey="enrichment.tables.upload">Upload a table</Trans>
    </Button>
  );
  return (
    <div className={styles.page}>
      <FormFailure error={remove.error} />
      {data.length === 0 ? (
        <EmptyState
          variant="call-to-action"
          message={t('enrichment.tables.none', 'No tables yet')}
          button={mayManage ? upload : undefined}
        >
          <Trans i18nKey="enrichment.tables.noneHelp">
            A table, such as the teams of your services, gives labels to alerts: a CSV file with a header, up to 10,000
            rows.
          </Trans>
        </EmptyState>
      ) : (
        <>
          {mayManage && upload}
          <ul className={styles.list} aria-label={t('enrichment.tab.tables', 'Look-up tables')}>
            {data.map((table) => {
              const users = usersOf(table.id);
              return (
                <li key={table.id} className={styles.row}>
                  <div className={styles.text}>
                    <strong>{table.name}</strong>
                    <div className={styles.muted}>{table.columns.join(', ')}</div>
                    <div className={styles.muted}>
                      {users.length === 0
                        ? t('enrichment.tables.unused', 'No rule looks things up in it')
                        : t('enrichment.tables.usedBy', 'Used by {{rules}}', { ...plain, rules: users.join(', ') })}
                    </div>
                  </div>
                  <span className={styles.muted}>
                    {t('enrichment.tables.rows', '{{total}} rows', {
                      ...plain,
                      total: table.rowCount.toLocaleString(),
                    })}
                  </span>
                  <span className={styles.muted}>
                    <Age since={table.updatedAt} ago />
                  </span>
                  {mayManage && (
                    <Stack gap={0.5}>
                      <IconButton
                        name="pen"
                        aria-label={t('enrichment.tables.replace', 'Replace or rename {{table}}', {
                          ...plain,
                          table: table.name,
                        })}
                        onClick={() => setEdited({ id: table.id, name: table.name })}
                      />
                      <IconButton
                        name="trash-alt"
                        aria-label={t('enrichment.tables.remove', 'Remove {{table}}', { ...plain, table: table.name })}
                        onClick={() => setLeaving(table)}
                      />
                    </Stack>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
      {edited && <TableDrawer start={edited} onClose={() => setEdited(undefined)} />}
      {leaving && usersOf(leaving.id).length > 0 ? (
        <Modal
          isOpen
          title={t('enrichment.tables.inUse', '“{{table}}” is in use', { ...plain, table: leaving.name })}
          onDismiss={() => setLeaving(undefined)}
        >
          <p>{t('enrichment.tables.inUseHelp', 'These rules look things up in it. Change or remove them first:')}</p>
          <ul className={styles.users}>
            {usersOf(leaving.id).map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
          <Modal.ButtonRow>
            <Button variant="secondary" onClick={() => setLeaving(undefined)}>
              <Trans i18nKey="enrichment.tables.close">Close</Trans>
            </Button>
          </Modal.ButtonRow>
        </Modal>
      ) : (
        <ConfirmModal
          isOpen={leaving !== undefined}
          title={t('enrichment.tables.removeTitle', 'Remove the table?')}
          body={t('enrichment.tables.removeBody', 'No rule looks things up in “{{table}}”. Its rows are lost.', {
            ...plain,
            table: leaving?.name ?? '',
          })}
          confirmText={t('enrichment.tables.removeYes', 'Remove')}
          onConfirm={() => {
            remove.mutate(leaving?.id ?? '');
            setLeaving(undefined);
          }}
          onDismiss={() => setLeaving(undefined)}
        />
      )}
    </div>
  );
}

/** Tells which live rules look things up in a table, by their names. */
function useTableUsers(): (id: string) => string[] {
  const { data } = useRules();
  return (id) =>
    (data?.rules ?? []).flatMap(({ name, action }) =>
      action.kind === 'LOOK_UP' && action.tableId === id ? [name] : []
    );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ paddingTop: theme.spacing(2) }),
  list: css({ listStyle: 'none', marginTop: theme.spacing(1) }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    alignItems: 'center',
    padding: theme.spacing(1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  text: css({ flex: '1 1 200px', minWidth: 0, overflowWrap: 'anywhere' }),
  muted: css({ color: theme.colors.text.secondary }),
  users: css({ paddingLeft: theme.spacing(3) }),
});
