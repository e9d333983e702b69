import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Field, RadioButtonGroup, TextArea } from '@grafana/ui';
import type { UpdateAudience } from '../../../api/generated/graphql';
import { audiences, audienceWords } from '../../../words/incidents';
import { Dialog } from './Dialog';
import type { IncidentVerbs } from '../useIncidentVerbs';

/** Tells people outside the work how the incident stands. */
export function UpdateDialog({ verbs: { postUpdate }, onDismiss }: { verbs: IncidentVerbs; onDismiss(): void }) {
  const [text, setText] = useState('');
  const [audience, setAudience] = useState<UpdateAudience>('STAKEHOLDERS');
  return (
    <Dialog
      title={t('incident.updateDialog.title', 'Post a status update')}
      submitText={t('incident.updateDialog.submit', 'Post')}
      ready={text.trim() !== ''}
      pending={postUpdate.isPending}
      error={postUpdate.error}
      onSubmit={() => postUpdate.mutate({ text: text.trim(), audience }, { onSuccess: onDismiss })}
      onDismiss={onDismiss}
    >
      <Field label={t('incident.updateDialog.audience', 'For whom')} noMargin>
        <RadioButtonGroup
          options={audiences.map((value) => ({ value, label: audienceWords(value) }))}
          value={audience}
          onChange={setAudience}
        />
      </Field>
      <Field
        label={t('incident.updateDialog.label', 'Update')}
        description={t('incident.updateDialog.description', 'What is known, what is done, when you will say more.')}
        noMargin
      >
        <TextArea
          id="incident-update"
          rows={5}
          autoFocus
          maxLength={10_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Field>
    </Dialog>
  );
}
