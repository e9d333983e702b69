import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, ConfirmButton, Field, Input, Stack } from '@grafana/ui';
import { FormFailure } from '../../components/Failure/FormFailure';
import { type PickedPerson, PersonPicker } from '../../components/PersonPicker/PersonPicker';
import { Quiet, Section } from '../../components/Section/Section';
import { fromField, toField } from '../../components/ShiftGrid/zoneDays';
import { personName } from '../../words/people';
import { plain } from '../../words/plain';
import { spanText } from '../../words/schedules';
import type { NotificationVerbs, Settings } from './useNotifications';
import { ownZone } from '../../time/ownZone';

const DAY = 86_400_000;

/** Who is told in the viewer's place while they are away. */
export function StandIns({ settings: { delegations }, verbs }: { settings: Settings; verbs: NotificationVerbs }) {
  const [person, setPerson] = useState<PickedPerson | null>(null);
  const [from, setFrom] = useState(() => toField(Date.now(), ownZone()));
  const [to, setTo] = useState(() => toField(Date.now() + 7 * DAY, ownZone()));
  const { delegate, endDelegation } = verbs;
  const [begins, ends] = [fromField(from, ownZone()), fromField(to, ownZone())];
  const isReady = person !== null && begins < ends && !delegate.isPending;
  return (
    <Section title={t('my.standIns', 'While you are away')}>
      <Stack direction="column" gap={1}>
        {delegations.length === 0 && (
          <Quiet>
            <Trans i18nKey="my.noStandIn">Your pages go to you. While you are away they can go to somebody else.</Trans>
          </Quiet>
        )}
        {delegations.map(({ id, to: standIn, startsAt, endsAt }) => (
          <Stack key={id} gap={2} alignItems="center" wrap="wrap">
            <span>
              {t('my.standIn', 'Your pages go to {{name}}: {{time}}', {
                ...{ ...plain, name: personName(standIn), time: spanText(startsAt, endsAt, ownZone()) },
              })}
            </span>
            <ConfirmButton
              confirmText={t('my.endConfirm', 'I am back')}
              disabled={endDelegation.isPending}
              onConfirm={() => endDelegation.mutate(id)}
            >
              {t('my.end', 'End')}
            </ConfirmButton>
          </Stack>
        ))}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (person) {
              delegate.mutate(
                { toId: person.id, startsAt: new Date(begins).toISOString(), endsAt: new Date(ends).toISOString() },
                { onSuccess: () => setPerson(null) }
              );
            }
          }}
        >
          <Stack gap={2} alignItems="flex-end" wrap="wrap">
            <Field noMargin label={t('my.standInWho', 'Told in your place')} htmlFor="stand-in">
              <PersonPicker id="stand-in" width={30} value={person} onChange={setPerson} />
            </Field>
            <Field noMargin label={t('override.from', 'From')} htmlFor="stand-in-from">
              <Input
                id="stand-in-from"
                type="datetime-local"
                value={from}
                onChange={(event) => setFrom(event.currentTarget.value)}
              />
            </Field>
            <Field noMargin label={t('override.to', 'Until')} htmlFor="stand-in-to">
              <Input
                id="stand-in-to"
                type="datetime-local"
                value={to}
                onChange={(event) => setTo(event.currentTarget.value)}
              />
            </Field>
            <Button type="submit" variant="secondary" disabled={!isReady}>
              <Trans i18nKey="my.delegate">Hand over</Trans>
            </Button>
          </Stack>
        </form>
        <FormFailure error={delegate.error ?? endDelegation.error} />
      </Stack>
    </Section>
  );
}
