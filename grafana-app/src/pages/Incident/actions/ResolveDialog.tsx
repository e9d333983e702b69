import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Field, TextArea } from '@grafana/ui';
import { Dialog } from './Dialog';
import type { IncidentVerbs } from '../useIncidentVerbs';

interface Props {
  verbs: IncidentVerbs;
  onDismiss(): void;
}

/** Asks what ended the incident. */
export function ResolveDialog({ verbs: { resolve }, onDismiss }: Props) {
  const [note, setNote] = useState('');
  return (
    <Dialog
      title={t('incident.resolveDialog.title', 'Resolve the incident')}
      submitText={t('incident.resolve', 'Resolve')}
      ready
      pending={resolve.isPending}
      error={resolve.error}
      onSubmit={() => resolve.mutate(note, { onSettled: (_data, error) => !isRetryable(error) && onDismiss() })}
      onDismiss={onDismiss}
    >
      <Field
        label={t('incident.resolveDialog.label', 'Note')}
        description={t('incident.resolveDialog.description', 'What ended it? Optional, and kept in the timeline.')}
        noMargin
      >
        <TextArea
          id="incident-resolve-note"
          rows={4}
          autoFocus
          maxLength={10_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Field>
    </Dialog>
  );
}

/** After a race there is nothing to try again: the dialog gives way to the page, which explains it. */
function isRetryable(error: unknown): boolean {
  return error !== null && !(error instanceof Error && 'code' in error && error.code === 'CONFLICT');
}
