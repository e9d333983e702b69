import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Button, Combobox, Field, Icon, IconButton, Input, useStyles2 } from '@grafana/ui';
import type { EnrichmentActionInput, EnrichmentCellInput } from '../../api/generated/graphql';

/** A look-up table as rules see it. */
export interface Table {
  id: string;
  name: string;
  columns: string[];
}

interface Props {
  action: EnrichmentActionInput;
  tables: readonly Table[];
  /** What is wrong with a field, by its path. */
  fault(field: string): string | undefined;
  onChange(action: EnrichmentActionInput): void;
}

/** A table, the labels that its row is found by, and what of the row becomes labels. */
export function LookUpFields({ action, tables, fault, onChange }: Props) {
  const columns = tables.find(({ id }) => id === action.tableId)?.columns ?? [];
  const at = (field: string) => ({ invalid: fault(`action.${field}`) !== undefined, error: fault(`action.${field}`) });
  return (
    <>
      <Field label={t('enrichment.rule.table', 'Table')} {...at('tableId')}>
        <Combobox
          id="enrichment-rule-table"
          options={tables.map(({ id, name, columns }) => ({ value: id, label: name, description: columns.join(', ') }))}
          value={action.tableId ?? null}
          placeholder={t('enrichment.rule.chooseTable', 'Choose a table')}
          onChange={({ value }) => onChange({ ...action, tableId: value, keys: [], values: [] })}
        />
      </Field>
      {action.tableId != null && (
        <>
          <Field label={t('enrichment.rule.keys', 'Found by')} {...at('keys')}>
            <Cells
              label={t('enrichment.rule.keys', 'Found by')}
              icon="arrow-left"
              columns={columns}
              cells={action.keys ?? []}
              onChange={(keys) => onChange({ ...action, keys })}
            />
          </Field>
          <Field label={t('enrichment.rule.values', 'Becomes')} {...at('values')}>
            <Cells
              label={t('enrichment.rule.values', 'Becomes')}
              icon="arrow-right"
              columns={columns}
              cells={action.values ?? []}
              onChange={(values) => onChange({ ...action, values })}
            />
          </Field>
        </>
      )}
    </>
  );
}

interface CellsProps {
  label: string;
  icon: 'arrow-left' | 'arrow-right';
  columns: string[];
  cells: EnrichmentCellInput[];
  onChange(cells: EnrichmentCellInput[]): void;
}

/** Columns with their labels, a row each. A label is named as its column unless it is said otherwise. */
function Cells({ label, icon, columns, cells, onChange }: CellsProps) {
  const styles = useStyles2(getStyles);
  const unused = columns.filter((column) => !cells.some((cell) => cell.column === column));
  const change = (at: number, part: Partial<EnrichmentCellInput>) =>
    onChange(cells.map((cell, index) => (index === at ? { ...cell, ...part } : cell)));
  return (
    <div role="group" aria-label={label} className={styles.rows}>
      {cells.map(({ column, label }, at) => (
        <div key={at} className={styles.row}>
          <Combobox
            aria-label={t('enrichment.rule.column', 'Column')}
            options={[...new Set([column, ...columns])].map((value) => ({ value }))}
            value={column}
            onChange={({ value }) => change(at, { column: value, label: label === column ? value : label })}
          />
          <Icon name={icon} />
          <Input
            aria-label={t('enrichment.rule.label', 'Label')}
            value={label}
            onChange={({ currentTarget }) => change(at, { label: currentTarget.value })}
          />
          <IconButton
            name="trash-alt"
            aria-label={t('enrichment.rule.removeColumn', 'Remove this column')}
            onClick={() => onChange(cells.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button
          size="sm"
          variant="secondary"
          icon="plus"
          type="button"
          disabled={unused.length === 0}
          onClick={() => onChange([...cells, { column: unused[0] ?? '', label: unused[0] ?? '' }])}
        >
          <Trans i18nKey="enrichment.rule.addColumn">Add a column</Trans>
        </Button>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  rows: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(80px, 1fr) auto minmax(80px, 1fr) auto',
    alignItems: 'center',
    gap: theme.spacing(0.5),
  }),
});
