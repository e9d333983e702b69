import React, { type ReactNode, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, IconButton, Input, useStyles2 } from '@grafana/ui';
import { plain } from '../../../words/plain';

interface Props {
  id: string;
  label: string;
  keyLabel: string;
  value: Record<string, string>;
  disabled?: boolean;
  onChange(value: Record<string, string>): void;
  /** The field of a value. */
  children(row: { id: string; label: string; value: string; onChange(value: string): void }): ReactNode;
}

/** Names with values, a row each. A row whose name is still empty or stands twice is kept here until it can be told apart. */
export function MapField({ id, label, keyLabel, value, disabled, onChange, children }: Props) {
  const styles = useStyles2(getStyles);
  const [rows, setRows] = useState<Array<[string, string]>>(() => Object.entries(value));
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    // It was changed elsewhere, in the YAML for instance.
    if (JSON.stringify(toRecord(rows)) !== JSON.stringify(value)) {
      setRows(Object.entries(value));
    }
  }
  const put = (next: Array<[string, string]>) => {
    setRows(next);
    onChange(toRecord(next));
  };
  const set = (at: number, row: [string, string]) => put(rows.map((each, index) => (index === at ? row : each)));
  return (
    <div role="group" aria-label={label} className={styles.rows}>
      {rows.map(([name, text], at) => (
        <div key={at} className={styles.row}>
          <Input
            id={`${id}-name-${at}`}
            width={24}
            aria-label={`${label}: ${keyLabel}`}
            value={name}
            disabled={disabled}
            onChange={({ currentTarget }) => set(at, [currentTarget.value, text])}
          />
          <div className={styles.value}>
            {children({
              id: `${id}-value-${at}`,
              label: `${label}: ${name || keyLabel}`,
              value: text,
              onChange: (next) => set(at, [name, next]),
            })}
          </div>
          <IconButton
            name="trash-alt"
            disabled={disabled}
            aria-label={t('playbook.takeOut', 'Take out: {{name}}', { ...plain, name: name || String(at + 1) })}
            onClick={() => put(rows.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button
        size="sm"
        variant="secondary"
        fill="outline"
        icon="plus"
        disabled={disabled}
        aria-label={t('playbook.addTo', 'Add to: {{label}}', { ...plain, label })}
        onClick={() => setRows([...rows, ['', '']])}
      >
        {t('playbook.add', 'Add')}
      </Button>
    </div>
  );
}

const toRecord = (rows: Array<[string, string]>) =>
  Object.fromEntries(rows.map(([name, text]) => [name.trim(), text]).filter(([name]) => name !== ''));

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(0.5) }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    width: '100%',
  }),
  value: css({ flex: '1 1 200px', minWidth: 0 }),
});
