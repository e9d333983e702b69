import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Checkbox, Combobox, Field, IconButton, Input, useStyles2 } from '@grafana/ui';
import { asRecord } from '../../../api/errors';
import { withAt } from '../../../playbook/editSteps';
import { problemsAt } from '../../../playbook/problems';
import { plain } from '../../../words/plain';
import { useEditor } from './EditorContext';
import { Folded } from './Folded';

type Row = Record<string, unknown> & { name: string };

/** The values that a run is started with. */
export function InputsForm() {
  const { definition } = useEditor();
  const names = Object.keys(asRecord(definition.inputs));
  return (
    <Folded
      title={t('playbook.inputs', 'Inputs')}
      summary={names.length === 0 ? t('playbookInputs.none', 'none') : names.join(', ')}
    >
      <Rows />
    </Folded>
  );
}

/** The rows are kept here, because an input that has no name yet has no place in the definition. */
function Rows() {
  const styles = useStyles2(getStyles);
  const { definition, isReadOnly, change } = useEditor();
  const [rows, setRows] = useState<Row[]>(() =>
    Object.entries(asRecord(definition.inputs)).map(([name, value]) => ({ ...asRecord(value), name }))
  );
  const put = (next: Row[]) => {
    setRows(next);
    const named = next.filter(({ name }) => name.trim() !== '');
    const inputs = Object.fromEntries(named.map(({ name, ...value }) => [name.trim(), value]));
    change(withAt(definition, ['inputs'], () => (named.length === 0 ? undefined : inputs)));
  };
  return (
    <>
      {rows.map((row, at) => (
        <InputRow
          key={at}
          row={row}
          onChange={(changes) =>
            put(rows.map((each, index) => (index === at ? withoutEmpty({ ...each, ...changes }) : each)))
          }
          onRemove={() => put(rows.filter((_, index) => index !== at))}
        />
      ))}
      <div className={styles.add}>
        <Button
          size="sm"
          variant="secondary"
          icon="plus"
          disabled={isReadOnly}
          onClick={() => setRows([...rows, { name: '', type: 'string' }])}
        >
          {t('playbookInputs.add', 'Add an input')}
        </Button>
      </div>
    </>
  );
}

const withoutEmpty = (row: Row): Row => ({
  ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)),
  name: row.name,
});

interface RowProps {
  row: Row;
  onChange(changes: Record<string, unknown>): void;
  onRemove(): void;
}

function InputRow({ row, onChange, onRemove }: RowProps) {
  const styles = useStyles2(getStyles);
  const { isReadOnly, problems } = useEditor();
  const { name, type, required, description, default: usual, options } = row;
  const wrong = name === '' ? [] : problemsAt(problems, ['inputs', name]);
  const value = (text: string): unknown =>
    text === '' ? undefined : type === 'number' ? Number(text) : type === 'boolean' ? text === 'true' : text;
  const label = (words: string) => `${name || t('playbookInputs.one', 'Input')}: ${words}`;
  return (
    <Field
      className={styles.field}
      label=""
      noMargin
      invalid={wrong.length > 0}
      error={wrong.map(({ message }) => message).join(' ')}
    >
      <div className={styles.row}>
        <Input
          width={20}
          aria-label={label(t('field.name', 'Name'))}
          placeholder={t('field.name', 'Name')}
          value={name}
          disabled={isReadOnly}
          onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
        />
        <Combobox
          width={16}
          aria-label={label(t('playbookInputs.type', 'Type'))}
          value={String(type ?? 'string')}
          disabled={isReadOnly}
          options={[
            { value: 'string', label: t('playbookInputs.string', 'Text') },
            { value: 'number', label: t('playbookInputs.number', 'Number') },
            { value: 'boolean', label: t('playbookInputs.boolean', 'Yes or no') },
          ]}
          onChange={(option) => onChange({ type: option.value, default: undefined, options: undefined })}
        />
        <Input
          width={18}
          aria-label={label(t('playbookInputs.default', 'Usually'))}
          placeholder={t('playbookInputs.default', 'Usually')}
          value={usual === undefined ? '' : String(usual)}
          disabled={isReadOnly}
          onChange={({ currentTarget }) => onChange({ default: value(currentTarget.value) })}
        />
        <Checkbox
          label={t('playbookInputs.required', 'Required')}
          value={required === true}
          disabled={isReadOnly}
          onChange={({ currentTarget }) => onChange({ required: currentTarget.checked || undefined })}
        />
        <IconButton
          name="trash-alt"
          disabled={isReadOnly}
          aria-label={t('playbook.takeOut', 'Take out: {{name}}', { ...plain, name: name || '…' })}
          onClick={onRemove}
        />
        <div className={styles.grow}>
          <Input
            aria-label={label(t('playbookInputs.description', 'What it is'))}
            placeholder={t('playbookInputs.description', 'What it is')}
            value={typeof description === 'string' ? description : ''}
            disabled={isReadOnly}
            onChange={({ currentTarget }) => onChange({ description: currentTarget.value || undefined })}
          />
        </div>
        {type !== 'boolean' && (
          <div className={styles.grow}>
            <Input
              aria-label={label(t('playbookInputs.options', 'Only one of these'))}
              placeholder={t('playbookInputs.optionsHint', 'Only one of these: small, medium, large')}
              defaultValue={Array.isArray(options) ? options.join(', ') : ''}
              disabled={isReadOnly}
              onBlur={({ currentTarget }) => {
                const words = currentTarget.value
                  .split(',')
                  .map((word) => word.trim())
                  .filter((word) => word !== '');
                onChange({ options: words.length === 0 ? undefined : words.map(value) });
              }}
            />
          </div>
        )}
      </div>
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  field: css({
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.75, 1) }),
  grow: css({ flex: '1 1 240px', minWidth: 0 }),
  add: css({ marginTop: theme.spacing(1) }),
});
