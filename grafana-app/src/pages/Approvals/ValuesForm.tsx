import React from 'react';
import { Combobox, Field, Input, Switch } from '@grafana/ui';

/** Values by the name of their field. */
export type AskedValues = Record<string, unknown>;

interface Property {
  type?: string;
  title?: string;
  description?: string;
  enum?: string[];
  default?: unknown;
}

function propertiesOf(schema: unknown): Array<[string, Property]> {
  const properties = (schema as { properties?: Record<string, Property> } | null)?.properties ?? {};
  return Object.entries(properties);
}

/** What a form begins with: the defaults of its schema. */
export function startValues(schema: unknown): AskedValues {
  return Object.fromEntries(
    propertiesOf(schema).flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]]))
  );
}

interface Props {
  schema: unknown;
  values: AskedValues;
  disabled: boolean;
  onChange(values: AskedValues): void;
}

/** A field for each property of a JSON Schema: texts, numbers, switches and lists to choose from. What does not fit is told by the platform. */
export function ValuesForm({ schema, values, disabled, onChange }: Props) {
  const required = (schema as { required?: string[] } | null)?.required ?? [];
  const set = (name: string, value: unknown) => onChange({ ...values, [name]: value });
  return (
    <>
      {propertiesOf(schema).map(([name, property]) => {
        const id = `value-${name}`;
        const value = values[name];
        const isNumber = property.type === 'number' || property.type === 'integer';
        return (
          <Field
            key={name}
            label={property.title ?? name}
            description={property.description}
            required={required.includes(name)}
          >
            {property.enum ? (
              <Combobox
                id={id}
                disabled={disabled}
                options={property.enum.map((each) => ({ value: each, label: each }))}
                value={typeof value === 'string' ? value : null}
                onChange={(option) => set(name, option.value)}
              />
            ) : property.type === 'boolean' ? (
              <Switch
                id={id}
                disabled={disabled}
                value={value === true}
                onChange={({ currentTarget }) => set(name, currentTarget.checked)}
              />
            ) : (
              <Input
                id={id}
                disabled={disabled}
                type={isNumber ? 'number' : 'text'}
                value={typeof value === 'string' || typeof value === 'number' ? value : ''}
                onChange={({ currentTarget }) =>
                  set(name, isNumber && currentTarget.value !== '' ? Number(currentTarget.value) : currentTarget.value)
                }
              />
            )}
          </Field>
        );
      })}
    </>
  );
}
