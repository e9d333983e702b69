import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import { ask } from '../../api/ask';
import { FindIntegrationsDocument } from '../../api/generated/graphql';
import { sourceLook } from '../../words/integrations';
import { useIntegrationName } from './useIntegrationName';

interface Props {
  id?: string;
  /** Id of the integration; null for none. */
  value: string | null;
  placeholder?: string;
  disabled?: boolean;
  onChange(id: string | null): void;
}

const MOST = 30;

/** Chooses an integration by a search over their names, or none. */
export function IntegrationPicker({ id, value, placeholder, disabled, onChange }: Props) {
  const name = useIntegrationName(value);
  return (
    <Combobox
      id={id}
      isClearable
      disabled={disabled}
      placeholder={placeholder ?? t('integrationPicker.search', 'Search integrations')}
      value={value === null ? null : { value, label: name ?? '…' }}
      options={async (search) => {
        const { data } = await ask(FindIntegrationsDocument, { search: search.trim() || null, first: MOST });
        return data.integrations.edges.map(({ node }) => ({
          value: node.id,
          label: node.name,
          description: sourceLook(node.source).text,
        }));
      }}
      onChange={(option: { value: string } | null) => onChange(option?.value ?? null)}
    />
  );
}
