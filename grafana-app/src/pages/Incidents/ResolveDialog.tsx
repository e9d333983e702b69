import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, Modal, TextArea } from '@grafana/ui';
import { formatTotal } from '../../words/counts';
import { plain } from '../../words/plain';

interface Props {
  count: number;
  onSubmit(note: string): void;
  onDismiss(): void;
}

/** Asks before many incidents are closed, since nothing opens them again. */
export function ResolveDialog({ count, onSubmit, onDismiss }: Props) {
  const [note, setNote] = useState('');
  return (
    <Modal
      isOpen
      title={t('bulk.resolveDialog.title', 'Resolve {{count}} incidents', {
        ...plain,
        count,
        total: formatTotal(count),
        defaultValue_one: 'Resolve {{total}} incident',
        defaultValue_other: 'Resolve {{total}} incidents',
      })}
      onDismiss={onDismiss}
    >
      <p>
        <Trans i18nKey="bulk.resolveDialog.warning">
          This cannot be undone: a resolved incident never opens again. Alerts that still fire open no other until they
          begin anew.
        </Trans>
      </p>
      <Field
        label={t('bulk.resolveDialog.note', 'Note')}
        description={t('bulk.resolveDialog.description', 'Optional; it stands in the timeline of each of them.')}
      >
        <TextArea
          id="bulk-note"
          autoFocus
          rows={4}
          value={note}
          maxLength={10_000}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </Field>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          <Trans i18nKey="bulk.resolveDialog.cancel">Cancel</Trans>
        </Button>
        <Button icon="check" onClick={() => onSubmit(note.trim())}>
          <Trans i18nKey="bulk.resolve">Resolve</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
