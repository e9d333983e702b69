import React from 'react';
import { t } from '@grafana/i18n';
import { Alert, Checkbox, Combobox, Field, Input, RadioButtonGroup, Stack, TextArea } from '@grafana/ui';
import type { EnrichmentActionInput, EnrichmentTarget, EnrichmentText } from '../../api/generated/graphql';
import { plain } from '../../words/plain';

export interface Table {
  id: string;
  name: string;
  columns: string[];
}

interface Props {
  action: EnrichmentActionInput;
  tables: Table[];
  /** What is wrong with a field, by its path. */
  fault(field: string): string | undefined;
  onChange(action: EnrichmentActionInput): void;
}

/** The fields of an action, by its kind. */
export function ActionFields({ action, tables, fault, onChange }: Props) {
  const change = (fields: Partial<EnrichmentActionInput>) => onChange({ ...action, ...fields });
  const at = (field: string) => ({ invalid: fault(`action.${field}`) !== undefined, error: fault(`action.${field}`) });
  const keeps = (
    <Field label="">
      <Checkbox
        label={t('enrichment.rule.keeps', 'Leave labels alone that the alert has already')}
        value={action.keepsExisting ?? false}
        onChange={({ currentTarget }) => change({ keepsExisting: currentTarget.checked })}
      />
    </Field>
  );
  switch (action.kind) {
    case 'SET':
      return <SetFields action={action} fault={fault} onChange={onChange} />;
    case 'EXTRACT':
      return (
        <>
          <Field label={t('enrichment.rule.from', 'From')} {...at('from')}>
            <RadioButtonGroup<EnrichmentText>
              options={[
                { value: 'LABEL', label: t('enrichment.rule.label', 'Label') },
                { value: 'ANNOTATION', label: t('enrichment.rule.annotation', 'Annotation') },
              ]}
              value={action.from ?? undefined}
              onChange={(from) => change({ from })}
            />
          </Field>
          <Field label={t('enrichment.rule.textName', 'Its name')} {...at('name')}>
            <Input value={action.name ?? ''} onChange={({ currentTarget }) => change({ name: currentTarget.value })} />
          </Field>
          <Field
            label={t('enrichment.rule.pattern', 'Pattern')}
            description={t('enrichment.rule.patternHelp', 'RE2; each named group becomes a label')}
            {...at('pattern')}
          >
            <Input
              value={action.pattern ?? ''}
              placeholder={'(?P<pod>[a-z-]+)-\\d+'}
              onChange={({ currentTarget }) => change({ pattern: currentTarget.value })}
            />
          </Field>
          {keeps}
        </>
      );
    case 'COMPUTE':
      return (
        <>
          <Field
            label={t('enrichment.rule.expression', 'Expression')}
            description={t('enrichment.rule.computeHelp', 'CEL that gives a map of labels')}
            {...at('expression')}
          >
            <TextArea
              rows={3}
              value={action.expression ?? ''}
              placeholder={'{"site": labels.zone.split("-")[0]}'}
              onChange={({ currentTarget }) => change({ expression: currentTarget.value })}
            />
          </Field>
          {keeps}
        </>
      );
    case 'LOOK_UP':
      return (
        <>
          <Field label={t('enrichment.rule.table', 'Table')} {...at('tableId')}>
            <Combobox
              options={tables.map(({ id, name }) => ({ value: id, label: name }))}
              value={action.tableId ?? null}
              placeholder={t('enrichment.rule.chooseTable', 'Choose a table')}
              onChange={({ value }) => change({ tableId: value, keys: [], values: [] })}
            />
          </Field>
          <Cells
            label={t('enrichment.rule.keys', 'Found by')}
            help={t(
              'enrichment.rule.cellsHelp',
              'column=label, one pair after the other; the column alone where both are the same'
            )}
            cells={action.keys ?? []}
            {...at('keys')}
            onChange={(keys) => change({ keys })}
          />
          <Cells
            label={t('enrichment.rule.values', 'Becomes')}
            help={t('enrichment.rule.columns', 'Columns: {{columns}}', {
              ...plain,
              columns: tables.find(({ id }) => id === action.tableId)?.columns.join(', ') ?? '–',
            })}
            cells={action.values ?? []}
            {...at('values')}
            onChange={(values) => change({ values })}
          />
          {keeps}
        </>
      );
    case 'RENAME_LABEL':
      return (
        <Stack gap={1}>
          <Field label={t('enrichment.rule.oldName', 'Old name')} {...at('from')}>
            <Input
              value={action.oldName ?? ''}
              onChange={({ currentTarget }) => change({ oldName: currentTarget.value })}
            />
          </Field>
          <Field label={t('enrichment.rule.newName', 'New name')} {...at('to')}>
            <Input
              value={action.newName ?? ''}
              onChange={({ currentTarget }) => change({ newName: currentTarget.value })}
            />
          </Field>
        </Stack>
      );
    case 'DROP_LABELS':
      return (
        <Field label={t('enrichment.rule.names', 'Labels, with commas between')} {...at('names')}>
          <Input
            defaultValue={(action.names ?? []).join(', ')}
            onChange={({ currentTarget }) => change({ names: wordsOf(currentTarget.value) })}
          />
        </Field>
      );
    case 'DROP_ALERT':
      return (
        <Alert severity="warning" title={t('enrichment.rule.dropTitle', 'Nobody hears of these alerts')}>
          {t(
            'enrichment.rule.dropHelp',
            'They are counted under “Dropped alerts”, and their payloads are kept. An alert that fires already still comes to its end.'
          )}
        </Alert>
      );
  }
}

