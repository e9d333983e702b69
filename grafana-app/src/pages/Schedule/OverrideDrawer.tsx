import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, ConfirmButton, Drawer, Field, Input, RadioButtonGroup, Stack } from '@grafana/ui';
import { FormFailure } from '../../components/Failure/FormFailure';
import { type PickedPerson, PersonPicker } from '../../components/PersonPicker/PersonPicker';
import { fromField, toField } from '../../components/ShiftGrid/zoneDays';
import { plain } from '../../words/plain';
import type { ScheduleVerbs } from './useSchedule';

export interface OverrideDraft {
  /** Of one that is there. */
  id?: string;
  from: number;
  to: number;
  person: PickedPerson | null;
  replaces: PickedPerson | null;
  note: string;
}

interface Props {
  draft: OverrideDraft;
  zone: string;
  verbs: ScheduleVerbs;
  /** The viewer, where they may take over only themselves. */
  onlySelf: PickedPerson | null;
  onClose(): void;
}

/** Puts somebody, or nobody, on call for a time. */
export function OverrideDrawer({ draft, zone, verbs, onlySelf, onClose }: Props) {
  const [from, setFrom] = useState(() => toField(draft.from, zone));
  const [to, setTo] = useState(() => toField(draft.to, zone));
  const [person, setPerson] = useState(draft.person ?? onlySelf);
  const [isNobody, setIsNobody] = useState(draft.id !== undefined && draft.person === null);
  const [replaces, setReplaces] = useState(draft.replaces);
  const [note, setNote] = useState(draft.note);
  const [begins, ends] = [fromField(from, zone), fromField(to, zone)];
  const isOrdered = begins < ends;
  const { add, change, remove } = verbs;
  const isReady = isOrdered && (isNobody || person !== null) && !add.isPending && !change.isPending;
  const submit = () => {
    const input = {
      startsAt: new Date(begins).toISOString(),
      endsAt: new Date(ends).toISOString(),
      personId: isNobody ? null : person?.id,
      replacesId: isNobody ? null : replaces?.id,
      note: note.trim(),
    };
    if (draft.id === undefined) {
      add.mutate(input, { onSuccess: onClose });
    } else {
      change.mutate({ id: draft.id, input }, { onSuccess: onClose });
    }
  };
  return (
    <Drawer
      size="sm"
      title={draft.id === undefined ? t('override.new', 'New override') : t('override.change', 'Change the override')}
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
          <Field noMargin label={t('override.who', 'On call')}>
            <RadioButtonGroup
              aria-label={t('override.who', 'On call')}
              value={isNobody}
              disabled={onlySelf !== null}
              options={[
                { value: false, label: t('override.somebody', 'Somebody') },
                { value: true, label: t('schedule.nobody', 'Nobody') },
              ]}
              onChange={setIsNobody}
            />
          </Field>
          {!isNobody && (
            <>
              <Field noMargin required label={t('override.person', 'Person')} htmlFor="override-person">
                <PersonPicker id="override-person" value={person} onChange={setPerson} />
              </Field>
              <Field
                noMargin
                label={t('override.instead', 'Instead of')}
                description={t(
                  'override.insteadHelp',
                  'Nobody chosen means: instead of everybody who would be on call.'
                )}
                htmlFor="override-instead"
              >
                <PersonPicker id="override-instead" value={replaces} onChange={setReplaces} />
              </Field>
            </>
          )}
          {onlySelf !== null && (
            <span>
              <Trans i18nKey="override.onlySelf">
                You may take a shift over, or have somebody take your own place. Everything else needs the permission
                schedules:manage.
              </Trans>
            </span>
          )}
          <Field noMargin label={t('override.from', 'From')} htmlFor="override-from">
            <Input
              id="override-from"
              type="datetime-local"
              value={from}
              onChange={({ currentTarget }) => setFrom(currentTarget.value)}
            />
          </Field>
          <Field
            noMargin
            label={t('override.to', 'Until')}
            htmlFor="override-to"
            invalid={!isOrdered}
            error={isOrdered ? undefined : t('override.order', 'It must end later than it begins.')}
          >
            <Input
              id="override-to"
              type="datetime-local"
              value={to}
              onChange={({ currentTarget }) => setTo(currentTarget.value)}
            />
          </Field>
          <Field noMargin label={t('override.note', 'Note')} htmlFor="override-note">
            <Input
              id="override-note"
              value={note}
              maxLength={500}
              placeholder={t('override.noteExample', 'e.g. on holiday')}
              onChange={({ currentTarget }) => setNote(currentTarget.value)}
            />
          </Field>
          <FormFailure error={add.error ?? change.error ?? remove.error} />
          <Stack wrap="wrap">
            <Button type="submit" disabled={!isReady}>
              <Trans i18nKey="override.save">Save</Trans>
            </Button>
            <Button type="button" variant="secondary" onClick={onClose}>
              <Trans i18nKey="override.cancel">Cancel</Trans>
            </Button>
            {draft.id !== undefined && (
              <ConfirmButton
                confirmText={t('override.removeConfirm', 'Take it away')}
                confirmVariant="destructive"
                onConfirm={() => draft.id !== undefined && remove.mutate(draft.id, { onSuccess: onClose })}
              >
                {t('override.remove', 'Remove')}
              </ConfirmButton>
            )}
          </Stack>
        </Stack>
      </form>
    </Drawer>
  );
}
