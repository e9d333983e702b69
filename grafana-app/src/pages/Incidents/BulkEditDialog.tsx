import React, { useState } from 'react';
import { t, Trans } from '@grafana/i18n';
import { Button, Combobox, Field, Modal } from '@grafana/ui';
import type { BulkInput, Priority, Severity } from '../../api/generated/graphql';
import { type PickedPerson, PersonPicker } from '../../components/PersonPicker/PersonPicker';
import { TeamPicker } from '../../components/TeamPicker/TeamPicker';
import { formatTotal } from '../../words/counts';
import { priorities, severities, severityLook } from '../../words/incidents';
import { plain } from '../../words/plain';

/** What can be set on many incidents at once. */
export type BulkEdit = 'SET_SEVERITY' | 'SET_PRIORITY' | 'ASSIGN' | 'SET_OWNER';

interface Props {
  verb: BulkEdit;
  count: number;
  onSubmit(input: Omit<BulkInput, 'ids' | 'filter'>): void;
  onDismiss(): void;
}

/** Asks for the value that many incidents get; it can be undone, each with the value it had. */
export function BulkEditDialog({ verb, count, onSubmit, onDismiss }: Props) {
  const [severity, setSeverity] = useState<Severity>('HIGH');
  const [priority, setPriority] = useState<Priority | null>(null);
  const [person, setPerson] = useState<PickedPerson | null>(null);
  const [team, setTeam] = useState<PickedPerson | null>(null);
  const given: Record<BulkEdit, Partial<BulkInput>> = {
    SET_SEVERITY: { severity },
    SET_PRIORITY: { priority },
    ASSIGN: { personId: person?.id ?? null },
    SET_OWNER: { teamId: team?.id ?? null },
  };
  const fields: Record<BulkEdit, { label: string; help?: string; field: React.ReactElement }> = {
    SET_SEVERITY: {
      label: t('incident.editDialog.severity', 'Severity'),
      help: t('incident.editDialog.pinned', 'What you set here stays, whatever alerts join.'),
      field: (
        <Combobox
          id="bulk-severity"
          options={severities.map((value) => ({ value, label: severityLook(value).text }))}
          value={severity}
          onChange={({ value }) => setSeverity(value)}
        />
      ),
    },
    SET_PRIORITY: {
      label: t('incident.editDialog.priority', 'Priority'),
      help: t('bulk.edit.noPriority', 'Left empty, their priority is taken away.'),
      field: (
        <Combobox
          id="bulk-priority"
          isClearable
          options={priorities.map((value) => ({ value, label: value }))}
          value={priority}
          onChange={(option) => setPriority(option?.value ?? null)}
        />
      ),
    },
    ASSIGN: {
      label: t('incident.assignee', 'Assignee'),
      help: t('bulk.edit.nobody', 'Left empty, nobody has them any more.'),
      field: <PersonPicker id="bulk-assignee" value={person} onChange={setPerson} />,
    },
    SET_OWNER: {
      label: t('incident.ownerTeam', 'Owner team'),
      help: t('bulk.edit.noTeam', 'Left empty, no team owns them any more.'),
      field: <TeamPicker id="bulk-owner" value={team} onChange={setTeam} />,
    },
  };
  const { label, help, field } = fields[verb];
  return (
    <Modal
      isOpen
      title={t('bulk.edit.title', 'Change {{count}} incidents', {
        ...plain,
        count,
        total: formatTotal(count),
        defaultValue_one: 'Change {{total}} incident',
        defaultValue_other: 'Change {{total}} incidents',
      })}
      onDismiss={onDismiss}
    >
      <Field label={label} description={help}>
        {field}
      </Field>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          <Trans i18nKey="bulk.edit.cancel">Cancel</Trans>
        </Button>
        <Button onClick={() => onSubmit({ verb, ...given[verb] })}>
          <Trans i18nKey="bulk.edit.submit">Change</Trans>
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}
