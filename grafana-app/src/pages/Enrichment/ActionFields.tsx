import React from 'react';
import { t } from '@grafana/i18n';
import { Alert, Checkbox, Field, Input, RadioButtonGroup, Stack, TextArea } from '@grafana/ui';
import type { EnrichmentActionInput, EnrichmentText } from '../../api/generated/graphql';
import { LookUpFields, type Table } from './LookUpFields';
import { SetFields } from './SetFields';

interface Props {
  action: EnrichmentActionInput;
  tables: readonly Table[];
  /** What is wrong with a field, by its path. */
  fault(field: string): string | undefined;
  onChange(action: EnrichmentActionInput): void;
}

/** The fields of an action, by its kind. */
export function ActionFields({ action, tables, fault, onChange }: Props) {
  const change = (fields: Partial<EnrichmentActionInput>) => onChange({ ...action, ...fields });
  const at = (field: string) => ({ invalid: fault(`action.${field}`) !== undefined, error: fault(`action.${field}`) });
  const keeps = (
    <Field label="">
      <Checkbox
        label={t('enrichment.rule.keeps', 'Leave labels alone that the alert has already')}
        value={action.keepsExisting ?? false}
        onChange={({ currentTarget }) => change({ keepsExisting: currentTarget.checked })}
      />
    </Field>
  );
  switch (action.kind) {
    case 'SET':
      return <SetFields action={action} fault={fault} onChange={onChange} />;
    case 'EXTRACT':
      return (
        <>
          <Field label={t('enrichment.rule.from', 'From')} {...at('from')}>
            <RadioButtonGroup<EnrichmentText>
              options={[
                { value: 'LABEL', label: t('enrichment.rule.label', 'Label') },
                { value: 'ANNOTATION', label: t('enrichment.rule.annotation', 'Annotation') },
              ]}
              value={action.from ?? undefined}
              onChange={(from) => change({ from })}
            />
          </Field>
          <Field label={t('enrichment.rule.textName', 'Its name')} {...at('name')}>
            <Input
              id="enrichment-rule-text"
              value={action.name ?? ''}
              onChange={({ currentTarget }) => change({ name: currentTarget.value })}
            />
          </Field>
          <Field
            label={t('enrichment.rule.pattern', 'Pattern')}
            description={t('enrichment.rule.patternHelp', 'RE2; each named group becomes a label')}
            {...at('pattern')}
          >
            <Input
              id="enrichment-rule-pattern"
              value={action.pattern ?? ''}
              placeholder={'(?P<pod>[a-z-]+)-\\d+'}
              onChange={({ currentTarget }) => change({ pattern: currentTarget.value })}
            />
          </Field>
          {keeps}
        </>
      );
    case 'COMPUTE':
      return (
        <>
          <Field
            label={t('enrichment.rule.expression', 'Expression')}
            description={t('enrichment.rule.computeHelp', 'CEL that gives a map of labels')}
            {...at('expression')}
          >
            <TextArea
              rows={3}
              value={action.expression ?? ''}
              placeholder={'{"site": labels.zone.split("-")[0]}'}
              onChange={({ currentTarget }) => change({ expression: currentTarget.value })}
            />
          </Field>
          {keeps}
        </>
      );
    case 'LOOK_UP':
      return (
        <>
          <LookUpFields action={action} tables={tables} fault={fault} onChange={onChange} />
          {keeps}
        </>
      );
    case 'RENAME_LABEL':
      return (
        <Stack gap={1}>
          <Field label={t('enrichment.rule.oldName', 'Old name')} {...at('from')}>
            <Input
              value={action.oldName ?? ''}
              onChange={({ currentTarget }) => change({ oldName: currentTarget.value })}
            />
          </Field>
          <Field label={t('enrichment.rule.newName', 'New name')} {...at('to')}>
            <Input
              value={action.newName ?? ''}
              onChange={({ currentTarget }) => change({ newName: currentTarget.value })}
            />
          </Field>
        </Stack>
      );
    case 'DROP_LABELS':
      return (
        <Field label={t('enrichment.rule.names', 'Labels, with commas between')} {...at('names')}>
          <Input
            defaultValue={(action.names ?? []).join(', ')}
            onChange={({ currentTarget }) => change({ names: wordsOf(currentTarget.value) })}
          />
        </Field>
      );
    case 'DROP_ALERT':
      return (
        <Alert severity="warning" title={t('enrichment.rule.dropTitle', 'Nobody hears of these alerts')}>
          {t(
            'enrichment.rule.dropHelp',
            'They are counted under “Dropped alerts”, and their payloads are kept. An alert that fires already still comes to its end.'
          )}
        </Alert>
      );
  }
}

function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
