import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Combobox, Field, IconButton, Input, MultiCombobox, TagsInput, Button, useStyles2 } from '@grafana/ui';
import { asRecord } from '../../../api/errors';
import type { Address, Step } from '../../../playbook/definition';
import { JsonInput } from '../../../components/JsonInput/JsonInput';
import { problemsAt } from '../../../playbook/problems';
import { variablesAt } from '../../../playbook/variables';
import { plain } from '../../../words/plain';
import { useConnections, useWorkflows } from '../../N8n/useN8n';
import { fieldId, type RecipientKind, useEditor } from './EditorContext';
import { MapField } from './MapField';
import { ScopedText } from './ScopedText';
import type { FieldSpec } from './stepFields';

/* Longer than others: one input for each type that a field of a step may have, and what they share. */

interface Props {
  step: Step;
  address: Address;
  spec: FieldSpec;
  /** Keeps a value; undefined takes the field away. */
  onChange(value: unknown): void;
}

/** One field of a step's form, with what is wrong with it. */
export function FieldInput({ step, address, spec, onChange }: Props) {
  const { problems } = useEditor();
  const id = fieldId(address, spec.at);
  const wrong = problemsAt(problems, [...address, ...spec.at]);
  const isGroup = spec.type === 'map' || spec.type === 'recipients';
  return (
    <Field
      label={
        spec.optional ? t('playbook.optional', '{{label}} (optional)', { ...plain, label: spec.label }) : spec.label
      }
      description={spec.help}
      htmlFor={isGroup ? undefined : id}
      invalid={wrong.length > 0}
      error={wrong.map(({ message }) => message).join(' ')}
    >
      <Value step={step} address={address} spec={spec} onChange={onChange} />
    </Field>
  );
}

function Value({ step, address, spec, onChange }: Props) {
  const editor = useEditor();
  const { names, isReadOnly, definition, problems } = editor;
  const id = fieldId(address, spec.at);
  const value = spec.at.reduce<unknown>((outer, name) => asRecord(outer)[name], step);
  const text = typeof value === 'string' ? value : '';
  const invalid = problemsAt(problems, [...address, ...spec.at]).length > 0;
  const keepText = (next: string) => onChange(next === '' && spec.optional ? undefined : next);
  const shared = { id, disabled: isReadOnly, invalid, placeholder: spec.placeholder };
  switch (spec.type) {
    case 'line':
      return <Input {...shared} value={text} onChange={({ currentTarget }) => keepText(currentTarget.value)} />;
    case 'template':
    case 'expression':
      return (
        <ScopedText
          {...shared}
          language={spec.type}
          rows={spec.type === 'template' ? spec.rows : 1}
          value={text}
          variables={variablesAt(definition, address)}
          onChange={keepText}
        />
      );
    case 'number':
      return (
        <Input
          {...shared}
          type="number"
          width={20}
          min={spec.min}
          max={spec.max}
          value={typeof value === 'number' ? value : ''}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.value === '' ? undefined : Math.round(Number(currentTarget.value)))
          }
        />
      );
    case 'choice':
      return (
        <Combobox
          {...shared}
          width={spec.options.length > 5 ? 30 : 40}
          value={text || null}
          options={spec.options}
          onChange={(option) => onChange(option.value)}
        />
      );
    case 'reference':
      return <Name {...shared} options={names[spec.to]} value={text} optional={spec.optional} onChange={keepText} />;
    case 'workflow':
      return <WorkflowName {...shared} connection={String(step.connection ?? '')} value={text} onChange={keepText} />;
    case 'references':
      return (
        <MultiCombobox<string>
          id={id}
          disabled={isReadOnly}
          invalid={invalid}
          createCustomValue
          value={textsOf(value)}
          options={[...new Set([...(names[spec.to] ?? []), ...textsOf(value)])].map(toOption)}
          onChange={(chosen) => onChange(chosen.map((option) => option.value))}
        />
      );
    case 'words':
      return <TagsInput id={id} disabled={isReadOnly} tags={textsOf(value)} onChange={onChange} />;
    case 'numbers':
      return <NumbersInput {...shared} value={Array.isArray(value) ? value.map(Number) : []} onChange={onChange} />;
    case 'json':
      return <JsonInput id={id} disabled={isReadOnly} invalid={invalid} value={value ?? {}} onChange={onChange} />;
    case 'recipients':
      return <Recipients id={id} label={spec.label} value={value} onChange={onChange} />;
    case 'map':
      return (
        <MapField
          id={id}
          label={spec.label}
          keyLabel={spec.keyLabel}
          value={Object.fromEntries(Object.entries(asRecord(value)).map(([name, each]) => [name, String(each)]))}
          disabled={isReadOnly}
          onChange={(next) => onChange(Object.keys(next).length === 0 ? undefined : next)}
        >
          {(row) =>
            spec.values === 'expression' || spec.values === 'template' ? (
              <ScopedText
                {...row}
                aria-label={row.label}
                language={spec.values}
                disabled={isReadOnly}
                variables={variablesAt(definition, address)}
              />
            ) : spec.values === 'text' ? (
              <Input
                id={row.id}
                aria-label={row.label}
                disabled={isReadOnly}
                value={row.value}
                onChange={({ currentTarget }) => row.onChange(currentTarget.value)}
              />
            ) : (
              <Name {...row} aria-label={row.label} disabled={isReadOnly} options={names[spec.values]} />
            )
          }
        </MapField>
      );
    default:
      return spec satisfies never;
  }
}

