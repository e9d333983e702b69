import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Drawer, Field, FileDropzone, Input, LoadingPlaceholder, Stack } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { CheckLookupTableDocument, SaveLookupTableDocument } from '../../api/generated/graphql';
import { readText } from '../../api/readText';
import { FormFailure } from '../../components/Failure/FormFailure';
import { plain } from '../../words/plain';
import { CsvReport } from './CsvReport';
import { enrichmentKey } from './useEnrichment';

/** What the platform takes at most: characters of a table, and bytes of a request, which a text of other scripts reaches first. */
const MOST_CHARACTERS = 900_000;
const MOST_BYTES = 1_000_000;

interface Props {
  /** Without an id it is a new table. */
  start: { id: string | null; name: string };
  onClose(): void;
}

/** A new table, or another name or other rows for one that is there. A file is checked before it is kept. */
export function TableDrawer({ start, onClose }: Props) {
  const [name, setName] = useState(start.name);
  const [csv, setCsv] = useState<string>();
  const client = useQueryClient();
  const check = useMutation({
    mutationFn: async (file: File) => {
      const text = await readText(file);
      setCsv(text);
      return isTooLong(text) ? undefined : (await ask(CheckLookupTableDocument, { csv: text })).data.checkLookupTable;
    },
  });
  const save = useMutation({
    mutationFn: () => ask(SaveLookupTableDocument, { id: start.id, name: name.trim(), csv: csv ?? null }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: enrichmentKey });
      onClose();
    },
  });
  const take = (file: File) => {
    setCsv(undefined);
    save.reset();
    setName((given) => given || file.name.replace(/\.csv$/i, ''));
    check.mutate(file);
  };
  const isUnread = csv === undefined && check.isIdle;
  const isUsable = isUnread
    ? start.id !== null && name.trim() !== start.name
    : check.data !== undefined && check.data.problems.length === 0;
  const tooLong = csv !== undefined && isTooLong(csv);
  return (
    <Drawer
      title={start.id === null ? t('enrichment.tables.upload', 'Upload a table') : start.name}
      size="md"
      onClose={onClose}
    >
      <Field label={t('enrichment.rule.name', 'Name')}>
        <Input
          id="lookup-table-name"
          value={name}
          maxLength={100}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
      </Field>
      <Field
        label={
          start.id === null
            ? t('enrichment.tables.file', 'CSV file')
            : t('enrichment.tables.newFile', 'CSV file with other rows')
        }
        description={
          start.id === null
            ? t('enrichment.tables.fileHelp', 'The first line names the columns. A * in a cell stands for any text.')
            : t('enrichment.tables.newFileHelp', 'Without a file the rows stay as they are.')
        }
      >
        <FileDropzone
          options={{
            accept: { 'text/csv': ['.csv'] },
            multiple: false,
            onDrop: ([file]: File[]) => file && take(file),
          }}
          onFileRemove={() => {
            setCsv(undefined);
            check.reset();
          }}
        />
      </Field>
      <div aria-live="polite">
        {check.isPending && (
          <LoadingPlaceholder
            text={
              csv === undefined
                ? t('enrichment.tables.reading', 'Reading the file…')
                : t('enrichment.tables.checking', 'Checking {{total}} lines…', {
                    ...plain,
                    total: csv.trimEnd().split('\n').length.toLocaleString(),
                  })
            }
          />
        )}
        {tooLong && (
          <Alert severity="error" title={t('enrichment.tables.tooLong', 'The file is too large')}>
            {t('enrichment.tables.tooLongHelp', 'A table has at most 900,000 characters, and its file about 1 MB.')}
          </Alert>
        )}
        <FormFailure error={check.error} />
        {check.data && <CsvReport report={check.data} />}
        <FormFailure error={save.error} />
      </div>
      <Stack gap={1}>
        <Button
          disabled={!isUsable || name.trim() === '' || save.isPending || check.isPending}
          icon={save.isPending ? 'spinner' : undefined}
          onClick={() => save.mutate()}
        >
          {isUnread && start.id !== null
            ? t('enrichment.tables.rename', 'Rename the table')
            : t('enrichment.tables.save', 'Save the table')}
        </Button>
        <Button variant="secondary" onClick={onClose}>
          <Trans i18nKey="enrichment.rule.cancel">Cancel</Trans>
        </Button>
      </Stack>
    </Drawer>
  );
}

function isTooLong(text: string): boolean {
  return text.length > MOST_CHARACTERS || new Blob([JSON.stringify(text)]).size > MOST_BYTES;
}
