import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import { ask } from '../../api/ask';
import { FindPlaybooksDocument } from '../../api/generated/graphql';

interface Props {
  id: string;
  value: { id: string; name: string } | null;
  onChange(picked: { id: string; name: string }): void;
}

/** Chooses a playbook by its name. */
export function PlaybookPicker({ id, value, onChange }: Props) {
  return (
    <Combobox
      id={id}
      placeholder={t('playbook.pick', 'Search playbooks')}
      value={value === null ? null : { value: value.id, label: value.name }}
      options={async (search) => {
        const text = search.trim() === '' ? null : search.trim();
        const { edges } = (await ask(FindPlaybooksDocument, { first: 50, text })).data.playbooks;
        return edges.map(({ node }) => ({
          value: node.id,
          label: node.name,
          description: node.description || undefined,
        }));
      }}
      onChange={(option) => onChange({ id: option.value, name: option.label ?? option.value })}
    />
  );
}
