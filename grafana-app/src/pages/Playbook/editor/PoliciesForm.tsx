import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Combobox, Field, IconButton, Input, MultiCombobox, useStyles2 } from '@grafana/ui';
import { asRecord } from '../../../api/errors';
import { HoursFields } from '../../../components/HoursFields/HoursFields';
import { ZonePicker } from '../../../components/ZonePicker/ZonePicker';
import { withAt } from '../../../playbook/editSteps';
import { problemsAt } from '../../../playbook/problems';
import { variablesAt } from '../../../playbook/variables';
import { policyWords } from '../../../words/runs';
import { useEditor } from './EditorContext';
import { Folded } from './Folded';
import { ScopedText } from './ScopedText';

/* Longer than others: one form, whose parts are short and read one after the other. */

/** What keeps a playbook from doing too much, and how long it may take. */
export function PoliciesForm() {
  const { definition } = useEditor();
  const policies = asRecord(definition.policies);
  const set = [
    policies.concurrency !== undefined && policyWords('concurrency'),
    policies.rate !== undefined && policyWords('rate'),
    policies.cooldownMinutes !== undefined && policyWords('cooldown'),
    listOf(policies.blackouts).length > 0 && policyWords('blackout'),
    policies.mostTargets !== undefined && policyWords('mostTargets'),
    listOf(policies.approvals).length > 0 && policyWords('approval'),
  ].filter((word) => word !== false);
  return (
    <Folded
      title={t('playbook.policies', 'Policies')}
      summary={set.length === 0 ? t('playbookLimits.none', 'none') : set.join(', ')}
    >
      <Limits />
      <Blackouts />
      <Approvals />
    </Folded>
  );
}

const listOf = (value: unknown): Array<Record<string, unknown>> => (Array.isArray(value) ? value.map(asRecord) : []);
const wholeOf = (text: string) => (text === '' ? undefined : Math.round(Number(text)));

function usePolicies() {
  const { definition, problems, change, isReadOnly } = useEditor();
  return {
    isReadOnly,
    definition,
    policies: asRecord(definition.policies),
    set: (name: string, value: unknown) => change(withAt(definition, ['policies', name], () => value)),
    setWhole: (name: string, value: unknown) => change(withAt(definition, [name], () => value)),
    wrong: (...at: string[]) => {
      const found = problemsAt(problems, at);
      return { invalid: found.length > 0, error: found.map(({ message }) => message).join(' ') };
    },
  };
}

