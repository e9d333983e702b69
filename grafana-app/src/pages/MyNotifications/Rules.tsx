import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Combobox, Field, Input, Stack, Switch } from '@grafana/ui';
import type { Severity } from '../../api/generated/graphql';
import { FormFailure } from '../../components/Failure/FormFailure';
import { HoursFields } from '../../components/HoursFields/HoursFields';
import { Section } from '../../components/Section/Section';
import { ZonePicker } from '../../components/ZonePicker/ZonePicker';
import { useLeaveGuard } from '../../drafts/useLeaveGuard';
import { severityLook } from '../../words/incidents';
import { draftOf, inputOf, type RulesDraft } from './draft';
import { PlanTimeline, severities } from './PlanTimeline';
import { RuleRows } from './RuleRows';
import type { NotificationVerbs, Settings } from './useNotifications';
import { ownZone } from '../../time/ownZone';

/** How the viewer is told: their steps, quiet hours and digest, with what they come to. */
export function Rules({ settings, verbs: { save } }: { settings: Settings; verbs: NotificationVerbs }) {
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [isChanged, setIsChanged] = useState(false);
  const set = (change: Partial<RulesDraft>) => {
    setDraft({ ...draft, ...change });
    setIsChanged(true);
  };
  const guard = useLeaveGuard({ isChanged });
  const { contacts, version } = settings;
  const { quietHours, digest } = draft;
  const severityOptions = severities.map((value) => ({ value, label: severityLook(value).text }));
  const hoursLabel = t('my.quietHours', 'Quiet hours');
  return (
    <>
      <Section title={t('my.rules', 'Your rules')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ input: inputOf(draft), version }, { onSuccess: () => setIsChanged(false) });
          }}
        >
          <Stack direction="column" gap={2}>
            <Field noMargin label={t('my.default', 'When you are paged')}>
              <RuleRows
                label={t('my.default', 'When you are paged')}
                rows={draft.default}
                contacts={contacts}
                empty={t('my.defaultNone', 'Without steps you are sent mail at once.')}
                onChange={(rows) => set({ default: rows })}
              />
            </Field>
            <Field
              noMargin
              label={t('my.important', 'When it is important')}
              description={t('my.importantHelp', 'Escalation steps say so. It passes through quiet hours.')}
            >
              <RuleRows
                label={t('my.important', 'When it is important')}
                rows={draft.important}
                contacts={contacts}
                empty={t('my.importantNone', 'Without steps it is as above.')}
                onChange={(rows) => set({ important: rows })}
              />
            </Field>
            <Field
              noMargin
              label={hoursLabel}
              description={t('my.quietHelp', 'What is held back comes when they end.')}
              htmlFor="quiet-hours"
            >
              <Switch
                id="quiet-hours"
                value={quietHours !== null}
                onChange={({ currentTarget }) =>
                  set({
                    quietHours: currentTarget.checked
                      ? {
                          timeZone: ownZone(),
                          breaksThrough: 'CRITICAL',
                          hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00' }],
                        }
                      : null,
                  })
                }
              />
            </Field>
            {quietHours && (
              <Stack direction="column" gap={1}>
                <HoursFields
                  label={hoursLabel}
                  hours={quietHours.hours}
                  onChange={(hours) => set({ quietHours: { ...quietHours, hours } })}
                />
                <Stack gap={2} wrap="wrap">
                  <Field noMargin label={t('my.breaksThrough', 'Told at once all the same')} htmlFor="quiet-through">
                    <Combobox<Severity>
                      id="quiet-through"
                      width={24}
                      value={quietHours.breaksThrough}
                      options={severityOptions.map(({ value, label }) => ({
                        value,
                        label: t('my.andWorse', '{{severity}} and worse', { severity: label }),
                      }))}
                      onChange={({ value }) => set({ quietHours: { ...quietHours, breaksThrough: value } })}
                    />
                  </Field>
                  <Field noMargin label={t('zone.label', 'Time zone')} htmlFor="quiet-zone">
                    <ZonePicker
                      id="quiet-zone"
                      value={quietHours.timeZone}
                      onChange={(zone) => set({ quietHours: { ...quietHours, timeZone: zone ?? ownZone() } })}
                    />
                  </Field>
                </Stack>
              </Stack>
            )}
            <Field
              noMargin
              label={t('my.digest', 'Once a day')}
              description={t('my.digestHelp', 'Mild things wait for this time of day.')}
              htmlFor="digest"
            >
              <Switch
                id="digest"
                value={digest !== null}
                disabled={contacts.length === 0}
                onChange={({ currentTarget }) =>
                  set({
                    digest: currentTarget.checked
                      ? { timeZone: ownZone(), at: '09:00', from: 'LOW', contactId: contacts[0]?.id ?? '' }
                      : null,
                  })
                }
              />
            </Field>
            {digest && (
              <Stack gap={2} wrap="wrap">
                <Field noMargin label={t('my.digestFrom', 'For')} htmlFor="digest-from">
                  <Combobox<Severity>
                    id="digest-from"
                    width={24}
                    value={digest.from}
                    options={severityOptions.map(({ value, label }) => ({
                      value,
                      label: t('my.andMilder', '{{severity}} and milder', { severity: label }),
                    }))}
                    onChange={({ value }) => set({ digest: { ...digest, from: value } })}
                  />
                </Field>
                <Field noMargin label={t('my.digestAt', 'At')} htmlFor="digest-at">
                  <Input
                    id="digest-at"
                    type="time"
                    width={14}
                    value={digest.at}
                    onChange={({ currentTarget }) => set({ digest: { ...digest, at: currentTarget.value } })}
                  />
                </Field>
                <Field noMargin label={t('my.digestBy', 'By')} htmlFor="digest-by">
                  <Combobox
                    id="digest-by"
                    width={30}
                    value={digest.contactId}
                    options={contacts.map(({ id, label }) => ({ value: id, label }))}
                    onChange={({ value }) => set({ digest: { ...digest, contactId: value } })}
                  />
                </Field>
              </Stack>
            )}
            <FormFailure error={save.error} />
            <Stack>
              <Button type="submit" disabled={!isChanged || save.isPending}>
                <Trans i18nKey="my.save">Save</Trans>
              </Button>
              <Button
                type="button"
                variant="secondary"
                disabled={!isChanged}
                onClick={() => {
                  setDraft(draftOf(settings));
                  setIsChanged(false);
                }}
              >
                <Trans i18nKey="my.undo">Undo the changes</Trans>
              </Button>
            </Stack>
          </Stack>
        </form>
      </Section>
      {guard.prompt}
      <PlanTimeline input={inputOf(draft)} contacts={contacts} />
    </>
  );
}
