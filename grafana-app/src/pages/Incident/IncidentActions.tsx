import React, { type KeyboardEvent, useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, Modal, TextArea } from '@grafana/ui';
import type { IncidentStatus } from '../../api/generated/graphql';
import { availability, useReasonAgainst } from '../../api/useReasonAgainst';
import { Failure } from '../../components/Failure/Failure';
import type { useIncidentActions } from './useIncident';

interface Props {
  status: IncidentStatus;
  actions: ReturnType<typeof useIncidentActions>;
}

/** What can be done to the incident in its state; what the viewer may not do is disabled and says why. */
export function IncidentActions({ status, actions }: Props) {
  const { acknowledge, resolve, addNote } = actions;
  const [dialog, setDialog] = useState<'resolve' | 'note'>();
  const reasonAgainst = useReasonAgainst();
  const close = () => setDialog(undefined);
  return (
    <>
      {status === 'TRIGGERED' && (
        <Button
          icon={acknowledge.isPending ? 'spinner' : 'eye'}
          onClick={() => acknowledge.mutate()}
          {...availability(acknowledge.isPending, reasonAgainst('incidents:acknowledge'))}
        >
          <Trans i18nKey="incident.acknowledge">Acknowledge</Trans>
        </Button>
      )}
      {status !== 'RESOLVED' && (
        <Button
          icon="check"
          variant={status === 'TRIGGERED' ? 'secondary' : 'primary'}
          onClick={() => setDialog('resolve')}
          {...availability(resolve.isPending, reasonAgainst('incidents:resolve'))}
        >
          <Trans i18nKey="incident.resolve">Resolve</Trans>
        </Button>
      )}
      <Button
        icon="comment-alt"
        variant="secondary"
        onClick={() => setDialog('note')}
        {...availability(addNote.isPending, reasonAgainst('incidents:note'))}
      >
        <Trans i18nKey="incident.addNote">Add note</Trans>
      </Button>
      {dialog === 'resolve' && (
        <TextDialog
          title={t('incident.resolveDialog.title', 'Resolve the incident')}
          label={t('incident.resolveDialog.label', 'Note')}
          description={t('incident.resolveDialog.description', 'What ended it? Optional, and kept in the timeline.')}
          submitText={t('incident.resolve', 'Resolve')}
          optional
          pending={resolve.isPending}
          error={resolve.error}
          onSubmit={(note) => resolve.mutate(note, { onSettled: (_data, error) => !isRetryable(error) && close() })}
          onDismiss={close}
        />
      )}
      {dialog === 'note' && (
        <TextDialog
          title={t('incident.noteDialog.title', 'Add a note')}
          label={t('incident.noteDialog.label', 'Note')}
          description={t('incident.noteDialog.description', 'Everybody who sees the incident sees it in the timeline.')}
          submitText={t('incident.addNote', 'Add note')}
          pending={addNote.isPending}
          error={addNote.error}
          onSubmit={(text) => addNote.mutate(text, { onSuccess: close })}
          onDismiss={close}
        />
      )}
    </>
  );
}

/** After a race there is nothing to try again: the dialog gives way to the page, which explains it. */
function isRetryable(error: unknown): boolean {
  return error !== null && !(error instanceof Error && 'code' in error && error.code === 'CONFLICT');
}

interface DialogProps {
  title: string;
  label: string;
  description: string;
  submitText: string;
  optional?: boolean;
  pending: boolean;
  error: unknown;
  onSubmit(text: string): void;
  onDismiss(): void;
}

function TextDialog({
  title,
  label,
  description,
  submitText,
  optional = false,
  pending,
  error,
  onSubmit,
  onDismiss,
}: DialogProps) {
  const [text, setText] = useState('');
  const ready = !pending && (optional || text.trim() !== '');
  const submitByKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) {
      onSubmit(text);
    }
  };
  return (
    <Modal isOpen title={title} onDismiss={onDismiss}>
      {error ? <Failure error={error} /> : null}
      <Field label={label} description={description} noMargin>
        <TextArea
          id="incident-text"
          rows={4}
          autoFocus
          maxLength={10_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={submitByKey}
        />
      </Field>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          <Trans i18nKey="incident.cancel">Cancel</Trans>
        </Button>
        <Button onClick={() => onSubmit(text)} disabled={!ready} icon={pending ? 'spinner' : undefined}>
          {submitText}
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
