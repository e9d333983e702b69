import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import {
  Alert,
  Button,
  Combobox,
  Drawer,
  Field,
  Input,
  RadioButtonGroup,
  Switch,
  TextArea,
  useStyles2,
} from '@grafana/ui';
import type { HookSigning, MissedFirings, TriggerKind } from '../../api/generated/graphql';
import { ApiError } from '../../api/errors';
import { Failure } from '../../components/Failure/Failure';
import { TextPairs } from '../../components/TextPairs/TextPairs';
import { ZonePicker } from '../../components/ZonePicker/ZonePicker';
import { eventWords, missedWords, signingWords, triggerKindLook } from '../../words/triggers';
import type { MadeKeys } from './HookKeys';
import { PlaybookPicker } from './PlaybookPicker';
import { TriggerTrial } from './TriggerTrial';
import type { DraftTrigger } from './triggerDraft';
import { useEventNames, useNextFirings, useTriggerVerbs } from './useTriggers';

interface Props {
  start: DraftTrigger;
  onClose(): void;
  /** With the keys of a new hook, which are told once. */
  onSaved(keys: MadeKeys | undefined): void;
}

const kinds: TriggerKind[] = ['EVENT', 'SCHEDULE', 'WEBHOOK'];

/** A trigger being written, and tried on what happened before it is saved. */
export function TriggerDrawer({ start, onClose, onSaved }: Props) {
  const styles = useStyles2(getStyles);
  const [draft, setDraft] = useState(start);
  const { save } = useTriggerVerbs();
  const set = (changes: Partial<DraftTrigger>) => setDraft((now) => ({ ...now, ...changes }));
  const reason =
    draft.name.trim() === ''
      ? t('triggers.form.needsName', 'Give it a name.')
      : draft.playbook === null
        ? t('triggers.form.needsPlaybook', 'Choose the playbook that it starts.')
        : undefined;
  const isStale = save.error instanceof ApiError && save.error.code === 'CONFLICT';
  return (
    <Drawer title={draft.id === null ? t('triggers.new', 'New trigger') : start.name} onClose={onClose} size="md">
      {save.error ? (
        isStale ? (
          <Alert severity="warning" title={save.error instanceof ApiError ? save.error.detail : ''} />
        ) : (
          <Failure error={save.error} />
        )
      ) : null}
      {draft.id === null && (
        <Field label={t('triggers.form.kind', 'It waits for')}>
          <RadioButtonGroup
            options={kinds.map((kind) => ({
              value: kind,
              label: triggerKindLook(kind).text,
              icon: triggerKindLook(kind).icon,
            }))}
            value={draft.kind}
            onChange={(kind) => set({ kind })}
          />
        </Field>
      )}
      <Field label={t('triggers.form.name', 'Name')}>
        <Input
          id="trigger-name"
          value={draft.name}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
      </Field>
      <Field label={t('triggers.form.playbook', 'Playbook')}>
        <PlaybookPicker id="trigger-playbook" value={draft.playbook} onChange={(playbook) => set({ playbook })} />
      </Field>
      {draft.kind === 'EVENT' && <EventFields draft={draft} set={set} />}
      {draft.kind === 'SCHEDULE' && <ScheduleFields draft={draft} set={set} />}
      {draft.kind === 'WEBHOOK' && <HookFields draft={draft} set={set} />}
      <Field
        label={t('triggers.form.condition', 'Condition')}
        description={
          draft.kind === 'WEBHOOK'
            ? t(
                'triggers.form.conditionHook',
                'CEL over event.payload.body and event.payload.headers. Empty for every call.'
              )
            : t(
                'triggers.form.conditionHelp',
                'CEL over event and incident, such as incident.severity == "CRITICAL" && incident.labels.team == "db". Empty for always.'
              )
        }
      >
        <TextArea
          id="trigger-condition"
          className={styles.code}
          rows={3}
          value={draft.condition}
          onChange={({ currentTarget }) => set({ condition: currentTarget.value })}
        />
      </Field>
      <Field
        label={t('triggers.form.inputs', 'Inputs of the playbook')}
        description={t(
          'triggers.form.inputsHelp',
          'Each value is CEL over the same, such as incident.labels.instance.'
        )}
      >
        <TextPairs
          label={t('triggers.form.inputs', 'Inputs of the playbook')}
          pairs={draft.inputs}
          onChange={(inputs) => set({ inputs })}
        />
      </Field>
      <Field label={t('triggers.form.description', 'What it is for')}>
        <TextArea
          id="trigger-description"
          rows={2}
          value={draft.description}
          onChange={({ currentTarget }) => set({ description: currentTarget.value })}
        />
      </Field>
      <Field
        label={t('triggers.form.enabled', 'Start the playbook')}
        description={t('triggers.form.enabledHelp', 'While it is off it starts nothing.')}
      >
        <Switch
          id="trigger-enabled"
          value={draft.enabled}
          onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
        />
      </Field>
      <TriggerTrial draft={draft} />
      <Button
        disabled={reason !== undefined || save.isPending}
        tooltip={reason}
        icon={save.isPending ? 'spinner' : undefined}
        onClick={() =>
          save.mutate(draft, {
            onSuccess: ({ url, secret }) =>
              onSaved(
                url != null || secret != null ? { name: draft.name, url: url ?? '', secret: secret ?? '' } : undefined
              ),
          })
        }
      >
        <Trans i18nKey="triggers.form.save">Save the trigger</Trans>
      </Button>
    </Drawer>
  );
}