function Limits() {
  const styles = useStyles2(getStyles);
  const { policies, definition, isReadOnly, set, setWhole, wrong } = usePolicies();
  const concurrency = asRecord(policies.concurrency);
  const rate = asRecord(policies.rate);
  const number = (id: string, value: unknown, onChange: (value: number | undefined) => void, label?: string) => (
    <Input
      id={`policy-${id}`}
      aria-label={label}
      type="number"
      min={0}
      width={12}
      disabled={isReadOnly}
      value={typeof value === 'number' ? value : ''}
      onChange={({ currentTarget }) => onChange(wholeOf(currentTarget.value))}
    />
  );
  return (
    <div className={styles.fields}>
      <Field label={policyWords('concurrency')} {...wrong('policies', 'concurrency')}>
        <div className={styles.line}>
          {number('concurrency', concurrency.most, (most) =>
            set('concurrency', most === undefined ? undefined : { per: 'playbook', then: 'wait', ...concurrency, most })
          )}
          <Combobox
            aria-label={t('playbookLimits.per', 'Counted for')}
            width={22}
            disabled={isReadOnly || concurrency.most === undefined}
            value={String(concurrency.per ?? 'playbook')}
            options={[
              { value: 'playbook', label: t('playbookLimits.perPlaybook', 'in all') },
              { value: 'resource', label: t('playbookLimits.perResource', 'for each resource') },
            ]}
            onChange={(option) => set('concurrency', { ...concurrency, per: option.value })}
          />
          <Combobox
            aria-label={t('playbookLimits.then', 'What comes meanwhile')}
            width={26}
            disabled={isReadOnly || concurrency.most === undefined}
            value={String(concurrency.then ?? 'wait')}
            options={[
              { value: 'wait', label: t('playbookLimits.wait', 'waits for its turn') },
              { value: 'skip', label: t('playbookLimits.skip', 'is not started') },
            ]}
            onChange={(option) => set('concurrency', { ...concurrency, then: option.value })}
          />
        </div>
      </Field>
      <Field
        label={policyWords('rate')}
        description={t('playbookLimits.rateHelp', 'So many in so many minutes.')}
        {...wrong('policies', 'rate')}
      >
        <div className={styles.line}>
          {number('rate', rate.most, (most) =>
            set('rate', most === undefined ? undefined : { minutes: 60, ...rate, most })
          )}
          {number(
            'rate-minutes',
            rate.minutes,
            (minutes) => rate.most !== undefined && set('rate', { ...rate, minutes }),
            t('playbookLimits.minutes', 'Minutes')
          )}
        </div>
      </Field>
      <Field
        label={t('playbookLimits.cooldown', 'Rest between runs, in minutes')}
        description={t('playbookLimits.cooldownHelp', 'For the same resource, or the same incident.')}
        {...wrong('policies', 'cooldownMinutes')}
      >
        {number('cooldown', policies.cooldownMinutes, (value) => set('cooldownMinutes', value))}
      </Field>
      <Field
        label={t('playbookLimits.mostTargets', 'Resources that it may reach at most')}
        description={t('playbookLimits.mostTargetsHelp', 'With all that depends on them, by lineage.')}
        {...wrong('policies', 'mostTargets')}
      >
        {number('targets', policies.mostTargets, (value) => set('mostTargets', value))}
      </Field>
      <Field
        label={t('playbook.timeout', 'Cut off after minutes')}
        description={t('playbook.timeoutHelp', '60 when it is empty.')}
        {...wrong('timeoutMinutes')}
      >
        {number('timeout', definition.timeoutMinutes, (value) => setWhole('timeoutMinutes', value))}
      </Field>
      <Field
        label={t('playbook.saves', 'Saves minutes')}
        description={t('playbook.savesHelp', 'What a person would need for it by hand.')}
        {...wrong('savesMinutes')}
      >
        {number('saves', definition.savesMinutes, (value) => setWhole('savesMinutes', value))}
      </Field>
      <Field
        label={t('playbook.onFailure', 'When a run fails')}
        description={t('playbook.onFailureHelp', 'What a check finds wrong at the end counts as well.')}
        {...wrong('onFailure')}
      >
        <Combobox
          id="policy-on-failure"
          disabled={isReadOnly}
          value={definition.onFailure === 'escalate' ? 'escalate' : 'nothing'}
          options={[
            { value: 'nothing', label: t('playbook.onFailureNothing', 'Nothing more') },
            { value: 'escalate', label: t('playbook.onFailureEscalate', 'Begin the escalation again') },
          ]}
          onChange={({ value }) => setWhole('onFailure', value === 'escalate' ? value : undefined)}
        />
      </Field>
      <Field
        className={styles.wide}
        label={t('playbook.resources', 'Resources that it acts on (optional)')}
        description={t(
          'playbook.resourcesHelp',
          'An expression that gives their names; those of the incident when it is empty.'
        )}
        {...wrong('resources')}
      >
        <ScopedText
          id="policy-resources"
          language="expression"
          disabled={isReadOnly}
          value={typeof definition.resources === 'string' ? definition.resources : ''}
          variables={variablesAt(definition, ['steps', 0])}
          onChange={(value) => setWhole('resources', value === '' ? undefined : value)}
        />
      </Field>
    </div>
  );
}

