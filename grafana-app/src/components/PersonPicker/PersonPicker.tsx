import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import { ask } from '../../api/ask';
import { FindPeopleDocument } from '../../api/generated/graphql';
import { MOST_FOUND, withRest } from './withRest';

export interface PickedPerson {
  id: string;
  name: string;
}

export interface PickerProps {
  id?: string;
  value: PickedPerson | null;
  onChange(picked: PickedPerson | null): void;
  disabled?: boolean;
  width?: number;
  placeholder?: string;
}

/** People that a search finds, by name, and whether more would be. */
async function searchPeople(search: string) {
  const asked = { search: search.trim() === '' ? null : search.trim(), first: MOST_FOUND };
  const { edges, pageInfo } = (await ask(FindPeopleDocument, asked)).data.people;
  return { people: edges.map(({ node }) => node), hasMore: pageInfo.hasNextPage };
}

/** People that a search finds, by name. */
export async function findPeople(search: string): Promise<Array<PickedPerson & { email?: string | null }>> {
  return (await searchPeople(search)).people;
}

/** Chooses a person of the tenant, or nobody. */
export function PersonPicker({ id, value, onChange, disabled, width, placeholder }: PickerProps) {
  return (
    <Combobox
      id={id}
      width={width}
      isClearable
      disabled={disabled}
      placeholder={placeholder ?? t('person.pick', 'Search people')}
      value={value === null ? null : { value: value.id, label: value.name }}
      options={async (search) => {
        const { people, hasMore } = await searchPeople(search);
        const options = people.map(({ id: personId, name, email }) => ({
          value: personId,
          label: name,
          description: email ?? undefined,
        }));
        return withRest(options, hasMore);
      }}
      onChange={(option) => onChange(option === null ? null : { id: option.value, name: option.label ?? option.value })}
    />
  );
}
