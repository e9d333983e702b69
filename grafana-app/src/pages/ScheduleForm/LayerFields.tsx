import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Combobox, Field, IconButton, Input, RadioButtonGroup, Stack, Switch, useStyles2 } from '@grafana/ui';
import type { ScheduleHolidayMode, ScheduleLayerKind, ScheduleRotation } from '../../api/generated/graphql';
import { HoursFields } from '../../components/HoursFields/HoursFields';
import { plain } from '../../words/plain';
import type { LayerDraft } from './draft';
import { TurnsField } from './TurnsField';

interface Props {
  layer: LayerDraft;
  /** Counted from 1. */
  place: number;
  problems: string[];
  isOnly: boolean;
  onChange(layer: LayerDraft): void;
  onRemove(): void;
}

/** One layer of the form. */
export function LayerFields({ layer, place, problems, isOnly, onChange, onRemove }: Props) {
  const styles = useStyles2(getStyles);
  const set = (change: Partial<LayerDraft>) => onChange({ ...layer, ...change });
  const id = (field: string) => `${layer.key}-${field}`;
  return (
    <section
      className={styles.layer}
      aria-label={layer.name || t('scheduleForm.layer', 'Layer {{place}}', { ...plain, place })}
    >
      <Stack direction="column" gap={2}>
        <div className={styles.row}>
          <Field noMargin label={t('scheduleForm.layerName', 'Layer')} htmlFor={id('name')}>
            <Input
              id={id('name')}
              width={28}
              value={layer.name}
              maxLength={100}
              onChange={({ currentTarget }) => set({ name: currentTarget.value })}
            />
          </Field>
          <Field
            noMargin
            label={t('scheduleForm.priority', 'Priority')}
            description={t(
              'scheduleForm.priorityHelp',
              'The highest that has somebody wins; equal ones are on call together.'
            )}
            htmlFor={id('priority')}
          >
            <Input
              id={id('priority')}
              type="number"
              width={10}
              min={0}
              max={99}
              value={layer.priority}
              onChange={({ currentTarget }) => set({ priority: currentTarget.value })}
            />
          </Field>
          <Field noMargin label={t('scheduleForm.kind', 'People come from')}>
            <RadioButtonGroup<ScheduleLayerKind>
              aria-label={t('scheduleForm.kind', 'People come from')}
              value={layer.kind}
              options={[
                { value: 'ROTATION', label: t('scheduleForm.rotationKind', 'A rotation') },
                { value: 'CALENDAR', label: t('scheduleForm.calendarKind', 'A calendar (iCal)') },
              ]}
              onChange={(kind) => set({ kind })}
            />
          </Field>
          <IconButton
            className={styles.remove}
            name="trash-alt"
            disabled={isOnly}
            aria-label={t('scheduleForm.removeLayer', 'Remove the layer {{name}}', { ...plain, name: layer.name })}
            onClick={onRemove}
          />
        </div>
        {problems.length > 0 && (
          <Alert severity="warning" title={t('scheduleForm.layerProblem', 'This layer is not complete')}>
            {problems.map((problem) => (
              <div key={problem}>{problem}</div>
            ))}
          </Alert>
        )}
        {layer.kind === 'CALENDAR' ? (
          <Field
            noMargin
            label={t('scheduleForm.url', 'Address of the iCal file')}
            description={t(
              'scheduleForm.urlHelp',
              'Its events put on call whom they invite, or whose address or name is their title. It is read every ten minutes.'
            )}
            htmlFor={id('url')}
          >
            <Input
              id={id('url')}
              value={layer.url}
              placeholder="https://calendar.example.com/private/basic.ics"
              onChange={({ currentTarget }) => set({ url: currentTarget.value })}
            />
          </Field>
        ) : (
          <RotationFields layer={layer} id={id} set={set} />
        )}
        <Field
          noMargin
          label={t('scheduleForm.restrictions', 'Only in these hours')}
          description={t('scheduleForm.restrictionsHelp', 'None means around the clock.')}
        >
          <HoursFields
            label={t('scheduleForm.restrictions', 'Only in these hours')}
            hours={layer.restrictions}
            onChange={(restrictions) => set({ restrictions })}
          />
        </Field>
        <div className={styles.row}>
          <Field noMargin label={t('scheduleForm.holidays', 'On holidays')} htmlFor={id('holidays')}>
            <Combobox<ScheduleHolidayMode>
              id={id('holidays')}
              width={28}
              value={layer.holidays}
              options={[
                { value: 'IGNORE', label: t('scheduleForm.holidaysIgnore', 'as on any day') },
                { value: 'OFF', label: t('scheduleForm.holidaysOff', 'this layer is off') },
                { value: 'ONLY', label: t('scheduleForm.holidaysOnly', 'only then is it on') },
              ]}
              onChange={({ value }) => set({ holidays: value })}
            />
          </Field>
          <Field
            noMargin
            label={t('scheduleForm.shadow', 'Shadows')}
            description={t('scheduleForm.shadowHelp', 'Its people are informed and not paged.')}
            htmlFor={id('shadow')}
          >
            <Switch
              id={id('shadow')}
              value={layer.shadow}
              onChange={({ currentTarget }) => set({ shadow: currentTarget.checked })}
            />
          </Field>
        </div>
      </Stack>
    </section>
  );
}

