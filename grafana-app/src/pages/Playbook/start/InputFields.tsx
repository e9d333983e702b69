import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox, Field, Input, Switch } from '@grafana/ui';
import type { PlaybookInput, Typed } from './readInputs';

interface Props {
  inputs: readonly PlaybookInput[];
  typed: Typed;
  onChange(typed: Typed): void;
}

/** A field for each input of a playbook. */
export function InputFields({ inputs, typed, onChange }: Props) {
  return (
    <>
      {inputs.map((input) => {
        const { name, type, description, required, options, usual } = input;
        const id = `playbook-input-${name}`;
        const set = (value: string | boolean) => onChange({ ...typed, [name]: value });
        const text = String(typed[name] ?? '');
        const isNoNumber = type === 'number' && text !== '' && Number.isNaN(Number(text));
        return (
          <Field
            key={name}
            label={name}
            description={description}
            required={required}
            invalid={isNoNumber}
            error={isNoNumber ? t('playbookStart.noNumber', 'This is no number') : undefined}
          >
            {type === 'boolean' ? (
              <Switch
                id={id}
                value={typed[name] === true}
                onChange={({ currentTarget }) => set(currentTarget.checked)}
              />
            ) : options.length > 0 ? (
              <Combobox
                id={id}
                value={text === '' ? null : text}
                options={options.map((option) => ({ value: String(option), label: String(option) }))}
                onChange={(option) => set(option.value)}
              />
            ) : (
              <Input
                id={id}
                inputMode={type === 'number' ? 'decimal' : undefined}
                value={text}
                placeholder={usual === undefined ? undefined : String(usual)}
                onChange={({ currentTarget }) => set(currentTarget.value)}
              />
            )}
          </Field>
        );
      })}
    </>
  );
}
