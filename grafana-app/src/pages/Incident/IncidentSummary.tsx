import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { IncidentHeadFragment } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { Age } from '../../components/Age/Age';
import { Look } from '../../components/Look/Look';
import { formatSpan } from '../../time/formatSpan';
import { decisionWords } from '../../words/decisions';
import { incidentStatusLook, severityLook } from '../../words/incidents';
import { plain } from '../../words/plain';

/** The incident in one line: how bad, how it stands, since when, who. */
export function IncidentSummary({ incident }: { incident: IncidentHeadFragment }) {
  const styles = useStyles2(getStyles);
  const { severity, status, openedAt, acknowledgedAt, acknowledgedBy, resolvedAt, resolvedBy, reason } = incident;
  const after = (until: string) => formatSpan(Date.parse(until) - Date.parse(openedAt), language());
  return (
    <div className={styles.summary}>
      <Look look={severityLook(severity)} filled />
      <Look look={incidentStatusLook(status)} filled />
      <span>
        {t('incident.opened', 'Opened')} <Age since={openedAt} ago />
      </span>
      {acknowledgedAt && (
        <span>
          {acknowledgedBy
            ? t('incident.acknowledgedBy', 'Acknowledged by {{person}} after {{span}}', {
                ...plain,
                person: acknowledgedBy.name,
                span: after(acknowledgedAt),
              })
            : t('incident.acknowledgedAfter', 'Acknowledged after {{span}}', { ...plain, span: after(acknowledgedAt) })}
        </span>
      )}
      {resolvedAt && (
        <span>
          {resolvedBy
            ? t('incident.resolvedBy', 'Resolved by {{person}} after {{span}}', {
                ...plain,
                person: resolvedBy.name,
                span: after(resolvedAt),
              })
            : t('incident.resolvedItself', 'Resolved by itself after {{span}}', { ...plain, span: after(resolvedAt) })}
        </span>
      )}
      <span className={styles.reason} title={JSON.stringify(reason.facts)}>
        {decisionWords(reason.reason)}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    marginBottom: theme.spacing(2),
  }),
  reason: css({ color: theme.colors.text.secondary }),
});