/** Times in which nothing is started; all of them by one clock, as people think of them. */
function Blackouts() {
  const { policies, isReadOnly, set, wrong } = usePolicies();
  const blackouts = listOf(policies.blackouts);
  const zone = String(blackouts[0]?.zone ?? 'UTC');
  return (
    <Field label={policyWords('blackout')} {...wrong('policies', 'blackouts')}>
      <fieldset disabled={isReadOnly}>
        <HoursFields
          label={policyWords('blackout')}
          hours={blackouts.map(({ days, from, to }) => ({
            weekdays: Array.isArray(days) ? days.map(Number) : [],
            from: String(from ?? ''),
            to: String(to ?? ''),
          }))}
          onChange={(hours) =>
            set(
              'blackouts',
              hours.length === 0
                ? undefined
                : hours.map(({ weekdays, from, to }) => ({ days: weekdays, from, to, zone }))
            )
          }
        />
        {blackouts.length > 0 && (
          <ZonePicker
            id="policy-zone"
            value={zone}
            onChange={(next) =>
              next &&
              set(
                'blackouts',
                blackouts.map((each) => ({ ...each, zone: next }))
              )
            }
          />
        )}
      </fieldset>
    </Field>
  );
}

/** Who must agree before the first step, by the first rule that holds. */
function Approvals() {
  const styles = useStyles2(getStyles);
  const { names } = useEditor();
  const { policies, definition, isReadOnly, set, wrong } = usePolicies();
  const rules = listOf(policies.approvals);
  const put = (next: Array<Record<string, unknown>>) => set('approvals', next.length === 0 ? undefined : next);
  const change = (at: number, changes: Record<string, unknown>) =>
    put(rules.map((rule, index) => (index === at ? { ...rule, ...changes } : rule)));
  return (
    <Field
      label={policyWords('approval')}
      description={t(
        'playbookLimits.approvalHelp',
        'The first rule that holds says who must agree before the first step.'
      )}
      {...wrong('policies', 'approvals')}
    >
      <div className={styles.rules}>
        {rules.map((rule, at) => (
          <div key={at} className={styles.rule}>
            <div className={styles.grow}>
              <ScopedText
                id={`policy-approval-${at}`}
                aria-label={t('playbookLimits.when', 'Approval when')}
                language="expression"
                placeholder="incident.severity == 'CRITICAL'"
                disabled={isReadOnly}
                value={String(rule.when ?? '')}
                variables={variablesAt(definition, ['steps', 0])}
                onChange={(when) => change(at, { when })}
              />
            </div>
            <Input
              type="number"
              min={1}
              max={10}
              width={10}
              aria-label={t('field.count', 'How many must agree')}
              disabled={isReadOnly}
              value={typeof rule.count === 'number' ? rule.count : 1}
              onChange={({ currentTarget }) => change(at, { count: wholeOf(currentTarget.value) })}
            />
            <div className={styles.grow}>
              <MultiCombobox<string>
                aria-label={t('field.teams', 'Who may answer')}
                placeholder={t('playbookLimits.anybody', 'Everybody who may')}
                disabled={isReadOnly}
                createCustomValue
                value={Array.isArray(rule.teams) ? rule.teams.map(String) : []}
                options={(names.team ?? []).map((value) => ({ value, label: value }))}
                onChange={(chosen) => change(at, { teams: chosen.map(({ value }) => value) })}
              />
            </div>
            <IconButton
              name="trash-alt"
              disabled={isReadOnly}
              aria-label={t('playbookLimits.removeRule', 'Take this rule out')}
              onClick={() => put(rules.filter((_, index) => index !== at))}
            />
          </div>
        ))}
        <Button
          size="sm"
          variant="secondary"
          icon="plus"
          disabled={isReadOnly}
          onClick={() => put([...rules, { when: 'true', count: 1, teams: [] }])}
        >
          {t('playbookLimits.addRule', 'Add a rule')}
        </Button>
      </div>
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  fields: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))',
    gap: theme.spacing(0, 3),
    alignItems: 'start',
    '& > :first-child': { gridColumn: '1 / -1' },
  }),
  wide: css({ gridColumn: '1 / -1' }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  rules: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: theme.spacing(1) }),
  rule: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1), width: '100%' }),
  grow: css({ flex: '1 1 220px', minWidth: 0 }),
});
