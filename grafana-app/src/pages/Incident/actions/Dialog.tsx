import React, { type KeyboardEvent, type ReactNode } from 'react';
import { Trans } from '@grafana/i18n';
import { Button, Modal, Stack } from '@grafana/ui';
import { Failure } from '../../../components/Failure/Failure';

interface Props {
  title: string;
  submitText: string;
  ready: boolean;
  pending: boolean;
  error: unknown;
  destructive?: boolean;
  onSubmit(): void;
  onDismiss(): void;
  children: ReactNode;
}

/** A question before something is done. A refusal stays in it, so that what was typed is not lost; Ctrl+Enter submits. */
export function Dialog({
  title,
  submitText,
  ready,
  pending,
  error,
  destructive,
  onSubmit,
  onDismiss,
  children,
}: Props) {
  const able = ready && !pending;
  const submitByKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && able) {
      onSubmit();
    }
  };
  return (
    <Modal isOpen title={title} onDismiss={onDismiss}>
      {/* Keys bubble here from the fields inside. */}
      <div onKeyDown={submitByKey}>
        {error ? <Failure error={error} /> : null}
        <Stack direction="column" gap={2}>
          {children}
        </Stack>
        <Modal.ButtonRow>
          <Button variant="secondary" fill="outline" onClick={onDismiss}>
            <Trans i18nKey="incident.cancel">Cancel</Trans>
          </Button>
          <Button
            variant={destructive ? 'destructive' : 'primary'}
            onClick={onSubmit}
            disabled={!able}
            icon={pending ? 'spinner' : undefined}
          >
            {submitText}
          </Button>
        </Modal.ButtonRow>
      </div>
    </Modal>
  );
}
