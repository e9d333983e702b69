import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import { ask } from '../../api/ask';
import { FindPeopleDocument } from '../../api/generated/graphql';

export interface PickedPerson {
  id: string;
  name: string;
}

interface Props {
  id?: string;
  value: PickedPerson | null;
  onChange(person: PickedPerson | null): void;
  disabled?: boolean;
  width?: number;
}

const MOST = 20;

/** People that a search finds, by name. */
export async function findPeople(search: string): Promise<Array<PickedPerson & { email?: string | null }>> {
  const { data } = await ask(FindPeopleDocument, { search: search.trim() === '' ? null : search.trim(), first: MOST });
  return data.people.edges.map(({ node }) => node);
}

/** Chooses a person of the tenant, or nobody. */
export function PersonPicker({ id, value, onChange, disabled, width }: Props) {
  return (
    <Combobox
      id={id}
      width={width}
      isClearable
      disabled={disabled}
      placeholder={t('person.pick', 'Search people')}
      value={value === null ? null : { value: value.id, label: value.name }}
      options={async (search) =>
        (await findPeople(search)).map((person) => ({
          value: person.id,
          label: person.name,
          description: person.email ?? undefined,
        }))
      }
      onChange={(option) => onChange(option === null ? null : { id: option.value, name: option.label ?? option.value })}
    />
  );
}
