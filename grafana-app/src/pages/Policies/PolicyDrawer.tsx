import React from 'react';
import { t } from '@grafana/i18n';
import { Alert, Combobox, Drawer, Field, Input, MultiCombobox, RadioButtonGroup, Switch } from '@grafana/ui';
import type { EscalationImportance, PolicyTells, Priority, Severity } from '../../api/generated/graphql';
import { WrittenMatchers } from '../../components/MatcherInput/WrittenMatchers';
import { priorities, severities, severityLook } from '../../words/incidents';
import type { PolicyProblem } from './PolicyRow';
import type { PolicyChange, PolicyDraftNode } from './policyTree';

interface Props {
  node: PolicyDraftNode;
  isRoot: boolean;
  chains: ReadonlyArray<{ id: string; name: string }>;
  teams: ReadonlyArray<{ id: string; name: string }>;
  problems: PolicyProblem[];
  readOnly: boolean;
  onChange(changes: PolicyChange): void;
  onClose(): void;
}

/** Everything that a node says. Each change goes into the draft at once, and what makes no sense is told below its field. */
export function PolicyDrawer({ node, isRoot, chains, teams, problems, readOnly, onChange, onClose }: Props) {
  const faultOf = (field: string) => {
    const found = problems.filter((problem) => problem.field === field || problem.field.startsWith(`${field}.`));
    return found.length === 0 ? {} : { invalid: true, error: found.map(({ message }) => message).join(' ') };
  };
  const tells = [
    ...(isRoot ? [] : [{ value: 'ABOVE' as const, label: t('policy.form.above', 'As above') }]),
    { value: 'CHAIN' as const, label: t('policy.form.chain', 'A chain') },
    { value: 'EVERY_CHANNEL' as const, label: t('policy.form.everyChannel', 'Every channel') },
    { value: 'NOBODY' as const, label: t('policy.tells.nobody', 'Nobody') },
  ];
  const weights = [
    ...(isRoot ? [] : [{ value: 'ABOVE' as const, label: t('policy.form.above', 'As above') }]),
    { value: 'DEFAULT' as const, label: t('policy.form.usual', 'Usual') },
    { value: 'IMPORTANT' as const, label: t('policy.form.important', 'Important') },
  ];
  return (
    <Drawer
      title={node.name}
      subtitle={isRoot ? t('policy.form.root', 'The root: it takes what no other node takes.') : undefined}
      onClose={onClose}
      size="md"
    >
      {readOnly && (
        <Alert severity="info" title={t('policy.notAllowed', 'This needs the permission policies:manage.')} />
      )}
      <fieldset disabled={readOnly}>
        <Field label={t('policy.field.name', 'Name')} {...faultOf('name')}>
          <Input value={node.name} onChange={({ currentTarget }) => onChange({ name: currentTarget.value })} />
        </Field>
        {!isRoot && (
          <>
            <Field
              label={t('policy.field.matchers', 'Labels')}
              description={t(
                'policy.form.matchers',
                'Conditions on the labels of the incident, as in Alertmanager; all must hold.'
              )}
              {...faultOf('matchers')}
            >
              <WrittenMatchers
                label={t('policy.field.matchers', 'Labels')}
                value={node.matchers}
                onChange={(matchers) => onChange({ matchers })}
              />
            </Field>
            <Field
              label={t('policy.field.severities', 'Severities')}
              description={t('policy.form.any', 'None for every one.')}
            >
              <MultiCombobox<Severity>
                id="policy-severities"
                value={node.severities}
                options={severities.map((value) => ({ value, label: severityLook(value).text }))}
                onChange={(chosen) => onChange({ severities: chosen.map(({ value }) => value) })}
              />
            </Field>
            <Field
              label={t('policy.field.priorities', 'Priorities')}
              description={t('policy.form.any', 'None for every one.')}
            >
              <MultiCombobox<Priority>
                id="policy-priorities"
                value={node.priorities}
                options={priorities.map((value) => ({ value, label: value }))}
                onChange={(chosen) => onChange({ priorities: chosen.map(({ value }) => value) })}
              />
            </Field>
            <Field
              label={t('policy.field.teams', 'Owned by')}
              description={t('policy.form.any', 'None for every one.')}
            >
              <MultiCombobox<string>
                id="policy-teams"
                value={node.ownerTeamIds}
                options={teams.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(chosen) => onChange({ ownerTeamIds: chosen.map(({ value }) => value) })}
              />
            </Field>
            <Field
              label={t('policy.field.continues', 'Continues')}
              description={t(
                'policy.form.continues',
                'Incidents that match here are also shown to the nodes that follow.'
              )}
            >
              <Switch
                id="policy-continues"
                value={node.continues}
                onChange={({ currentTarget }) => onChange({ continues: currentTarget.checked })}
              />
            </Field>
          </>
        )}
        <Field label={t('policy.field.tells', 'Who is told')}>
          <RadioButtonGroup<PolicyTells | 'ABOVE'>
            value={node.tells ?? 'ABOVE'}
            options={tells}
            onChange={(chosen) =>
              onChange({ tells: chosen === 'ABOVE' ? null : chosen, ...(chosen !== 'CHAIN' && { chainId: null }) })
            }
          />
        </Field>
        {node.tells === 'CHAIN' && (
          <Field label={t('policy.field.chain', 'Chain')} {...faultOf('chainId')}>
            <Combobox<string>
              id="policy-chain"
              value={node.chainId}
              placeholder={t('policy.form.chooseChain', 'Choose a chain')}
              options={chains.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(chosen) => onChange({ chainId: chosen.value })}
            />
          </Field>
        )}
        <Field
          label={t('policy.field.importance', 'Importance')}
          description={t(
            'policy.form.importance',
            'Which of their rules people are told by, and which steps of the chain.'
          )}
        >
          <RadioButtonGroup<EscalationImportance | 'ABOVE'>
            value={node.importance ?? (isRoot ? 'DEFAULT' : 'ABOVE')}
            options={weights}
            onChange={(chosen) => onChange({ importance: chosen === 'ABOVE' ? null : chosen })}
          />
        </Field>
      </fieldset>
    </Drawer>
  );
}
