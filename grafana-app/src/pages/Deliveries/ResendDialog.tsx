import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Field, Modal, TextArea } from '@grafana/ui';
import type { DeliveryRowFragment } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { plain } from '../../words/plain';
import { useResend } from './useDeliveries';

/** Asks why a notice is sent again; what is said stands in its history and in the audit. */
export function ResendDialog({ delivery, onClose }: { delivery: DeliveryRowFragment; onClose(): void }) {
  const [reason, setReason] = useState('');
  const resend = useResend();
  return (
    <Modal isOpen title={t('deliveries.resend.title', 'Send this notice again')} onDismiss={onClose}>
      <p>
        {t('deliveries.resend.what', 'It goes to {{place}} by {{channel}} as it was then, as a notice of its own.', {
          ...plain,
          place: delivery.person?.name ?? delivery.destination,
          channel: delivery.channelName,
        })}
      </p>
      {resend.error ? <Failure error={resend.error} /> : null}
      <Field required label={t('deliveries.resend.reason', 'Why')}>
        <TextArea
          id="resend-reason"
          autoFocus
          rows={2}
          maxLength={500}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Field>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onClose}>
          <Trans i18nKey="deliveries.resend.cancel">Cancel</Trans>
        </Button>
        <Button
          icon={resend.isPending ? 'spinner' : 'repeat'}
          disabled={reason.trim() === '' || resend.isPending}
          onClick={() => resend.mutate({ id: delivery.id, reason: reason.trim() }, { onSuccess: onClose })}
        >
          <Trans i18nKey="deliveries.resend.submit">Send again</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
