import React, { type FormEvent, useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Checkbox, Combobox, Drawer, Field, Input, Stack, TextArea } from '@grafana/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import { ask } from '../../api/ask';
import { CreateIncidentDocument, type Priority, type Severity } from '../../api/generated/graphql';
import { FormFailure } from '../../components/Failure/FormFailure';
import { type PickedPerson, PersonPicker } from '../../components/PersonPicker/PersonPicker';
import { ResourcePicker } from '../../components/ResourcePicker/ResourcePicker';
import { TeamPicker } from '../../components/TeamPicker/TeamPicker';
import { type TextPair, TextPairs } from '../../components/TextPairs/TextPairs';
import { paths } from '../../routing/paths';
import { priorities, severities, severityLook } from '../../words/incidents';

/** The form of an incident that a person opens: what is wrong first, all else is optional. It leads to the new incident. */
export function CreateIncident({ onClose }: { onClose(): void }) {
  const [title, setTitle] = useState('');
  const [severity, setSeverity] = useState<Severity>('HIGH');
  const [priority, setPriority] = useState<Priority | null>(null);
  const [team, setTeam] = useState<PickedPerson | null>(null);
  const [assignee, setAssignee] = useState<PickedPerson | null>(null);
  const [description, setDescription] = useState('');
  const [labels, setLabels] = useState<TextPair[]>([]);
  const [resources, setResources] = useState<Array<{ id: string; name: string }>>([]);
  const [isPrivate, setPrivate] = useState(false);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: async () =>
      (
        await ask(CreateIncidentDocument, {
          incident: {
            ...{ title: title.trim(), severity, priority, description: description.trim() || null },
            ...{ ownerTeamId: team?.id ?? null, assigneeId: assignee?.id ?? null, private: isPrivate && team !== null },
            labels: Object.fromEntries(labels.filter(([name, text]) => name.trim() !== '' && text.trim() !== '')),
            resourceIds: resources.map(({ id }) => id),
          },
        })
      ).data.createIncident,
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: ['incidents'] });
      navigate(paths.incident(id));
    },
  });
  const ready = title.trim() !== '' && !create.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) {
      create.mutate();
    }
  };
  const labelsLabel = t('createIncident.labels', 'Labels');
  return (
    <Drawer
      size="md"
      title={t('createIncident.title', 'New incident')}
      subtitle={t(
        'createIncident.subtitle',
        'For what no alert has noticed. It is announced at once, and stays open until somebody resolves it.'
      )}
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <Stack direction="column" gap={2}>
          <Field noMargin required label={t('createIncident.name', 'What is wrong')}>
            <Input
              id="new-incident-title"
              autoFocus
              maxLength={300}
              value={title}
              onChange={({ currentTarget }) => setTitle(currentTarget.value)}
            />
          </Field>
          <Stack gap={2} wrap="wrap">
            <Field noMargin label={t('incident.editDialog.severity', 'Severity')}>
              <Combobox
                id="new-incident-severity"
                width={24}
                options={severities.map((value) => ({ value, label: severityLook(value).text }))}
                value={severity}
                onChange={({ value }) => setSeverity(value)}
              />
            </Field>
            <Field noMargin label={t('incident.editDialog.priority', 'Priority')}>
              <Combobox
                id="new-incident-priority"
                width={24}
                isClearable
                placeholder={t('createIncident.byRoutes', 'As the routes say')}
                options={priorities.map((value) => ({ value, label: value }))}
                value={priority}
                onChange={(option) => setPriority(option?.value ?? null)}
              />
            </Field>
          </Stack>
          <Field
            noMargin
            label={t('createIncident.description', 'Description')}
            description={t('createIncident.descriptionHelp', 'Becomes the first note of its timeline. Markdown.')}
          >
            <TextArea
              id="new-incident-description"
              rows={4}
              maxLength={10_000}
              value={description}
              onChange={({ currentTarget }) => setDescription(currentTarget.value)}
            />
          </Field>
          <Field noMargin label={t('incident.ownerTeam', 'Owner team')}>
            <TeamPicker id="new-incident-team" value={team} onChange={setTeam} />
          </Field>
          <Field noMargin label={t('incident.assignee', 'Assignee')}>
            <PersonPicker id="new-incident-assignee" value={assignee} onChange={setAssignee} />
          </Field>
          <Field noMargin label={t('createIncident.resources', 'Resources')}>
            <ResourcePicker id="new-incident-resources" value={resources} onChange={setResources} />
          </Field>
          <Field
            noMargin
            label={labelsLabel}
            description={t(
              'createIncident.labelsHelp',
              'Resources that they name, such as service or instance, are linked as those of an alert are.'
            )}
          >
            <TextPairs label={labelsLabel} pairs={labels} onChange={setLabels} />
          </Field>
          <div>
            <Checkbox
              label={t('incident.private', 'Private')}
              description={
                team === null
                  ? t('incident.needsOwner', 'Needs an owner team, which sees it')
                  : t('incident.privateHelp', 'Only its owner team, its assignee and people with a role in it see it.')
              }
              disabled={team === null}
              value={isPrivate && team !== null}
              onChange={({ currentTarget }) => setPrivate(currentTarget.checked)}
            />
          </div>
          <FormFailure error={create.error} />
          <Stack>
            <Button type="submit" icon={create.isPending ? 'spinner' : 'plus'} disabled={!ready}>
              <Trans i18nKey="createIncident.submit">Open incident</Trans>
            </Button>
            <Button type="button" variant="secondary" onClick={onClose}>
              <Trans i18nKey="createIncident.cancel">Cancel</Trans>
            </Button>
          </Stack>
        </Stack>
      </form>
    </Drawer>
  );
}
