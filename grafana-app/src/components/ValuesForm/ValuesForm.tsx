import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import {
  Button,
  Combobox,
  Field,
  IconButton,
  Input,
  MultiCombobox,
  Switch,
  TagsInput,
  TextArea,
  useStyles2,
} from '@grafana/ui';
import { asRecord } from '../../api/errors';
import { plain } from '../../words/plain';
import { JsonInput } from '../JsonInput/JsonInput';
import { type AskedValues, fieldsOf, type SchemaField, type Shape } from './readSchema';

interface Props {
  schema: unknown;
  values: AskedValues;
  disabled: boolean;
  onChange(values: AskedValues): void;
}

/** A form by a JSON Schema of an object, as deep as it goes. What does not fit is told by the platform. */
export function ValuesForm({ schema, values, disabled, onChange }: Props) {
  return <Fields id="value" fields={fieldsOf(schema)} {...{ values, disabled, onChange }} />;
}

interface FieldsProps extends Omit<Props, 'schema'> {
  id: string;
  fields: SchemaField[];
}

function Fields({ id, fields, values, disabled, onChange }: FieldsProps) {
  return (
    <>
      {fields.map((field) => {
        const { name, title, description, required, shape } = field;
        const own = {
          ...{ id: `${id}-${name}`, label: title, shape, disabled, value: values[name] },
          onChange: (value: unknown) => onChange({ ...values, [name]: value }),
        };
        return shape.kind === 'group' ? (
          <Group key={name} {...own} shape={shape} description={description} required={required} />
        ) : (
          <Field key={name} label={title} description={description} required={required} htmlFor={own.id}>
            <Value {...own} />
          </Field>
        );
      })}
    </>
  );
}

interface ValueProps {
  id: string;
  label: string;
  shape: Shape;
  value: unknown;
  disabled: boolean;
  onChange(value: unknown): void;
}

type GroupProps = Omit<ValueProps, 'shape'> & {
  shape: Extract<Shape, { kind: 'group' }>;
  description: string | undefined;
  required: boolean;
};

function Group({ id, label, shape, value, disabled, onChange, description, required }: GroupProps) {
  const styles = useStyles2(getStyles);
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>
        {label}
        {required && ' *'}
      </legend>
      {description && <p className={styles.about}>{description}</p>}
      <Fields id={id} fields={shape.fields} values={asRecord(value)} disabled={disabled} onChange={onChange} />
    </fieldset>
  );
}

function Value({ id, label, shape, value, disabled, onChange }: ValueProps) {
  const shared = { id, disabled };
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  switch (shape.kind) {
    case 'choice':
      return (
        <Combobox
          {...shared}
          isClearable
          value={value === undefined ? null : JSON.stringify(value)}
          options={shape.options.map(toOption)}
          onChange={(option) => onChange(option === null ? undefined : JSON.parse(option.value))}
        />
      );
    case 'choices':
      return (
        <MultiCombobox<string>
          {...shared}
          value={listOf(value).map((each) => JSON.stringify(each))}
          options={shape.options.map(toOption)}
          onChange={(chosen) => onChange(chosen.map((option): unknown => JSON.parse(option.value)))}
        />
      );
    case 'switch':
      return (
        <Switch {...shared} value={value === true} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
      );
    case 'number':
      return (
        <Input
          {...shared}
          type="number"
          width={24}
          step={shape.isWhole ? 1 : 'any'}
          min={shape.min}
          max={shape.max}
          value={text}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.value === '' ? undefined : Number(currentTarget.value))
          }
        />
      );
    case 'text':
      return shape.isLong ? (
        <TextArea
          {...shared}
          rows={3}
          maxLength={shape.most}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      ) : (
        <Input
          {...shared}
          type={shape.type}
          placeholder={shape.placeholder}
          maxLength={shape.most}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    case 'words':
      return <TagsInput {...shared} tags={listOf(value).map(String)} onChange={onChange} />;
    case 'list':
      return <List {...{ id, label, value, disabled, onChange }} shape={shape} />;
    case 'json':
      return <JsonInput {...shared} rows={4} value={value} onChange={onChange} />;
    case 'group':
      return <Fields id={id} fields={shape.fields} values={asRecord(value)} disabled={disabled} onChange={onChange} />;
    default:
      return shape satisfies never;
  }
}

type ListProps = Omit<ValueProps, 'shape'> & { shape: Extract<Shape, { kind: 'list' }> };

function List({ id, label, shape, value, disabled, onChange }: ListProps) {
  const styles = useStyles2(getStyles);
  const rows = listOf(value);
  const nameOf = (at: number) => `${label} ${at + 1}`;
  return (
    <div role="group" aria-label={label} className={styles.list}>
      {rows.map((row, at) => (
        <div key={at} className={styles.row} role="group" aria-label={nameOf(at)}>
          <div className={styles.grow}>
            <Value
              id={`${id}-${at}`}
              label={nameOf(at)}
              shape={shape.item}
              value={row}
              disabled={disabled}
              onChange={(next) => onChange(rows.map((each, index) => (index === at ? next : each)))}
            />
          </div>
          <IconButton
            name="trash-alt"
            disabled={disabled}
            aria-label={t('playbook.takeOut', 'Take out: {{name}}', { ...plain, name: nameOf(at) })}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button
        size="sm"
        variant="secondary"
        fill="outline"
        icon="plus"
        disabled={disabled || rows.length >= (shape.most ?? Infinity)}
        aria-label={t('playbook.addTo', 'Add to: {{label}}', { ...plain, label })}
        onClick={() => onChange([...rows, shape.item.kind === 'group' ? {} : ''])}
      >
        {t('playbook.add', 'Add')}
      </Button>
    </div>
  );
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A value of any type under its own text; texts stand without quotes. */
const toOption = (value: unknown) => ({
  value: JSON.stringify(value),
  label: typeof value === 'string' ? value : JSON.stringify(value),
});

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({
    minWidth: 0,
    margin: theme.spacing(0, 0, 2),
    padding: theme.spacing(0, 0, 0, 2),
    border: 0,
    borderLeft: `2px solid ${theme.colors.border.weak}`,
  }),
  legend: css({ ...theme.typography.h6, margin: theme.spacing(0, 0, 1), border: 0, width: 'auto' }),
  about: css({
    margin: theme.spacing(0, 0, 1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  list: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(1) }),
  row: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    width: '100%',
    paddingLeft: theme.spacing(1.5),
    borderLeft: `2px solid ${theme.colors.border.weak}`,
  }),
  grow: css({ flex: 1, minWidth: 0 }),
});
