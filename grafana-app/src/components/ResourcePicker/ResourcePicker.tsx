import React from 'react';
import { t } from '@grafana/i18n';
import { MultiCombobox } from '@grafana/ui';
import { ask } from '../../api/ask';
import { FindResourcesDocument } from '../../api/generated/graphql';
import { resourceKindLook } from '../../words/resources';
import { MOST_FOUND, withRest } from '../PersonPicker/withRest';

interface Props {
  id?: string;
  /** Ids with the names they were chosen by. */
  value: Array<{ id: string; name: string }>;
  onChange(resources: Array<{ id: string; name: string }>): void;
}

/** Chooses any number of the tenant's resources, by name. */
export function ResourcePicker({ id, value, onChange }: Props) {
  return (
    <MultiCombobox
      id={id}
      placeholder={t('resource.pick', 'Search resources')}
      value={value.map((resource) => ({ value: resource.id, label: resource.name }))}
      options={async (search) => {
        const { data } = await ask(FindResourcesDocument, { search: search.trim() || null, first: MOST_FOUND });
        const { edges, pageInfo } = data.resources;
        return withRest(
          edges.map(({ node }) => ({
            value: node.id,
            label: node.name,
            description: resourceKindLook(node.kind).text,
          })),
          pageInfo.hasNextPage
        );
      }}
      onChange={(options) =>
        onChange(options.map((option) => ({ id: option.value, name: option.label ?? option.value })))
      }
    />
  );
}
