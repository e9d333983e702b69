import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Field, Input, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { parameterHelp, parameterWords } from '../../words/ruleTemplates';
import type { Parameter } from './readParameters';

interface Props {
  parameters: readonly Parameter[];
  values: Record<string, string>;
  onChange(values: Record<string, string>): void;
}

/** A template's parameters, each with a field of its kind. Long ones take a line of their own. */
export function ParameterFields({ parameters, values, onChange }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.fields}>
      {parameters.map(({ name, kind, usual, description, choices }) => {
        const id = `parameter-${name}`;
        const set = (value: string) => onChange({ ...values, [name]: value });
        const isWide = kind === 'text' && /matchers/.test(description);
        return (
          <Field
            key={name}
            className={isWide || kind === 'choice' ? styles.wide : undefined}
            label={parameterWords(name)}
            description={parameterHelp(description)}
            htmlFor={kind === 'choice' ? undefined : id}
          >
            {kind === 'choice' ? (
              <RadioButtonGroup
                aria-label={parameterWords(name)}
                value={values[name] ?? usual}
                options={choices.map((choice) => ({ value: choice, label: choice }))}
                onChange={set}
              />
            ) : (
              <Input
                id={id}
                type={kind === 'number' ? 'number' : 'text'}
                step="any"
                placeholder={usual}
                value={values[name] ?? usual}
                onChange={(event) => set(event.currentTarget.value)}
              />
            )}
          </Field>
        );
      })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  fields: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(200px, 100%), 1fr))',
    alignItems: 'end',
    gap: theme.spacing(0, 2),
  }),
  wide: css({ gridColumn: '1 / -1' }),
});
