import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import { ask } from '../../../api/ask';
import { FindIncidentsDocument, type IncidentNameFragment } from '../../../api/generated/graphql';
import { incidentStatusLook } from '../../../words/incidents';

interface Props {
  id: string;
  /** The incident that is not offered: the one that the others are brought together with. */
  except: string;
  openOnly?: boolean;
  value: IncidentNameFragment | null;
  onChange(incident: IncidentNameFragment): void;
}

const MOST = 30;

/** Chooses another incident by its number or by words of it. */
export function IncidentPicker({ id, except, openOnly = false, value, onChange }: Props) {
  const found = React.useRef(new Map<string, IncidentNameFragment>());
  return (
    <Combobox
      id={id}
      placeholder={t('incident.pick', 'Number, or words of the title')}
      value={value === null ? null : { value: value.id, label: labelOf(value) }}
      options={async (search) => {
        const { data } = await ask(FindIncidentsDocument, { search: search.trim() || null, first: MOST });
        const incidents = data.incidents.edges.map(({ node }) => node);
        return incidents
          .filter((incident) => incident.id !== except && (!openOnly || isOpen(incident)))
          .map((incident) => {
            found.current.set(incident.id, incident);
            return {
              value: incident.id,
              label: labelOf(incident),
              description: incidentStatusLook(incident.status).text,
            };
          });
      }}
      onChange={({ value }) => {
        const incident = found.current.get(value);
        if (incident !== undefined) {
          onChange(incident);
        }
      }}
    />
  );
}

function labelOf({ number, title }: IncidentNameFragment): string {
  return `#${number} ${title}`;
}

function isOpen({ status }: IncidentNameFragment): boolean {
  return status === 'TRIGGERED' || status === 'ACKNOWLEDGED';
}
