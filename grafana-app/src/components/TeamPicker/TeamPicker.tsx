import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import { ask } from '../../api/ask';
import { FindTeamsDocument } from '../../api/generated/graphql';
import type { PickedPerson, PickerProps } from '../PersonPicker/PersonPicker';
import { MOST_FOUND, withRest } from '../PersonPicker/withRest';

/** A team, as pickers know it. */
export type PickedTeam = PickedPerson;

/** Chooses one of the tenant's teams by a search, or none. */
export function TeamPicker({ id, value, onChange, disabled, width, placeholder }: PickerProps) {
  return (
    <Combobox
      id={id}
      width={width}
      isClearable
      disabled={disabled}
      placeholder={placeholder ?? t('team.pick', 'Search teams')}
      value={value === null ? null : { value: value.id, label: value.name }}
      options={async (search) => {
        const { data } = await ask(FindTeamsDocument, { search: search.trim() || null, first: MOST_FOUND });
        const { edges, pageInfo } = data.teams;
        return withRest(
          edges.map(({ node }) => ({ value: node.id, label: node.name })),
          pageInfo.hasNextPage
        );
      }}
      onChange={(option) => onChange(option === null ? null : { id: option.value, name: option.label ?? option.value })}
    />
  );
}
