import React, { useState } from 'react';
import { t } from '@grafana/i18n';
import type { AlertRowFragment } from '../../api/generated/graphql';
import { AlertRow } from '../../components/AlertRows/AlertRow';
import { type Paged, PagedRows, Quiet } from '../../components/Section/Section';

export type IncidentAlert = AlertRowFragment;

/** The alerts of the incident. */
export function IncidentAlerts({ list }: { list: Paged<IncidentAlert> }) {
  const [open, setOpen] = useState<string>();
  return (
    <PagedRows list={list} empty={<Quiet>{t('incident.noAlerts', 'No alert belongs to this incident.')}</Quiet>}>
      {(rows) => (
        <div role="table" aria-label={t('incident.tab.alerts', 'Alerts')}>
          {rows.map((alert) => (
            <AlertRow
              key={alert.id}
              alert={alert}
              withIncident={false}
              open={open === alert.id}
              onToggle={() => setOpen(open === alert.id ? undefined : alert.id)}
            />
          ))}
        </div>
      )}
    </PagedRows>
  );
}
