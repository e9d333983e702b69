import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import {
  Alert,
  Button,
  ConfirmModal,
  Drawer,
  EmptyState,
  Field,
  FileDropzone,
  IconButton,
  Input,
  Stack,
  useStyles2,
} from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import {
  CheckLookupTableDocument,
  type CheckLookupTableQuery,
  DeleteLookupTableDocument,
  SaveLookupTableDocument,
} from '../../api/generated/graphql';
import { Age } from '../../components/Age/Age';
import { Failure } from '../../components/Failure/Failure';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { plain } from '../../words/plain';
import { enrichmentKey, useTables } from './useEnrichment';

type Chosen = { id: string | null; name: string };

/** Look-up tables: uploaded as CSV, replaced, taken away. */
export function Tables({ mayManage }: { mayManage: boolean }) {
  const styles = useStyles2(getStyles);
  const { data, error, isPending, refetch } = useTables();
  const [uploading, setUploading] = useState<Chosen>();
  const [leaving, setLeaving] = useState<{ id: string; name: string }>();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => ask(DeleteLookupTableDocument, { id }),
    onSuccess: () => client.invalidateQueries({ queryKey: enrichmentKey }),
  });
  if (isPending) {
    return <Skeleton rows={4} />;
  }
  if (data === undefined) {
    return <Failure error={error} retry={() => void refetch()} />;
  }
  const upload = (
    <Button icon="upload" onClick={() => setUploading({ id: null, name: '' })}>
      <Trans i18nKey="enrichment.tables.upload">Upload a table</Trans>
    </Button>
  );
  return (
    <div className={styles.page}>
      {remove.error !== null && <Failure error={remove.error} />}
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
            {data.map((table) => (
              <li key={table.id} className={styles.row}>
                <div className={styles.text}>
                  <strong>{table.name}</strong>
                  <div className={styles.muted}>{table.columns.join(', ')}</div>
                </div>
                <span className={styles.muted}>
                  {t('enrichment.tables.rows', '{{total}} rows', { ...plain, total: table.rowCount.toLocaleString() })}
                </span>
                <span className={styles.muted}>
                  <Age since={table.updatedAt} ago />
                </span>
                {mayManage && (
                  <Stack gap={0.5}>
                    <IconButton
                      name="upload"
                      aria-label={t('enrichment.tables.replace', 'Replace {{table}}', { ...plain, table: table.name })}
                      onClick={() => setUploading({ id: table.id, name: table.name })}
                    />
                    <IconButton
                      name="trash-alt"
                      aria-label={t('enrichment.tables.remove', 'Remove {{table}}', { ...plain, table: table.name })}
                      onClick={() => setLeaving(table)}
                    />
                  </Stack>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {uploading && <Upload start={uploading} onClose={() => setUploading(undefined)} />}
      <ConfirmModal
        isOpen={leaving !== undefined}
        title={t('enrichment.tables.removeTitle', 'Remove the table?')}
        body={t('enrichment.tables.removeBody', 'Rules that look things up in “{{table}}” must be changed first.', {
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
    </div>
  );
}

function Upload({ start, onClose }: { start: Chosen; onClose(): void }) {
  const styles = useStyles2(getStyles);
  const [name, setName] = useState(start.name);
  const [csv, setCsv] = useState('');
  const client = useQueryClient();
  const check = useMutation({
    mutationFn: async (text: string) => (await ask(CheckLookupTableDocument, { csv: text })).data.checkLookupTable,
  });
  const save = useMutation({
    mutationFn: () => ask(SaveLookupTableDocument, { id: start.id, name, csv }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: enrichmentKey });
      onClose();
    },
  });
  const take = async (file: File) => {
    const text = await file.text();
    setCsv(text);
    setName((given) => given || file.name.replace(/\.csv$/i, ''));
    check.mutate(text);
  };
  const usable = check.data !== undefined && check.data.problems.length === 0;
  return (
    <Drawer
      title={start.id === null ? t('enrichment.tables.upload', 'Upload a table') : start.name}
      size="md"
      onClose={onClose}
    >
      <Field label={t('enrichment.rule.name', 'Name')}>
        <Input value={name} maxLength={100} onChange={({ currentTarget }) => setName(currentTarget.value)} />
      </Field>
      <Field
        label={t('enrichment.tables.file', 'CSV file')}
        description={t(
          'enrichment.tables.fileHelp',
          'The first line names the columns. A * in a cell stands for any text.'
        )}
      >
        <FileDropzone
          options={{
            accept: { 'text/csv': ['.csv'] },
            multiple: false,
            onDrop: ([file]: File[]) => file && void take(file),
          }}
        />
      </Field>
      {check.error !== null && <Failure error={check.error} />}
      {check.data && <Check check={check.data} />}
      {save.error !== null && <Failure error={save.error} />}
      <Stack gap={1}>
        <Button disabled={!usable || name.trim() === '' || save.isPending} onClick={() => save.mutate()}>
          <Trans i18nKey="enrichment.tables.save">Save the table</Trans>
        </Button>
        <Button variant="secondary" onClick={onClose}>
          <Trans i18nKey="enrichment.rule.cancel">Cancel</Trans>
        </Button>
      </Stack>
      <div className={styles.space} />
    </Drawer>
  );
}

function Check({ check }: { check: CheckLookupTableQuery['checkLookupTable'] }) {
  const styles = useStyles2(getStyles);
  if (check.problems.length > 0) {
    return (
      <Alert severity="error" title={t('enrichment.tables.faulty', 'The file cannot be used as it is')}>
        <ul className={styles.problems}>
          {check.problems.map(({ line, message }) => (
            <li key={`${line} ${message}`}>
              {t('enrichment.tables.line', 'Line {{line}}: {{message}}', { ...plain, line, message })}
            </li>
          ))}
        </ul>
      </Alert>
    );
  }
  return (
    <div className={styles.preview}>
      <p>{t('enrichment.tables.rows', '{{total}} rows', { ...plain, total: check.rowCount.toLocaleString() })}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            {check.columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {check.preview.map((row, at) => (
            <tr key={at}>
              {row.map((cell, index) => (
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
  problems: css({ paddingLeft: theme.spacing(2) }),
  preview: css({ overflowX: 'auto', marginBottom: theme.spacing(2) }),
  table: css({
    width: '100%',
    'th, td': {
      textAlign: 'left',
      padding: theme.spacing(0.5, 1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      whiteSpace: 'nowrap',
    },
  }),
  space: css({ height: theme.spacing(2) }),
});
