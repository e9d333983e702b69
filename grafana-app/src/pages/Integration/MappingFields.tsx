import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Field, Input, useStyles2 } from '@grafana/ui';
import { type TextPair, TextPairs } from '../../components/TextPairs/TextPairs';
import { type Mapping, pairsOf, setOf } from './mappingText';

interface Props {
  mapping: Mapping;
  /** How what is left out is read; shown in its place. Undefined until it is known. */
  usual: Mapping | undefined;
  readOnly: boolean;
  onChange(mapping: Mapping): void;
}

/** A mapping as a form: an expression a field, and one a label. What is left empty is read in the usual way. */
export function MappingFields({ mapping, usual, readOnly, onChange }: Props) {
  const styles = useStyles2(getStyles);
  // A row whose name is being typed is not in the mapping yet.
  const [sets, setSets] = useState({ labels: pairsOf(mapping.labels), annotations: pairsOf(mapping.annotations) });
  const fields = [
    ['items', t('mapping.field.items', 'List of items')],
    ['status', t('mapping.field.status', 'Status')],
    ['title', t('mapping.field.title', 'Title')],
    ['severity', t('mapping.field.severity', 'Severity')],
    ['key', t('mapping.field.key', 'Key')],
    ['startsAt', t('mapping.field.startsAt', 'Begins at')],
    ['endsAt', t('mapping.field.endsAt', 'Ends at')],
    ['link', t('mapping.field.link', 'Link')],
  ] as const;
  const change = (field: string, value: Mapping[string] | undefined) => {
    const { [field]: _, ...others } = mapping;
    onChange(value === undefined || value === '' ? others : { ...others, [field]: value });
  };
  const changeSet = (field: 'labels' | 'annotations') => (pairs: TextPair[]) => {
    setSets({ ...sets, [field]: pairs });
    change(field, setOf(pairs));
  };
  return (
    <div className={styles.fields}>
      {fields.map(([field, label]) => (
        <Field key={field} label={label} noMargin>
          <Input
            id={`mapping-${field}`}
            className={styles.code}
            readOnly={readOnly}
            spellCheck={false}
            placeholder={textOf(usual?.[field])}
            value={textOf(mapping[field])}
            onChange={(event) => change(field, event.currentTarget.value)}
          />
        </Field>
      ))}
      <Field
        label={t('mapping.field.labels', 'Labels')}
        description={t('mapping.field.all', 'The name … takes every entry of a map.')}
        noMargin
      >
        <TextPairs label={t('mapping.field.labels', 'Labels')} pairs={sets.labels} onChange={changeSet('labels')} />
      </Field>
      <Field label={t('mapping.field.annotations', 'Annotations')} noMargin>
        <TextPairs
          label={t('mapping.field.annotations', 'Annotations')}
          pairs={sets.annotations}
          onChange={changeSet('annotations')}
        />
      </Field>
    </div>
  );
}

const textOf = (value: Mapping[string] | undefined) => (typeof value === 'string' ? value : '');

const getStyles = (theme: GrafanaTheme2) => ({
  fields: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  code: css({
    input: { fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize },
  }),
});
