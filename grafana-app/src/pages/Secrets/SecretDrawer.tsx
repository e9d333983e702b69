import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Drawer, Field, Input, TextArea } from '@grafana/ui';
import { FormFailure } from '../../components/Failure/FormFailure';
import { SealedText } from './SealedText';
import { type Secret, useSecretVerbs } from './useSecrets';

/** A secret being added, or given another value. */
export function SecretDrawer({ secret, onClose }: { secret: Secret | null; onClose(): void }) {
  const [name, setName] = useState(secret?.name ?? '');
  const [description, setDescription] = useState(secret?.description ?? '');
  const [value, setValue] = useState('');
  const { save } = useSecretVerbs();
  const isTooShort = value !== '' && value.length < 4;
  return (
    <Drawer title={secret?.name ?? t('secrets.new', 'New secret')} onClose={onClose} size="sm">
      <FormFailure error={save.error} />
      <Field
        label={t('secrets.name', 'Name')}
        description={t('secrets.nameHelp', 'Steps of playbooks name it so: another name is another secret to them.')}
      >
        <Input
          id="secret-name"
          maxLength={100}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
      </Field>
      <Field label={t('secrets.description', 'What it is for')}>
        <TextArea
          id="secret-description"
          rows={2}
          maxLength={1000}
          value={description}
          onChange={({ currentTarget }) => setDescription(currentTarget.value)}
        />
      </Field>
      <Field
        label={t('secrets.value', 'Value')}
        description={t('secrets.valueHelp', 'Stored sealed and never shown again; what scripts print of it is masked.')}
        invalid={isTooShort}
        error={isTooShort ? t('secrets.tooShort', 'It needs at least 4 characters.') : undefined}
      >
        <SealedText id="secret-value" isKept={secret !== null} value={value} onChange={setValue} />
      </Field>
      <Button
        icon={save.isPending ? 'spinner' : undefined}
        disabled={name.trim() === '' || isTooShort || (secret === null && value === '') || save.isPending}
        onClick={() =>
          save.mutate(
            { id: secret?.id ?? null, name: name.trim(), description, value: value === '' ? null : value },
            { onSuccess: onClose }
          )
        }
      >
        <Trans i18nKey="secrets.save">Save</Trans>
      </Button>
    </Drawer>
  );
}
