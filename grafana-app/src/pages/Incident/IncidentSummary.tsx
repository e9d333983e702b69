import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, Icon, useStyles2 } from '@grafana/ui';
import type { IncidentHeadFragment } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { Age } from '../../components/Age/Age';
import { DeadlineChip } from '../../components/DeadlineChip/DeadlineChip';
import { Look } from '../../components/Look/Look';
import { QuietLine } from '../../components/QuietLine/QuietLine';
import { formatSpan } from '../../time/formatSpan';
import { decisionWords } from '../../words/decisions';
import { incidentStatusLook, severityLook, snoozedLook } from '../../words/incidents';
import { roleWords } from '../../words/people';
import { plain } from '../../words/plain';
import { AlsoMatched } from './AlsoMatched';

/** The incident in a few lines: how bad, how it stands, since when, and who works on it. */
export function IncidentSummary({ incident }: { incident: IncidentHeadFragment }) {
  const styles = useStyles2(getStyles);
  const { severity, status, priority, openedAt, openedBy, snoozedUntil, acknowledgedUntil, reason } = incident;
  return (
    <div className={styles.summary}>
      <div className={styles.line}>
        <Look look={severityLook(severity)} filled />
        <Look look={incidentStatusLook(status)} filled />
        {priority && <Badge text={priority} color="blue" tooltip={t('incident.priority', 'Priority')} />}
        {incident.private && (
          <Badge
            text={t('incident.private', 'Private')}
            icon="lock"
            color="purple"
            tooltip={t(
              'incident.privateHelp',
              'Only its owner team, its assignee and people with a role in it see it.'
            )}
          />
        )}
        <DeadlineChip deadlines={incident.deadlines} />
        {incident.quiet && (
          <span className={styles.muted}>
            <QuietLine quiet={incident.quiet} />
          </span>
        )}
        {snoozedUntil && (
          <span className={styles.due}>
            <Look look={snoozedLook()} filled />
            {t('incident.until', 'until {{time}}', { ...plain, time: dateTimeFormat(snoozedUntil) })}
          </span>
        )}
        <span>
          {t('incident.opened', 'Opened')} <Age since={openedAt} ago />
          {openedBy && ` · ${openedBy.name}`}
        </span>
        <Answers incident={incident} />
        {acknowledgedUntil && (
          <span className={styles.due}>
            <Icon name="hourglass" size="sm" />
            {t('incident.lapses', 'given back at {{time}}', { ...plain, time: dateTimeFormat(acknowledgedUntil) })}
          </span>
        )}
        <span className={styles.quiet} title={JSON.stringify(reason.facts)}>
          {decisionWords(reason.reason)}
        </span>
        <AlsoMatched facts={reason.facts} />
      </div>
      <People incident={incident} />
    </div>
  );
}

/** Who took it on and who closed it, and after how long. */
function Answers({ incident }: { incident: IncidentHeadFragment }) {
  const { openedAt, acknowledgedAt, acknowledgedBy, resolvedAt, resolvedBy } = incident;
  const after = (until: string) => formatSpan(Date.parse(until) - Date.parse(openedAt), language());
  return (
    <>
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
    </>
  );
}

/** Who works on it; nothing where nobody was named. */
function People({ incident: { assignee, ownerTeam, roles } }: { incident: IncidentHeadFragment }) {
  const styles = useStyles2(getStyles);
  if (!assignee && !ownerTeam && roles.length === 0) {
    return null;
  }
  return (
    <dl className={styles.people}>
      {assignee && <Named label={t('incident.assignee', 'Assignee')}>{assignee.name}</Named>}
      {ownerTeam && <Named label={t('incident.ownerTeam', 'Owner team')}>{ownerTeam.name}</Named>}
      {roles.map(({ name, person }) => (
        <Named key={name} label={roleWords(name)}>
          {person.name}
        </Named>
      ))}
    </dl>
  );
}

function Named({ label, children }: { label: string; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.named}>
      <dt className={styles.quiet}>{label}</dt>
      <dd className={styles.name}>{children}</dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), marginBottom: theme.spacing(2) }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 2) }),
  due: css({ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.75) }),
  muted: css({
    minWidth: 0,
    maxWidth: '100%',
    padding: theme.spacing(0, 1),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
  }),
  quiet: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  people: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 3), margin: 0 }),
  named: css({ display: 'flex', gap: theme.spacing(0.75), minWidth: 0 }),
  name: css({ margin: 0, overflowWrap: 'anywhere', fontWeight: theme.typography.fontWeightMedium }),
});
