import React, { useState } from 'react';
import { type DateTime, dateTime } from '@grafana/data';
import { t } from '@grafana/i18n';
import { DateTimePicker, Field } from '@grafana/ui';
import { useNow } from '../../../time/useNow';
import { Dialog } from './Dialog';
import type { IncidentVerbs } from '../useIncidentVerbs';

/** Asks until when the incident sleeps. */
export function SnoozeDialog({ verbs: { snooze }, onDismiss }: { verbs: IncidentVerbs; onDismiss(): void }) {
  const now = useNow();
  const [until, setUntil] = useState<DateTime | undefined>(dateTime().add(1, 'hour'));
  return (
    <Dialog
      title={t('incident.snoozeDialog.title', 'Snooze the incident')}
      submitText={t('incident.snooze', 'Snooze')}
      ready={until !== undefined && until.isValid() && until.valueOf() > now}
      pending={snooze.isPending}
      error={snooze.error}
      onSubmit={() => until && snooze.mutate(until.toDate(), { onSuccess: onDismiss })}
      onDismiss={onDismiss}
    >
      <Field
        label={t('incident.snoozeDialog.label', 'Until')}
        description={t(
          'incident.snoozeDialog.description',
          'Nobody is told of it until then; it wakes by itself. At most 30 days.'
        )}
        noMargin
      >
        <DateTimePicker date={until} onChange={setUntil} minDate={new Date()} />
      </Field>
    </Dialog>
  );
}
