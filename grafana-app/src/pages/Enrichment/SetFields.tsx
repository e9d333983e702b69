import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox, Field, Input, RadioButtonGroup, Stack } from '@grafana/ui';
import type { EnrichmentActionInput, EnrichmentTarget } from '../../api/generated/graphql';
import { TeamPicker } from '../../components/TeamPicker/TeamPicker';
import { priorities, severities, severityLook } from '../../words/incidents';
import { useTeamName } from './useTeamName';

interface Props {
  action: EnrichmentActionInput;
  /** What is wrong with a field, by its path. */
  fault(field: string): string | undefined;
  onChange(action: EnrichmentActionInput): void;
}

/** Id of the field of the value, whichever it is. */
const VALUE = 'enrichment-rule-value';

/** What is set, and to what: chosen, written, or worked out. */
export function SetFields({ action, fault, onChange }: Props) {
  const change = (fields: Partial<EnrichmentActionInput>) => onChange({ ...action, ...fields });
  const wrong = fault('action.value') ?? fault('action.expression');
  const byExpression = action.expression != null;
  return (
    <>
      <Field label={t('enrichment.rule.target', 'Set')}>
        <RadioButtonGroup<EnrichmentTarget>
          options={[
            { value: 'LABEL', label: t('enrichment.rule.label', 'Label') },
            { value: 'SEVERITY', label: t('enrichment.rule.severity', 'Severity') },
            { value: 'PRIORITY', label: t('enrichment.rule.priority', 'Priority') },
            { value: 'OWNER_TEAM', label: t('enrichment.rule.team', 'Owner team') },
          ]}
          value={action.target ?? undefined}
          onChange={(target) =>
            change({
              target,
              name: target === 'LABEL' ? (action.name ?? '') : null,
              // A word for one of them is none for another.
              value: byExpression ? null : '',
            })
          }
        />
      </Field>
      {action.target === 'LABEL' && (
        <Field
          label={t('enrichment.rule.labelName', 'Name of the label')}
          invalid={fault('action.name') !== undefined}
          error={fault('action.name')}
        >
          <Input
            id="enrichment-rule-label"
            value={action.name ?? ''}
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
          />
        </Field>
      )}
      <Field
        label={t('enrichment.rule.value', 'To')}
        htmlFor={VALUE}
        description={
          action.target === 'LABEL' && !byExpression
            ? t('enrichment.rule.emptyRemoves', 'Empty takes the label away')
            : undefined
        }
        invalid={wrong !== undefined}
        error={wrong}
      >
        <Stack direction="column" gap={1}>
          <RadioButtonGroup<boolean>
            size="sm"
            options={[
              { value: false, label: t('enrichment.rule.constant', 'Always the same') },
              { value: true, label: t('enrichment.rule.cel', 'An expression (CEL)') },
            ]}
            value={byExpression}
            onChange={(wanted) =>
              change(
                wanted
                  ? { expression: action.value ?? '', value: null }
                  : { value: action.target === 'LABEL' ? (action.expression ?? '') : '', expression: null }
              )
            }
          />
          {byExpression ? (
            <Input
              id={VALUE}
              value={action.expression ?? ''}
              onChange={({ currentTarget }) => change({ expression: currentTarget.value })}
            />
          ) : (
            <Constant action={action} onChange={(value) => change({ value })} />
          )}
        </Stack>
      </Field>
    </>
  );
}

/** One of the words that the target can be, or any text for a label. */
function Constant({ action, onChange }: { action: EnrichmentActionInput; onChange(value: string): void }) {
  const teamName = useTeamName();
  const value = action.value ?? '';
  switch (action.target) {
    case 'SEVERITY':
      return (
        <Combobox
          id={VALUE}
          options={severities.map((severity) => ({ value: severity, label: severityLook(severity).text }))}
          value={value || null}
          placeholder={t('enrichment.rule.choose', 'Choose')}
          onChange={(option: { value: string }) => onChange(option.value)}
        />
      );
    case 'PRIORITY':
      return (
        <Combobox
          id={VALUE}
          options={priorities.map((priority) => ({ value: priority }))}
          value={value || null}
          placeholder={t('enrichment.rule.choose', 'Choose')}
          onChange={(option: { value: string }) => onChange(option.value)}
        />
      );
    case 'OWNER_TEAM':
      return (
        <TeamPicker
          id={VALUE}
          value={value === '' ? null : { id: value, name: teamName(value) }}
          onChange={(team) => onChange(team?.id ?? '')}
        />
      );
    default:
      return <Input id={VALUE} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)} />;
  }
}
