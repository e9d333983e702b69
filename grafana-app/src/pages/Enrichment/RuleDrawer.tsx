import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Combobox, Drawer, Field, Input, Stack, TextArea } from '@grafana/ui';
import { IntegrationPicker } from '../../components/IntegrationPicker/IntegrationPicker';
import { actionKinds, actionName } from '../../words/enrichment';
import { WrittenMatchers } from '../../components/MatcherInput/WrittenMatchers';
import { ActionFields } from './ActionFields';
import type { DraftRule } from './draft';
import type { Table } from './LookUpFields';
import { useProblems } from './useEnrichment';

interface Props {
  start: DraftRule;
  /** A rule that nobody has written anything into yet is not told what it lacks. */
  isNew: boolean;
  others: DraftRule[];
  tables: readonly Table[];
  mayManage: boolean;
  onDone(rule: DraftRule): void;
  onClose(): void;
}

/** One rule; what makes no sense is said at its field while it is written. */
export function RuleDrawer({ start, isNew, others, tables, mayManage, onDone, onClose }: Props) {
  const [rule, setRule] = useState(start);
  const problems = useProblems([rule]);
  const isUntouched = isNew && rule === start;
  const taken = others.some(({ name }) => name.trim() === rule.name.trim());
  const fault = (field: string) =>
    isUntouched ? undefined : problems.find((problem) => problem.field.startsWith(field))?.message;
  const field = (name: string) => ({ invalid: fault(name) !== undefined, error: fault(name) });
  const nameFault = taken ? t('enrichment.rule.taken', 'Another rule has this name') : fault('name');
  const matchersLabel = t('enrichment.rule.matchers', 'For alerts with these labels');
  return (
    <Drawer title={rule.name || t('enrichment.rule.new', 'New rule')} size="md" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onDone(rule);
        }}
      >
        <fieldset disabled={!mayManage}>
          <Field label={t('enrichment.rule.name', 'Name')} invalid={nameFault !== undefined} error={nameFault}>
            <Input
              id="enrichment-rule-name"
              autoFocus
              value={rule.name}
              maxLength={100}
              onChange={({ currentTarget }) => setRule({ ...rule, name: currentTarget.value })}
            />
          </Field>
          <Field label={t('enrichment.rule.integration', 'Only for alerts of')} {...field('integrationId')}>
            <IntegrationPicker
              id="enrichment-rule-integration"
              disabled={!mayManage}
              value={rule.integrationId ?? null}
              placeholder={t('enrichment.rule.anyIntegration', 'Every integration')}
              onChange={(integrationId) => setRule({ ...rule, integrationId })}
            />
          </Field>
          <Field
            label={matchersLabel}
            description={t('enrichment.rule.matchersHelp', 'As Alertmanager writes them; empty is for every alert')}
            {...field('matchers')}
          >
            <WrittenMatchers
              label={matchersLabel}
              value={rule.matchers ?? []}
              onChange={(matchers) => setRule({ ...rule, matchers })}
            />
          </Field>
          <Field
            label={t('enrichment.rule.condition', 'And for which this is true')}
            description={t(
              'enrichment.rule.conditionHelp',
              'CEL over labels, annotations, severity, status and source'
            )}
            {...field('condition')}
          >
            <TextArea
              id="enrichment-rule-condition"
              rows={2}
              value={rule.condition ?? ''}
              placeholder={'labels.env == "prod" && severity != "INFO"'}
              onChange={({ currentTarget }) => setRule({ ...rule, condition: currentTarget.value || null })}
            />
          </Field>
          <Field label={t('enrichment.rule.action', 'What it does')} {...field('action.kind')}>
            <Combobox
              id="enrichment-rule-action"
              disabled={!mayManage}
              options={actionKinds.map((kind) => ({ value: kind, label: actionName(kind) }))}
              value={rule.action.kind}
              onChange={({ value }) =>
                setRule({
                  ...rule,
                  action: value === 'SET' ? { kind: value, target: 'LABEL', name: '', value: '' } : { kind: value },
                })
              }
            />
          </Field>
          <ActionFields
            key={rule.action.kind}
            action={rule.action}
            tables={tables}
            fault={fault}
            onChange={(action) => setRule({ ...rule, action })}
          />
        </fieldset>
        <Stack gap={1}>
          {mayManage && (
            <Button type="submit" disabled={problems.length > 0 || taken || rule.name.trim() === ''}>
              <Trans i18nKey="enrichment.rule.done">Put into the draft</Trans>
            </Button>
          )}
          <Button variant="secondary" type="button" onClick={onClose}>
            <Trans i18nKey="enrichment.rule.cancel">Cancel</Trans>
          </Button>
        </Stack>
      </form>
    </Drawer>
  );
}