function RotationFields({
  layer,
  id,
  set,
}: {
  layer: LayerDraft;
  id(field: string): string;
  set(change: Partial<LayerDraft>): void;
}) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <Field
        noMargin
        label={t('scheduleForm.turns', 'Turns')}
        description={t('scheduleForm.turnsHelp', 'In this order, and round again.')}
      >
        <TurnsField turns={layer.turns} onChange={(turns) => set({ turns })} />
      </Field>
      <div className={styles.row}>
        <Field noMargin label={t('scheduleForm.rotation', 'Hand over')} htmlFor={id('rotation')}>
          <Combobox<ScheduleRotation>
            id={id('rotation')}
            width={20}
            value={layer.rotation}
            options={[
              { value: 'DAILY', label: t('scheduleForm.daily', 'by days') },
              { value: 'WEEKLY', label: t('scheduleForm.weekly', 'by weeks') },
              { value: 'CUSTOM', label: t('scheduleForm.custom', 'by a rule') },
            ]}
            onChange={({ value }) => set({ rotation: value })}
          />
        </Field>
        <Field noMargin label={everyLabel(layer.rotation)} htmlFor={id('every')}>
          <Input
            id={id('every')}
            type="number"
            width={10}
            min={1}
            max={365}
            value={layer.every}
            onChange={({ currentTarget }) => set({ every: currentTarget.value })}
          />
        </Field>
        {layer.rotation === 'CUSTOM' && (
          <Field
            noMargin
            label={t('scheduleForm.rule', 'Rule (RRULE)')}
            description={t('scheduleForm.ruleHelp', 'Each of its times is a hand-over.')}
            htmlFor={id('rule')}
          >
            <Input
              id={id('rule')}
              width={40}
              value={layer.rule}
              onChange={({ currentTarget }) => set({ rule: currentTarget.value })}
            />
          </Field>
        )}
        <Field
          noMargin
          label={t('scheduleForm.startsAt', 'First hand-over')}
          description={t('scheduleForm.startsAtHelp', 'All others are at the same time of day.')}
          htmlFor={id('starts')}
        >
          <Input
            id={id('starts')}
            type="datetime-local"
            width={28}
            value={layer.startsAt}
            onChange={({ currentTarget }) => set({ startsAt: currentTarget.value })}
          />
        </Field>
        <Field noMargin label={t('scheduleForm.endsAt', 'Ends (not, if empty)')} htmlFor={id('ends')}>
          <Input
            id={id('ends')}
            type="datetime-local"
            width={28}
            value={layer.endsAt}
            onChange={({ currentTarget }) => set({ endsAt: currentTarget.value })}
          />
        </Field>
      </div>
    </>
  );
}

function everyLabel(rotation: ScheduleRotation): string {
  switch (rotation) {
    case 'DAILY':
      return t('scheduleForm.everyDays', 'Days a turn');
    case 'WEEKLY':
      return t('scheduleForm.everyWeeks', 'Weeks a turn');
    case 'CUSTOM':
      return t('scheduleForm.everyTimes', 'Times a turn');
    default:
      return rotation satisfies never;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  layer: css({
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(2) }),
  remove: css({ marginLeft: 'auto', alignSelf: 'flex-start' }),
});
