import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import { ask } from '../../api/ask';
import { FindAlertsDocument, type FindAlertsQuery } from '../../api/generated/graphql';
import { alertStatusLook } from '../../words/incidents';

export type PickedAlert = FindAlertsQuery['alerts']['edges'][number]['node'];

interface Props {
  id?: string;
  value: PickedAlert | null;
  onChange(alert: PickedAlert | null): void;
}

const MOST = 30;
/** So many labels tell alerts of one name apart. */
const MOST_LABELS = 5;

/** Chooses an alert that the platform knows: the latest changed, or what a search finds by words of its name, labels and annotations. */
export function AlertPicker({ id, value, onChange }: Props) {
  const found = React.useRef(new Map<string, PickedAlert>());
  return (
    <Combobox
      id={id}
      isClearable
      placeholder={t('alertPicker.search', 'Search alerts')}
      value={value === null ? null : { value: value.id, label: value.name }}
      options={async (search) => {
        const { data } = await ask(FindAlertsDocument, { search: search.trim() || null, first: MOST });
        return data.alerts.edges.map(({ node }) => {
          found.current.set(node.id, node);
          return { value: node.id, label: node.name, description: describeAlert(node) };
        });
      }}
      onChange={(option: { value: string } | null) =>
        onChange(option === null ? null : (found.current.get(option.value) ?? null))
      }
    />
  );
}

function describeAlert({ status, integrationName, labels }: PickedAlert): string {
  const telling = Object.entries(labels)
    .filter(([name]) => name !== 'alertname')
    .slice(0, MOST_LABELS)
    .map(([name, text]) => `${name}=${text}`);
  return [alertStatusLook(status).text, integrationName, telling.join(' ')].filter(Boolean).join(' · ');
}
