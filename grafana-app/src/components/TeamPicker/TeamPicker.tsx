import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import { ask } from '../../api/ask';
import { FindTeamsDocument } from '../../api/generated/graphql';

export interface PickedTeam {
  id: string;
  name: string;
}

interface Props {
  id?: string;
  value: PickedTeam | null;
  placeholder?: string;
  onChange(team: PickedTeam | null): void;
}

const MOST = 20;

/** Chooses a team of the tenant by a search, or none. */
export function TeamPicker({ id, value, placeholder, onChange }: Props) {
  return (
    <Combobox
      id={id}
      isClearable
      placeholder={placeholder ?? t('team.pick', 'Search teams')}
      value={value === null ? null : { value: value.id, label: value.name }}
      options={async (search) => {
        const { data } = await ask(FindTeamsDocument, { search: search.trim() || null, first: MOST });
        return data.teams.edges.map(({ node }) => ({ value: node.id, label: node.name }));
      }}
      onChange={(option: { value: string; label?: string } | null) =>
        onChange(option === null ? null : { id: option.value, name: option.label ?? option.value })
      }
    />
  );
}
