import React from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, ClipboardButton, Field, Input, Modal } from '@grafana/ui';
import { plain } from '../../words/plain';

/** What is told once of a hook; the secret alone where its address stays. */
export interface MadeKeys {
  name: string;
  url: string;
  secret: string;
}

/** The address and the secret of a hook, to be copied now: they are kept in a form that cannot be shown again. */
export function HookKeys({ keys, onClose }: { keys: MadeKeys; onClose(): void }) {
  const rows = [
    { id: 'hook-url', label: t('triggers.keys.url', 'Address'), value: keys.url },
    { id: 'hook-secret', label: t('triggers.keys.secret', 'Secret that calls are signed with'), value: keys.secret },
  ].filter(({ value }) => value !== '');
  return (
    <Modal
      isOpen
      title={t('triggers.keys.title', 'Keys of {{name}}', { ...plain, name: keys.name })}
      onDismiss={onClose}
    >
      <p>{t('triggers.keys.once', 'Copy them now: they are shown this once.')}</p>
      {rows.map(({ id, label, value }) => (
        <Field key={id} label={label}>
          <Input
            id={id}
            readOnly
            value={value}
            addonAfter={
              <ClipboardButton icon="copy" variant="secondary" getText={() => value}>
                <Trans i18nKey="triggers.keys.copy">Copy</Trans>
              </ClipboardButton>
            }
          />
        </Field>
      ))}
      <Modal.ButtonRow>
        <Button onClick={onClose}>
          <Trans i18nKey="triggers.keys.done">Done</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