const toOption = (name: string) => ({ value: name, label: name });
const textsOf = (value: unknown) => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);

interface NameProps {
  id: string;
  options: string[] | undefined;
  value: string;
  optional?: boolean;
  disabled?: boolean;
  invalid?: boolean;
  placeholder?: string;
  'aria-label'?: string;
  /** What is said of a name that is offered. */
  about?(name: string): string | undefined;
  onChange(value: string): void;
}

/** Something that is kept elsewhere, by its name. A name that is not there yet may be written, too: the file may come before what it names. */
function Name({ options = [], value, optional = false, about, onChange, ...rest }: NameProps) {
  const all = [...new Set([...options, ...(value === '' ? [] : [value])])].map((name) => ({
    ...toOption(name),
    description: about?.(name),
  }));
  const shared = { ...rest, createCustomValue: true, value: value === '' ? null : value, options: all };
  return optional ? (
    <Combobox {...shared} isClearable onChange={(option) => onChange(option?.value ?? '')} />
  ) : (
    <Combobox {...shared} onChange={(option) => onChange(option.value)} />
  );
}

/** A workflow of the n8n that the step names, asked of it now. While it does not answer the name is written by hand. */
function WorkflowName({ connection, ...rest }: Omit<NameProps, 'options'> & { connection: string }) {
  const styles = useStyles2(getStyles);
  const known = useConnections().rows.find(({ name }) => name === connection);
  const { data, error } = useWorkflows(known?.id);
  const picked = data?.find(({ name, id }) => name === rest.value || id === rest.value);
  return (
    <>
      <Name
        {...rest}
        options={data?.map(({ name }) => name)}
        about={(name) => {
          const workflow = data?.find((each) => each.name === name);
          return workflow && !workflow.active ? t('field.workflowOff', 'not active') : undefined;
        }}
      />
      {(error || (picked && (!picked.active || picked.path === null))) && (
        <span className={styles.hint}>
          {error
            ? t('field.workflowAway', 'This n8n does not tell its workflows now; write the name or the id by hand.')
            : t('field.workflowNotReady', 'It is not active, or does not begin with a webhook that takes POST.')}
        </span>
      )}
    </>
  );
}

interface RestProps<Value> {
  id: string;
  disabled: boolean;
  invalid: boolean;
  value: Value;
  onChange(value: unknown): void;
}

function NumbersInput({ value, onChange, ...rest }: RestProps<number[]>) {
  const [text, setText] = useState(value.join(', '));
  return (
    <Input
      {...rest}
      width={30}
      value={text}
      placeholder="200, 202, 204"
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const numbers = currentTarget.value
          .split(/[\s,]+/)
          .filter((part) => part !== '')
          .map(Number);
        onChange(numbers.length === 0 ? undefined : numbers);
      }}
    />
  );
}

interface Recipient {
  kind: RecipientKind;
  name: string;
}

function Recipients(props: { id: string; label: string; value: unknown; onChange(value: Recipient[]): void }) {
  const { id, label, onChange } = props;
  const styles = useStyles2(getStyles);
  const { names, isReadOnly } = useEditor();
  const rows = (Array.isArray(props.value) ? props.value : []).map((each): Recipient => {
    const { kind, name } = asRecord(each);
    return { kind: recipientKinds.find((known) => known === kind) ?? 'channel', name: String(name ?? '') };
  });
  const set = (at: number, change: Partial<Recipient>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  return (
    <div role="group" aria-label={label} className={styles.rows}>
      {rows.map(({ kind, name }, at) => (
        <div key={at} className={styles.row}>
          <Combobox<RecipientKind>
            id={`${id}-kind-${at}`}
            aria-label={t('field.recipientKind', 'Kind of recipient')}
            width={20}
            disabled={isReadOnly}
            value={kind}
            options={recipientKinds.map((value) => ({ value, label: recipientWords(value) }))}
            onChange={(option) => set(at, { kind: option.value, name: '' })}
          />
          <div className={styles.grow}>
            <Name
              id={`${id}-name-${at}`}
              aria-label={recipientWords(kind)}
              disabled={isReadOnly}
              options={names[kind]}
              value={name}
              onChange={(next) => set(at, { name: next })}
            />
          </div>
          <IconButton
            name="trash-alt"
            disabled={isReadOnly}
            aria-label={t('playbook.takeOut', 'Take out: {{name}}', { ...plain, name: name || String(at + 1) })}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button
        size="sm"
        variant="secondary"
        fill="outline"
        icon="plus"
        disabled={isReadOnly}
        aria-label={t('playbook.addTo', 'Add to: {{label}}', { ...plain, label })}
        onClick={() => onChange([...rows, { kind: 'channel', name: '' }])}
      >
        {t('playbook.add', 'Add')}
      </Button>
    </div>
  );
}

const recipientKinds = ['channel', 'team', 'schedule', 'person'] as const;

function recipientWords(kind: RecipientKind): string {
  switch (kind) {
    case 'channel':
      return t('recipient.channel', 'Channel');
    case 'team':
      return t('recipient.team', 'Team');
    case 'schedule':
      return t('recipient.schedule', 'On call in');
    case 'person':
      return t('recipient.person', 'Person');
    default:
      return kind satisfies never;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  hint: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  rows: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(0.5) }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1), width: '100%' }),
  grow: css({ flex: '1 1 180px', minWidth: 0 }),
});
