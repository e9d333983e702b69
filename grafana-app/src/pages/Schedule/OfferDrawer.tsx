import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Drawer, Field, Input, Stack } from '@grafana/ui';
import { FormFailure } from '../../components/Failure/FormFailure';
import { type PickedPerson, PersonPicker } from '../../components/PersonPicker/PersonPicker';
import { fromField, toField } from '../../components/ShiftGrid/zoneDays';
import { plain } from '../../words/plain';
import type { ScheduleVerbs } from './useSchedule';

interface Props {
  zone: string;
  verbs: ScheduleVerbs;
  onClose(): void;
}

const HOUR = 3_600_000;
const tomorrow = () => Math.ceil(Date.now() / HOUR) * HOUR + 24 * HOUR;

/** Offers a time in which the viewer is on call. */
export function OfferDrawer({ zone, verbs: { offer }, onClose }: Props) {
  const [from, setFrom] = useState(() => toField(tomorrow(), zone));
  const [to, setTo] = useState(() => toField(tomorrow() + 8 * HOUR, zone));
  const [person, setPerson] = useState<PickedPerson | null>(null);
  const [note, setNote] = useState('');
  const [begins, ends] = [fromField(from, zone), fromField(to, zone)];
  const isOrdered = begins < ends;
  const submit = () =>
    offer.mutate(
      {
        startsAt: new Date(begins).toISOString(),
        endsAt: new Date(ends).toISOString(),
        offeredToId: person?.id,
        note: note.trim(),
      },
      { onSuccess: onClose }
    );
  return (
    <Drawer
      size="sm"
      title={t('swap.offer', 'Offer a shift of mine')}
      subtitle={t('override.zone', 'Times are in {{zone}}.', { ...plain, zone })}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack direction="column" gap={2}>
          <span>
            <Trans i18nKey="swap.help">You stay on call until somebody takes it.</Trans>
          </span>
          <Field noMargin label={t('override.from', 'From')} htmlFor="swap-from">
            <Input
              id="swap-from"
              type="datetime-local"
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
          </Field>
          <Field
            noMargin
            label={t('override.to', 'Until')}
            htmlFor="swap-to"
            invalid={!isOrdered}
            error={isOrdered ? undefined : t('override.order', 'It must end later than it begins.')}
          >
            <Input
              id="swap-to"
              type="datetime-local"
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          </Field>
          <Field
            noMargin
            label={t('swap.offerTo', 'Offer it to')}
            description={t('swap.offerToHelp', 'Nobody chosen means anybody.')}
            htmlFor="swap-person"
          >
            <PersonPicker id="swap-person" value={person} onChange={setPerson} />
          </Field>
          <Field noMargin label={t('override.note', 'Note')} htmlFor="swap-note">
            <Input
              id="swap-note"
              value={note}
              maxLength={500}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </Field>
          <FormFailure error={offer.error} />
          <Stack>
            <Button type="submit" disabled={!isOrdered || offer.isPending}>
              <Trans i18nKey="swap.submit">Offer it</Trans>
            </Button>
            <Button type="button" variant="secondary" onClick={onClose}>
              <Trans i18nKey="override.cancel">Cancel</Trans>
            </Button>
          </Stack>
        </Stack>
      </form>
    </Drawer>
  );
}
