import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Combobox, Field, Input, MultiCombobox, Switch, useStyles2 } from '@grafana/ui';
import type { EscalationImportance, Severity } from '../../api/generated/graphql';
import { severities, severityLook } from '../../words/incidents';
import type { DraftStep } from './chainDraft';
import { PlaybookOfStep } from './PlaybookOfStep';
import type { useNamed } from './useChains';

interface Props {
  step: DraftStep;
  named: ReturnType<typeof useNamed>;
  onChange(changes: Partial<DraftStep>): void;
}

/** What one step needs, and when it is done only. */
export function StepForm({ step, named, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const { kind, key } = step;
  const number = (text: string): number => Math.max(1, Math.floor(Number(text) || 1));
  const tells = kind !== 'WAIT' && kind !== 'REPEAT' && kind !== 'RESOLVE' && kind !== 'PLAYBOOK';
  return (
    <div className={styles.form}>
      {kind === 'WAIT' && (
        <Field label={t('chain.form.minutes', 'Minutes')}>
          <Input
            id={`${key}-minutes`}
            type="number"
            min={1}
            max={10_080}
            value={Math.round((step.seconds ?? 60) / 60)}
            onChange={({ currentTarget }) => onChange({ seconds: number(currentTarget.value) * 60 })}
          />
        </Field>
      )}
      {kind === 'REPEAT' && (
        <Field label={t('chain.form.times', 'Times')} description={t('chain.form.timesHint', 'At most 9')}>
          <Input
            id={`${key}-times`}
            type="number"
            min={1}
            max={9}
            value={step.times ?? 1}
            onChange={({ currentTarget }) => onChange({ times: Math.min(9, number(currentTarget.value)) })}
          />
        </Field>
      )}
      {kind === 'ON_CALL' && (
        <>
          <Field label={t('chain.form.schedule', 'Schedule')}>
            <Combobox<string>
              id={`${key}-schedule`}
              value={step.scheduleId ?? null}
              placeholder={t('chain.form.chooseSchedule', 'Choose a schedule')}
              options={named.schedules}
              onChange={({ value }) => onChange({ scheduleId: value })}
            />
          </Field>
          <Field
            label={t('chain.form.waits', 'Wait for somebody')}
            description={t(
              'chain.form.waitsHint',
              'With nobody on call, wait for the next who is, instead of going on.'
            )}
          >
            <Switch
              id={`${key}-waits`}
              value={step.waitsForSomebody}
              onChange={({ currentTarget }) => onChange({ waitsForSomebody: currentTarget.checked })}
            />
          </Field>
        </>
      )}
      {(kind === 'PERSONS' || (kind === 'ROUND_ROBIN' && !step.teamId)) && (
        <Field label={t('chain.form.people', 'People')}>
          <MultiCombobox<string>
            id={`${key}-people`}
            value={step.personIds}
            options={named.people}
            onChange={(chosen) => onChange({ personIds: chosen.map(({ value }) => value) })}
          />
        </Field>
      )}
      {(kind === 'TEAM' || kind === 'ROUND_ROBIN') && (
        <Field
          label={kind === 'TEAM' ? t('chain.form.team', 'Team') : t('chain.form.orTeam', 'Or everybody in a team')}
        >
          <Combobox<string>
            id={`${key}-team`}
            isClearable
            value={step.teamId ?? null}
            placeholder={t('chain.form.chooseTeam', 'Choose a team')}
            options={named.teams}
            onChange={(chosen) => onChange({ teamId: chosen?.value ?? null })}
          />
        </Field>
      )}
      {kind === 'CHANNEL' && (
        <Field
          label={t('chain.form.channel', 'Channel')}
          description={t('chain.form.channelHint', 'A room, or a webhook')}
        >
          <Combobox<string>
            id={`${key}-channel`}
            value={step.channelId ?? null}
            placeholder={t('chain.form.chooseChannel', 'Choose a channel')}
            options={named.channels}
            onChange={({ value }) => onChange({ channelId: value })}
          />
        </Field>
      )}
      {kind === 'PLAYBOOK' && (
        <Field label={t('chain.form.playbook', 'Playbook')}>
          <PlaybookOfStep
            id={`${key}-playbook`}
            value={step.playbookId}
            onChange={(playbookId) => onChange({ playbookId })}
          />
        </Field>
      )}
      <Field
        label={t('chain.form.severities', 'Only for severities')}
        description={t('policy.form.any', 'None for every one.')}
      >
        <MultiCombobox<Severity>
          id={`${key}-severities`}
          value={step.onlySeverities}
          options={severities.map((value) => ({ value, label: severityLook(value).text }))}
          onChange={(chosen) => onChange({ onlySeverities: chosen.map(({ value }) => value) })}
        />
      </Field>
      <Field label={t('chain.form.alerts', 'Only with so many alerts in so many minutes')}>
        <div className={styles.pair}>
          <Input
            id={`${key}-alerts`}
            aria-label={t('chain.form.alertCount', 'Alerts')}
            type="number"
            min={0}
            placeholder={t('chain.form.anyNumber', 'any number')}
            value={step.onlyAlerts?.count ?? ''}
            onChange={({ currentTarget }) => {
              const count = Math.floor(Number(currentTarget.value) || 0);
              onChange({ onlyAlerts: count > 0 ? { count, minutes: step.onlyAlerts?.minutes ?? 5 } : null });
            }}
          />
          <Input
            id={`${key}-alert-minutes`}
            aria-label={t('chain.form.alertMinutes', 'Within minutes')}
            type="number"
            min={1}
            disabled={!step.onlyAlerts}
            value={step.onlyAlerts?.minutes ?? ''}
            onChange={({ currentTarget }) =>
              step.onlyAlerts && onChange({ onlyAlerts: { ...step.onlyAlerts, minutes: number(currentTarget.value) } })
            }
          />
        </div>
      </Field>
      {tells && (
        <>
          <Field
            label={t('chain.form.hours', 'Only between, by their own clock')}
            description={t('chain.form.hoursHint', 'Each person is judged where they are; a channel by UTC.')}
          >
            <div className={styles.pair}>
              <Input
                id={`${key}-from`}
                aria-label={t('chain.form.from', 'From')}
                type="time"
                value={step.onlyHours?.from ?? ''}
                onChange={({ currentTarget }) =>
                  onChange({
                    onlyHours: currentTarget.value
                      ? { days: [], timeZone: 'UTC', to: '18:00', ...step.onlyHours, from: currentTarget.value }
                      : null,
                  })
                }
              />
              <Input
                id={`${key}-to`}
                aria-label={t('chain.form.to', 'To')}
                type="time"
                disabled={!step.onlyHours}
                value={step.onlyHours?.to ?? ''}
                onChange={({ currentTarget }) =>
                  step.onlyHours && onChange({ onlyHours: { ...step.onlyHours, to: currentTarget.value } })
                }
              />
            </div>
          </Field>
          <Field label={t('chain.form.importance', 'By which of their rules')}>
            <Combobox<EscalationImportance | 'POLICY'>
              id={`${key}-importance`}
              value={step.importance ?? 'POLICY'}
              options={[
                { value: 'POLICY', label: t('chain.form.asPolicy', 'As the policy says') },
                { value: 'DEFAULT', label: t('policy.form.usual', 'Usual') },
                { value: 'IMPORTANT', label: t('policy.form.important', 'Important') },
              ]}
              onChange={({ value }) => onChange({ importance: value === 'POLICY' ? null : value })}
            />
          </Field>
        </>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({
    padding: theme.spacing(1.5),
    marginTop: theme.spacing(0.5),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  pair: css({ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: theme.spacing(1) }),
});
