import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Combobox, Drawer, Field, Input, Stack, TextArea } from '@grafana/ui';
import { actionKinds, actionName } from '../../words/enrichment';
import { ActionFields, type Table } from './ActionFields';
import { type DraftRule, useProblems } from './useEnrichment';

interface Props {
  start: DraftRule;
  others: DraftRule[];
  tables: Table[];
  mayManage: boolean;
  onDone(rule: DraftRule): void;
  onClose(): void;
}

/** One rule; what makes no sense is said at its field while it is written. */
export function RuleDrawer({ start, others, tables, mayManage, onDone, onClose }: Props) {
  const [rule, setRule] = useState(start);
  const [matchers, setMatchers] = useState((start.matchers ?? []).join(', '));
  const problems = useProblems([rule]);
  const taken = others.some(({ name }) => name.trim() === rule.name.trim());
  const fault = (field: string) => problems.find((problem) => problem.field.startsWith(field))?.message;
  const field = (name: string) => ({ invalid: fault(name) !== undefined, error: fault(name) });
  const nameFault = taken ? t('enrichment.rule.taken', 'Another rule has this name') : fault('name');
  return (
    <Drawer title={rule.name || t('enrichment.rule.new', 'New rule')} size="md" onClose={onClose}>
      <Field label={t('enrichment.rule.name', 'Name')} invalid={nameFault !== undefined} error={nameFault}>
        <Input
          autoFocus
          value={rule.name}
          maxLength={100}
          onChange={({ currentTarget }) => setRule({ ...rule, name: currentTarget.value })}
        />
      </Field>
      <Field
        label={t('enrichment.rule.matchers', 'For alerts with these labels')}
        description={t('enrichment.rule.matchersHelp', 'As Alertmanager writes them; empty is for every alert')}
        {...field('matchers')}
      >
        <Input
          value={matchers}
          placeholder={t('matchers.placeholder', 'severity="critical", team=~"db|web"')}
          onChange={({ currentTarget }) => {
            setMatchers(currentTarget.value);
            setRule({ ...rule, matchers: currentTarget.value.trim() === '' ? [] : [currentTarget.value] });
          }}
        />
      </Field>
      <Field
        label={t('enrichment.rule.condition', 'And for which this is true')}
        description={t('enrichment.rule.conditionHelp', 'CEL over labels, annotations, severity, status and source')}
        {...field('condition')}
      >
        <TextArea
          rows={2}
          value={rule.condition ?? ''}
          placeholder={'labels.env == "prod" && severity != "INFO"'}
          onChange={({ currentTarget }) => setRule({ ...rule, condition: currentTarget.value || null })}
        />
      </Field>
      <Field label={t('enrichment.rule.action', 'What it does')} {...field('action.kind')}>
        <Combobox
          options={actionKinds.map((kind) => ({ value: kind, label: actionName(kind) }))}
          value={rule.action.kind}
          onChange={({ value }) =>
            setRule({
              ...rule,
              action: value === 'SET' ? { kind: value, target: 'LABEL', value: '' } : { kind: value },
            })
          }
        />
      </Field>
      <ActionFields
        action={rule.action}
        tables={tables}
        fault={fault}
        onChange={(action) => setRule({ ...rule, action })}
      />
      <Stack gap={1}>
        {mayManage && (
          <Button disabled={problems.length > 0 || taken || rule.name.trim() === ''} onClick={() => onDone(rule)}>
            <Trans i18nKey="enrichment.rule.done">Put into the draft</Trans>
          </Button>
        )}
        <Button variant="secondary" onClick={onClose}>
          <Trans i18nKey="enrichment.rule.cancel">Cancel</Trans>
        </Button>
      </Stack>
    </Drawer>
  );
}
