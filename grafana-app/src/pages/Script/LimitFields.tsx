import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Checkbox, Field, Input, useStyles2 } from '@grafana/ui';
import { Section } from '../../components/Section/Section';
import { boundNames, type BoundName, bounds, type DraftLimits, isBound } from './scriptLimits';

interface Props {
  value: DraftLimits;
  disabled: boolean;
  onChange(limits: DraftLimits): void;
}

/** What a script may use: the network is asked for, and the rest is the runner's usual unless it is said. */
export function LimitFields({ value, disabled, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const words = boundWords();
  return (
    <Section
      title={t('scriptLimits.title', 'What it may use')}
      aside={
        <Checkbox
          id="script-network"
          label={t('scriptLimits.network', 'May reach the network')}
          disabled={disabled}
          value={value.network}
          onChange={({ currentTarget }) => onChange({ ...value, network: currentTarget.checked })}
        />
      }
    >
      <div className={styles.fields}>
        {boundNames.map((name) => (
          <Field
            key={name}
            label={words[name]}
            invalid={!isBound(name, value[name])}
            error={isBound(name, value[name]) ? undefined : boundsText(name)}
          >
            <Input
              id={`script-${name}`}
              type="number"
              {...bounds[name]}
              disabled={disabled}
              placeholder={t('scriptLimits.usual', 'as usual')}
              value={value[name]}
              onChange={({ currentTarget }) => onChange({ ...value, [name]: currentTarget.value })}
            />
          </Field>
        ))}
      </div>
    </Section>
  );
}

const boundWords = (): Record<BoundName, string> => ({
  memoryMiB: t('scriptLimits.memory', 'Memory, MiB'),
  cpuSeconds: t('scriptLimits.cpu', 'Processor, seconds'),
  openFiles: t('scriptLimits.openFiles', 'Open files'),
  processes: t('scriptLimits.processes', 'Processes'),
  fileMiB: t('scriptLimits.file', 'One file, MiB'),
});

const boundsText = (name: BoundName) =>
  t('scriptLimits.bounds', 'A whole number from {{min}} to {{max}}, or nothing.', { ...bounds[name] });

const getStyles = (theme: GrafanaTheme2) => ({
  fields: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))',
    gap: theme.spacing(0, 2),
  }),
});
