import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import { Alert, Button, Field, Input, Stack } from '@grafana/ui';
import type { IncidentHeadFragment } from '../../../api/generated/graphql';
import { type PickedPerson, PersonPicker } from '../../../components/PersonPicker/PersonPicker';
import { useViewer } from '../../../api/useViewer';
import { leavesScope } from '../../../components/Scope/leavesScope';
import { TeamPicker } from '../../../components/TeamPicker/TeamPicker';
import { roleWords, standardRoles } from '../../../words/people';
import { Dialog } from './Dialog';
import type { IncidentVerbs } from '../useIncidentVerbs';

interface Props {
  incident: IncidentHeadFragment;
  verbs: IncidentVerbs;
  onDismiss(): void;
}

/** Who has the incident, which team owns it, and who has which role in it. Only what was changed is sent. */
export function PeopleDialog({ incident, verbs: { setPeople }, onDismiss }: Props) {
  const [assignee, setAssignee] = useState<PickedPerson | null>(incident.assignee ?? null);
  const [team, setTeam] = useState<PickedPerson | null>(incident.ownerTeam ?? null);
  const [roles, setRoles] = useState<Record<string, PickedPerson | null>>(() => ({
    ...Object.fromEntries(standardRoles.map((name) => [name, null])),
    ...Object.fromEntries(incident.roles.map(({ name, person }) => [name, person])),
  }));
  const [newRole, setNewRole] = useState('');
  const before = Object.fromEntries(incident.roles.map(({ name, person }) => [name, person.id]));
  const change = {
    assignee: assignee?.id === incident.assignee?.id ? undefined : (assignee?.id ?? null),
    team: team?.id === incident.ownerTeam?.id ? undefined : (team?.id ?? null),
    roles: Object.entries(roles)
      .filter(([name, person]) => (person?.id ?? null) !== (before[name] ?? null))
      .map(([role, person]) => ({ role, personId: person?.id ?? null })),
  };
  const viewer = useViewer().data;
  const isLeaving =
    viewer !== undefined &&
    leavesScope(viewer, {
      labels: incident.labels,
      ownerTeamId: team?.id ?? null,
      personIds: [assignee, ...Object.values(roles)].flatMap((person) => person?.id ?? []),
    });
  const addRole = () => {
    const name = newRole.trim().toLowerCase();
    if (name !== '' && !(name in roles)) {
      setRoles({ ...roles, [name]: null });
    }
    setNewRole('');
  };
  return (
    <Dialog
      title={t('incident.peopleDialog.title', 'Who works on it')}
      submitText={t('incident.save', 'Save')}
      ready={change.assignee !== undefined || change.team !== undefined || change.roles.length > 0}
      pending={setPeople.isPending}
      error={setPeople.error}
      onSubmit={() => setPeople.mutate(change, { onSuccess: onDismiss })}
      onDismiss={onDismiss}
    >
      <Field label={t('incident.assignee', 'Assignee')} noMargin>
        <PersonPicker id="incident-assignee" value={assignee} onChange={setAssignee} />
      </Field>
      <Field label={t('incident.ownerTeam', 'Owner team')} noMargin>
        <TeamPicker id="incident-owner" value={team} onChange={setTeam} />
      </Field>
      {Object.entries(roles).map(([name, person]) => (
        <Field key={name} label={roleWords(name)} noMargin>
          <PersonPicker
            id={`incident-role-${name}`}
            value={person}
            onChange={(chosen) => setRoles({ ...roles, [name]: chosen })}
          />
        </Field>
      ))}
      {isLeaving && (
        <Alert severity="warning" title={t('incident.peopleDialog.leaves', 'You would not see this incident any more')}>
          {t(
            'incident.peopleDialog.leavesHelp',
            'Your scope holds what your teams own, what you work on, and certain labels; saved like this, the incident is outside it.'
          )}
        </Alert>
      )}
      <Stack gap={1} alignItems="flex-end">
        <Field label={t('incident.peopleDialog.newRole', 'Another role')} noMargin>
          <Input
            id="incident-new-role"
            maxLength={40}
            width={30}
            value={newRole}
            onChange={(event) => setNewRole(event.currentTarget.value)}
          />
        </Field>
        <Button variant="secondary" icon="plus" onClick={addRole} disabled={newRole.trim() === ''}>
          {t('incident.peopleDialog.addRole', 'Add role')}
        </Button>
      </Stack>
    </Dialog>
  );
}
