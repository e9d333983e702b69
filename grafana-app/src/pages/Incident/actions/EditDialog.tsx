import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Combobox, Field, Input } from '@grafana/ui';
import type { IncidentHeadFragment, Priority, Severity } from '../../../api/generated/graphql';
import { priorities, severities, severityLook } from '../../../words/incidents';
import { Dialog } from './Dialog';
import type { IncidentVerbs } from '../useIncidentVerbs';

interface Props {
  incident: IncidentHeadFragment;
  verbs: IncidentVerbs;
  onDismiss(): void;
}

/** Title, severity and priority; what is left as it was is not sent, since what a person sets is no longer changed by alerts. */
export function EditDialog({ incident, verbs: { edit }, onDismiss }: Props) {
  const [title, setTitle] = useState(incident.title);
  const [severity, setSeverity] = useState<Severity>(incident.severity);
  const [priority, setPriority] = useState<Priority | null>(incident.priority ?? null);
  const change = {
    title: title.trim() === incident.title ? undefined : title.trim(),
    severity: severity === incident.severity ? undefined : severity,
    priority: priority === (incident.priority ?? null) ? undefined : priority,
  };
  const changes = Object.values(change).some((value) => value !== undefined);
  return (
    <Dialog
      title={t('incident.editDialog.title', 'Edit the incident')}
      submitText={t('incident.save', 'Save')}
      ready={title.trim() !== '' && changes}
      pending={edit.isPending}
      error={edit.error}
      onSubmit={() => edit.mutate(change, { onSuccess: onDismiss })}
      onDismiss={onDismiss}
    >
      <Field
        label={t('incident.editDialog.name', 'Title')}
        description={t('incident.editDialog.pinned', 'What you set here stays, whatever alerts join.')}
        noMargin
      >
        <Input
          id="incident-title"
          autoFocus
          maxLength={300}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      </Field>
      <Field label={t('incident.editDialog.severity', 'Severity')} noMargin>
        <Combobox
          id="incident-severity"
          options={severities.map((value) => ({ value, label: severityLook(value).text }))}
          value={severity}
          onChange={({ value }) => setSeverity(value)}
        />
      </Field>
      <Field
        label={t('incident.editDialog.priority', 'Priority')}
        description={t('incident.editDialog.priorityHelp', 'Which incidents come first; P1 before all others.')}
        noMargin
      >
        <Combobox
          id="incident-priority"
          isClearable
          options={priorities.map((value) => ({ value, label: value }))}
          value={priority}
          onChange={(option) => setPriority(option?.value ?? null)}
        />
      </Field>
    </Dialog>
  );
}
