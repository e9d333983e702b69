import React, { useRef, useState } from 'react';
import { AppEvents } from '@grafana/data';
import { t } from '@grafana/i18n';
import { getAppEvents } from '@grafana/runtime';
import { Button, Dropdown, Menu } from '@grafana/ui';
import { describeError } from '../../api/describeError';
import { language } from '../../api/language';
import { readAll } from '../../export/readAll';
import { toCsv } from '../../export/toCsv';
import { plain } from '../../words/plain';

interface Props<Row> {
  /** The start of the file's name. */
  name: string;
  disabled: boolean;
  read(after: string | null, signal: AbortSignal): Promise<{ rows: Row[]; next: string | null }>;
  columns: ReadonlyArray<{ name: string; value(row: Row): string | number | null | undefined }>;
}

type Format = 'csv' | 'excel' | 'json';

/** What is filtered, as a file: read part by part, with how far it is, until it is whole or stopped. */
export function ExportMenu<Row>({ name, disabled, read, columns }: Props<Row>) {
  const [rows, setRows] = useState<number>();
  const running = useRef<AbortController | undefined>(undefined);
  const save = async (format: Format) => {
    const stop = new AbortController();
    running.current = stop;
    setRows(0);
    try {
      const all = await readAll((after) => read(after, stop.signal), stop.signal, setRows);
      download(`${name}-${new Date().toISOString().slice(0, 16).replaceAll(/[:T]/g, '')}`, format, all.rows, columns);
      if (!all.isWhole) {
        notify(
          AppEvents.alertWarning,
          t('export.cut', 'The file holds the first 10,000 rows. Narrow the filter for the rest.')
        );
      }
    } catch (error) {
      if (!stop.signal.aborted) {
        notify(AppEvents.alertError, describeError(error).title);
      }
    } finally {
      running.current = undefined;
      setRows(undefined);
    }
  };
  if (rows !== undefined) {
    return (
      <Button variant="secondary" icon="times" onClick={() => running.current?.abort()}>
        {t('export.running', 'Stop at {{rows}} rows', {
          ...plain,
          rows: new Intl.NumberFormat(language()).format(rows),
        })}
      </Button>
    );
  }
  return (
    <Dropdown
      overlay={
        <Menu>
          <Menu.Item label={t('export.csv', 'CSV')} icon="file-alt" onClick={() => void save('csv')} />
          <Menu.Item label={t('export.excel', 'CSV for Excel')} icon="table" onClick={() => void save('excel')} />
          <Menu.Item label={t('export.json', 'JSON')} icon="brackets-curly" onClick={() => void save('json')} />
        </Menu>
      }
    >
      <Button
        variant="secondary"
        icon="download-alt"
        disabled={disabled}
        aria-label={t('export.label', 'Export')}
        tooltip={t('export.label', 'Export')}
      />
    </Dropdown>
  );
}

function download<Row>(name: string, format: Format, rows: Row[], columns: Props<Row>['columns']) {
  const content =
    format === 'json'
      ? JSON.stringify(rows, null, 2)
      : toCsv(
          columns.map((column) => column.name),
          rows.map((row) => columns.map(({ value }) => value(row)))
        );
  // Excel takes a file without the mark for one in the encoding of its own country.
  const mark = format === 'excel' ? '\uFEFF' : '';
  const type = format === 'json' ? 'application/json' : 'text/csv;charset=utf-8';
  const url = URL.createObjectURL(new Blob([mark, content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.${format === 'json' ? 'json' : 'csv'}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function notify(type: (typeof AppEvents)['alertError'], text: string) {
  getAppEvents().publish({ type: type.name, payload: [text] });
}
