import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox, Field, Input, SecretInput, TextArea } from '@grafana/ui';
import { asRecord } from '../../api/errors';
import type { Kind } from './useChannels';

interface Props {
  field: Kind['fields'][number];
  value: string;
  /** A secret is kept for it, and is not shown. */
  isKept: boolean;
  problem: string | undefined;
  onChange(value: string): void;
  /** The kept secret is to be replaced. */
  onReplace(): void;
}

/** One field of a channel's form, by what the platform says of it. */
export function ChannelField({ field, value, isKept, problem, onChange, onReplace }: Props) {
  const { name, label, help, required } = field;
  return (
    <Field
      noMargin
      required={required}
      label={label}
      description={help}
      htmlFor={`channel-${name}`}
      invalid={problem !== undefined}
      error={problem}
    >
      <Control field={field} value={value} isKept={isKept} onChange={onChange} onReplace={onReplace} />
    </Field>
  );
}

function Control({ field, value, isKept, onChange, onReplace }: Omit<Props, 'problem'>) {
  const id = `channel-${field.name}`;
  const { enum: options, type } = asRecord(field.schema);
  if (field.secret) {
    return (
      <SecretInput
        id={id}
        isConfigured={isKept}
        value={value}
        autoComplete="new-password"
        placeholder={field.generated ? t('channelField.generated', 'Made for you when left empty') : ''}
        onReset={onReplace}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    );
  }
  if (Array.isArray(options)) {
    return (
      <Combobox
        id={id}
        width={30}
        value={value}
        options={options.map((option) => ({ value: String(option), label: String(option) }))}
        onChange={(chosen) => onChange(chosen.value)}
      />
    );
  }
  if (field.long) {
    return <TextArea id={id} rows={4} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)} />;
  }
  return (
    <Input
      id={id}
      type={type === 'integer' || type === 'number' ? 'number' : 'text'}
      placeholder={field.generated ? t('channelField.generated', 'Made for you when left empty') : ''}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