interface FieldsProps {
  draft: DraftTrigger;
  set(changes: Partial<DraftTrigger>): void;
}

function EventFields({ draft, set }: FieldsProps) {
  const names = useEventNames();
  const options = (names.data ?? [draft.event]).map((name) => ({
    value: name,
    label: eventWords(name),
    description: name,
  }));
  return (
    <>
      <Field label={t('triggers.form.event', 'Event')}>
        <Combobox
          id="trigger-event"
          options={options}
          value={draft.event}
          onChange={({ value }) => set({ event: value })}
        />
      </Field>
      <Field
        label={t('triggers.form.matchers', 'Labels of the incident')}
        description={t(
          'triggers.form.matchersHelp',
          'As Alertmanager writes them: team="db", env!="test". Empty for any.'
        )}
      >
        <Input
          id="trigger-matchers"
          value={draft.matchers}
          onChange={({ currentTarget }) => set({ matchers: currentTarget.value })}
        />
      </Field>
    </>
  );
}

function ScheduleFields({ draft, set }: FieldsProps) {
  const styles = useStyles2(getStyles);
  const firings = useNextFirings(draft.cron, draft.timeZone);
  const problem = firings.error instanceof ApiError ? firings.error.detail : undefined;
  return (
    <>
      <Field
        label={t('triggers.form.cron', 'Times')}
        description={t('triggers.form.cronHelp', 'Cron: minute, hour, day of the month, month, day of the week.')}
        invalid={problem !== undefined}
        error={problem}
      >
        <Input
          id="trigger-cron"
          className={styles.code}
          value={draft.cron}
          onChange={({ currentTarget }) => set({ cron: currentTarget.value })}
        />
      </Field>
      <Field label={t('triggers.form.zone', 'By the clocks of')}>
        <ZonePicker id="trigger-zone" value={draft.timeZone} onChange={(zone) => set({ timeZone: zone ?? 'UTC' })} />
      </Field>
      {firings.data && firings.data.length > 0 && (
        <p className={styles.quiet}>
          {t('triggers.form.next', 'Next:')}{' '}
          {firings.data
            .map((at) => dateTimeFormat(at, { format: 'ddd MM-DD HH:mm', timeZone: draft.timeZone }))
            .join(' · ')}
        </p>
      )}
      <Field
        label={t('triggers.form.missed', 'Times that were missed')}
        description={t('triggers.form.missedHelp', 'Because nothing ran for more than a minute.')}
      >
        <RadioButtonGroup<MissedFirings>
          options={(['ONCE', 'SKIP'] as const).map((value) => ({ value, label: missedWords(value) }))}
          value={draft.missed}
          onChange={(missed) => set({ missed })}
        />
      </Field>
    </>
  );
}

function HookFields({ draft, set }: FieldsProps) {
  return (
    <>
      <Field label={t('triggers.form.signing', 'Calls are signed as')}>
        <RadioButtonGroup<HookSigning>
          options={(['STANDARD', 'GITHUB'] as const).map((value) => ({ value, label: signingWords(value) }))}
          value={draft.signing}
          onChange={(signing) => set({ signing })}
        />
      </Field>
      <Field
        label={t('triggers.form.secret', 'Secret')}
        description={
          draft.id === null
            ? t('triggers.form.secretNew', 'One is made when it is empty, and shown once.')
            : t('triggers.form.secretKept', 'The one that is there stays when it is empty.')
        }
      >
        <Input
          id="trigger-secret"
          type="password"
          autoComplete="new-password"
          value={draft.secret}
          onChange={({ currentTarget }) => set({ secret: currentTarget.value })}
        />
      </Field>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  code: css({ fontFamily: theme.typography.fontFamilyMonospace }),
  quiet: css({ color: theme.colors.text.secondary, marginTop: theme.spacing(-1) }),
});
