import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Checkbox, Field, Input, useStyles2 } from '@grafana/ui';
import {
  IncidentAlertsDocument,
  type IncidentHeadFragment,
  type IncidentNameFragment,
} from '../../../api/generated/graphql';
import { PagedRows, Quiet } from '../../../components/Section/Section';
import { alertStatusLook } from '../../../words/incidents';
import { Dialog } from './Dialog';
import { useIncidentPart } from '../useIncident';
import type { IncidentVerbs } from '../useIncidentVerbs';

interface Props {
  incident: IncidentHeadFragment;
  verbs: IncidentVerbs;
  onSplit(opened: IncidentNameFragment): void;
  onDismiss(): void;
}

/** Chooses alerts that become an incident of their own; at least one stays. */
export function SplitDialog({ incident, verbs: { split }, onSplit, onDismiss }: Props) {
  const styles = useStyles2(getStyles);
  const alerts = useIncidentPart(incident.id, 'alerts', IncidentAlertsDocument, (of) => of.alerts);
  const [chosen, setChosen] = useState<string[]>([]);
  const [title, setTitle] = useState('');
  const rows = alerts.rows;
  const all = !alerts.hasNextPage && chosen.length === rows.length;
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <Dialog
      title={t('incident.splitDialog.title', 'Split alerts out')}
      submitText={t('incident.splitDialog.submit', 'Split')}
      ready={chosen.length > 0 && !all}
      pending={split.isPending}
      error={split.error}
      onSubmit={() =>
        split.mutate(
          { alertIds: chosen, title: title.trim() || null },
          {
            onSuccess: (opened) => {
              onSplit(opened);
              onDismiss();
            },
          }
        )
      }
      onDismiss={onDismiss}
    >
      <Field
        label={t('incident.splitDialog.alerts', 'Alerts of the new incident')}
        description={
          all && chosen.length > 0
            ? t('incident.splitDialog.leaveOne', 'Leave at least one alert in this incident.')
            : t('incident.splitDialog.description', 'They leave this incident. The new one is announced at once.')
        }
        invalid={all && chosen.length > 0}
        noMargin
      >
        <div className={styles.list}>
          <PagedRows
            list={alerts}
            empty={<Quiet>{t('incident.noAlerts', 'No alert belongs to this incident.')}</Quiet>}
          >
            {(shown) =>
              shown.map((alert) => (
                <Checkbox
                  key={alert.id}
                  label={alert.name}
                  description={[alertStatusLook(alert.status).text, ...labelTexts(alert.labels)].join(' · ')}
                  value={chosen.includes(alert.id)}
                  onChange={() => toggle(alert.id)}
                />
              ))
            }
          </PagedRows>
        </div>
      </Field>
      <Field
        label={t('incident.splitDialog.name', 'Title')}
        description={t('incident.splitDialog.nameHelp', 'Optional: the alerts give it one.')}
        noMargin
      >
        <Input
          id="incident-split-title"
          maxLength={300}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      </Field>
    </Dialog>
  );
}

/** What tells one alert from the others of its name. */
function labelTexts(labels: Record<string, string>): string[] {
  return Object.entries(labels)
    .filter(([name]) => name !== 'alertname' && name !== 'severity')
    .slice(0, 4)
    .map(([name, value]) => `${name}=${value}`);
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    maxHeight: 320,
    overflow: 'auto',
    padding: theme.spacing(1),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    overflowWrap: 'anywhere',
  }),
});