function SetFields({ action, fault, onChange }: Omit<Props, 'tables'>) {
  const change = (fields: Partial<EnrichmentActionInput>) => onChange({ ...action, ...fields });
  const wrong = fault('action.value') ?? fault('action.expression');
  const byExpression = action.expression != null;
  return (
    <>
      <Field label={t('enrichment.rule.target', 'Set')}>
        <RadioButtonGroup<EnrichmentTarget>
          options={[
            { value: 'LABEL', label: t('enrichment.rule.label', 'Label') },
            { value: 'SEVERITY', label: t('enrichment.rule.severity', 'Severity') },
            { value: 'PRIORITY', label: t('enrichment.rule.priority', 'Priority') },
            { value: 'OWNER_TEAM', label: t('enrichment.rule.team', 'Owner team') },
          ]}
          value={action.target ?? undefined}
          onChange={(target) => change({ target, name: target === 'LABEL' ? (action.name ?? '') : null })}
        />
      </Field>
      {action.target === 'LABEL' && (
        <Field
          label={t('enrichment.rule.labelName', 'Name of the label')}
          invalid={fault('action.name') !== undefined}
          error={fault('action.name')}
        >
          <Input value={action.name ?? ''} onChange={({ currentTarget }) => change({ name: currentTarget.value })} />
        </Field>
      )}
      <Field label={t('enrichment.rule.value', 'To')} invalid={wrong !== undefined} error={wrong}>
        <Stack direction="column" gap={1}>
          <RadioButtonGroup<boolean>
            size="sm"
            options={[
              { value: false, label: t('enrichment.rule.constant', 'This text') },
              { value: true, label: t('enrichment.rule.cel', 'An expression (CEL)') },
            ]}
            value={byExpression}
            onChange={(wanted) =>
              change(
                wanted
                  ? { expression: action.value ?? '', value: null }
                  : { value: action.expression ?? '', expression: null }
              )
            }
          />
          <Input
            aria-label={t('enrichment.rule.value', 'To')}
            value={(byExpression ? action.expression : action.value) ?? ''}
            onChange={({ currentTarget }) =>
              change(byExpression ? { expression: currentTarget.value } : { value: currentTarget.value })
            }
          />
        </Stack>
      </Field>
    </>
  );
}

interface CellsProps {
  label: string;
  help: string;
  cells: Array<{ column: string; label: string }>;
  invalid: boolean;
  error: string | undefined;
  onChange(cells: Array<{ column: string; label: string }>): void;
}

function Cells({ label, help, cells, invalid, error, onChange }: CellsProps) {
  const text = cells
    .map((cell) => (cell.column === cell.label ? cell.column : `${cell.column}=${cell.label}`))
    .join(', ');
  const read = (written: string) =>
    wordsOf(written).map((word) => {
      const [column = '', as] = word.split('=').map((part) => part.trim());
      return { column, label: as ?? column };
    });
  return (
    <Field label={label} description={help} invalid={invalid} error={error}>
      <Input
        defaultValue={text}
        placeholder="service=job"
        onChange={({ currentTarget }) => onChange(read(currentTarget.value))}
      />
    </Field>
  );
}

function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
