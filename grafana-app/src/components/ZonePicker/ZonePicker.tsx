import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';

interface Props {
  id?: string;
  /** A name of the time zone database; null where none is chosen. */
  value: string | null;
  /** What holds where none is chosen; with it the choice can be taken back. */
  otherwise?: string;
  onChange(zone: string | null): void;
}

/** Chooses a time zone by its name. */
export function ZonePicker({ id, value, otherwise, onChange }: Props) {
  const options = Intl.supportedValuesOf('timeZone').map((name) => ({ value: name, label: name }));
  const label = t('zone.label', 'Time zone');
  return otherwise === undefined ? (
    <Combobox
      id={id}
      aria-label={label}
      width={26}
      options={options}
      createCustomValue
      value={value}
      onChange={({ value: zone }) => onChange(zone)}
    />
  ) : (
    <Combobox
      id={id}
      aria-label={label}
      width={26}
      options={options}
      createCustomValue
      isClearable
      placeholder={otherwise}
      value={value}
      onChange={(option: { value: string } | null) => onChange(option?.value ?? null)}
    />
  );
}
