import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, Icon, TextLink, useStyles2 } from '@grafana/ui';
import type { DeliveryRowFragment } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { Age } from '../../components/Age/Age';
import { Look } from '../../components/Look/Look';
import { paths } from '../../routing/paths';
import { formatDuration } from '../../time/formatSpan';
import { noticeCauseWords, noticeEventWords, waitsForWords } from '../../words/notices';
import { incidentStatusLook } from '../../words/incidents';
import { deliveryStatusLook, outcomeWords } from '../../words/outcomes';
import { plain } from '../../words/plain';
import { ResendDialog } from './ResendDialog';

/** One notice: how it went, and unfolded what was sent, by which rule, and every attempt. */
export function DeliveryRow({ delivery }: { delivery: DeliveryRowFragment }) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const { status, event, incident, person, channelName, channelKind, destination, outcome, createdAt } = delivery;
  const title = titleOf(delivery);
  const isFailure = status === 'FAILED' || status === 'CANCELLED';
  const shown = isFailure || outcome === 'grouped' ? outcome : null;
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <Button
          fill="text"
          variant="secondary"
          size="sm"
          icon={open ? 'angle-down' : 'angle-right'}
          aria-expanded={open}
          aria-label={t('deliveries.unfold', 'Details of {{title}} to {{channel}}', {
            ...plain,
            title,
            channel: channelName,
          })}
          onClick={() => setOpen(!open)}
        />
        <span className={styles.status}>
          <Look look={deliveryStatusLook(status)} filled />
        </span>
        <span className={styles.title}>
          {incident ? (
            <TextLink href={paths.incident(incident.id)} inline>
              {title}
            </TextLink>
          ) : (
            title
          )}
          {incident && <span className={styles.quiet}> {noticeEventWords(event)}</span>}
        </span>
        <span className={styles.place}>
          {person && (
            <span>
              <Icon name="user" size="sm" /> {person.name}{' '}
            </span>
          )}
          <span className={person ? styles.quiet : undefined}>{channelName}</span>
        </span>
        <span className={isFailure ? styles.outcome : styles.quiet}>
          {shown !== null && shown !== undefined && outcomeWords(shown)}
        </span>
        <span className={styles.quiet}>
          <Age since={createdAt} ago />
        </span>
      </div>
      {open && <Details delivery={delivery} kind={channelKind} destination={destination} />}
    </li>
  );
}

function Details({
  delivery,
  kind,
  destination,
}: {
  delivery: DeliveryRowFragment;
  kind: string;
  destination: string;
}) {
  const styles = useStyles2(getStyles);
  const [resending, setResending] = useState(false);
  const reason = useReasonAgainst()('deliveries:resend');
  const { sent, cause, attempts, status, event, nextAttemptAt, waitsFor, groupedInto, about } = delivery;
  const isOver = status !== 'PENDING' && status !== 'SENDING';
  return (
    <div className={styles.details}>
      <div className={styles.quiet}>{`${kind} · ${destination}`}</div>
      {delivery.templateFailed != null && (
        <Alert
          severity="warning"
          title={t('deliveries.templateFailed', 'Its template could not be filled in, so the built-in words went out')}
        >
          {delivery.templateFailed}
        </Alert>
      )}
      {cause && <div>{noticeCauseWords(cause)}</div>}
      {groupedInto && (
        <div>
          <TextLink href={paths.delivery(groupedInto.id)} inline>
            {t('deliveries.groupedInto', 'Told in one message with others, decided {{time}}', {
              ...plain,
              time: dateTimeFormat(groupedInto.createdAt),
            })}
          </TextLink>
        </div>
      )}
      {about.length > 0 && <About incidents={about.flatMap((one) => one ?? [])} />}
      {nextAttemptAt && !isOver && (
        <div className={styles.quiet}>
          {t('delivery.next', 'Next attempt at {{time}}', { ...plain, time: dateTimeFormat(nextAttemptAt) })}
          {waitsFor != null && ` · ${waitsForWords(waitsFor)}`}
        </div>
      )}
      {sent && (
        <figure className={styles.sent} aria-label={t('deliveries.what', 'What was sent')}>
          <strong>{sent.subject}</strong>
          <pre className={styles.text}>{withoutSubject(sent)}</pre>
        </figure>
      )}
      {attempts.length > 0 && (
        <ol className={styles.attempts} aria-label={t('deliveries.attempts', 'Attempts')}>
          {attempts.map(({ number, at, durationMs, outcome, httpStatus, detail }) => (
            <li key={number}>
              {[
                dateTimeFormat(at),
                outcomeWords(outcome),
                httpStatus == null ? null : `HTTP ${httpStatus}`,
                formatDuration(durationMs, language()),
                detail,
              ]
                .filter((part) => part != null && part !== '')
                .join(' · ')}
            </li>
          ))}
        </ol>
      )}
      {isOver && event !== 'verification' && (
        <div>
          <Button
            size="sm"
            variant="secondary"
            icon="repeat"
            disabled={reason !== undefined}
            tooltip={reason}
            onClick={() => setResending(true)}
          >
            {t('deliveries.resend.open', 'Send again…')}
          </Button>
        </div>
      )}
      {resending && <ResendDialog delivery={delivery} onClose={() => setResending(false)} />}
    </div>
  );
}

/** What a row is about: an incident, so many, or none. */
function titleOf({ incident, about, event }: DeliveryRowFragment): string {
  if (incident) {
    return `#${incident.number} ${incident.title}`;
  }
  if (about.length === 0) {
    return noticeEventWords(event);
  }
  return t('deliveries.many', '{{total}} incidents in one message', {
    ...plain,
    count: about.length,
    total: String(about.length),
    defaultValue_one: '{{total}} incident in a message',
    defaultValue_other: '{{total}} incidents in one message',
  });
}

/** Incidents that are shown of a message about many before one asks for all. */
const SHOWN = 10;

/** The incidents that one message told of. */
function About({ incidents }: { incidents: Array<NonNullable<DeliveryRowFragment['about'][number]>> }) {
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  const left = incidents.length - SHOWN;
  return (
    <ul className={styles.attempts} aria-label={t('deliveries.about', 'Incidents in this message')}>
      {incidents.slice(0, all ? undefined : SHOWN).map(({ id, number, title, status }) => (
        <li key={id}>
          <TextLink href={paths.incident(id)} inline>{`#${number} ${title}`}</TextLink>{' '}
          <Look look={incidentStatusLook(status)} />
        </li>
      ))}
      {!all && left > 0 && (
        <li>
          <Button size="sm" fill="text" variant="secondary" onClick={() => setAll(true)}>
            {t('deliveries.aboutAll', 'Show {{count}} more', { ...plain, count: left })}
          </Button>
        </li>
      )}
    </ul>
  );
}

/** What was sent as text begins with its subject, which stands above it already. */
function withoutSubject({ subject, text }: { subject: string; text: string }): string {
  return text.startsWith(subject) ? text.slice(subject.length).trimStart() : text;
}

const getStyles = (theme: GrafanaTheme2) => {
  const narrow = theme.breakpoints.down('md');
  return {
    row: css({ borderBottom: `1px solid ${theme.colors.border.weak}`, padding: theme.spacing(0.5, 0) }),
    head: css({
      display: 'grid',
      gridTemplateColumns: '32px 112px minmax(160px, 3fr) minmax(120px, 2fr) minmax(90px, 1fr) 96px',
      alignItems: 'center',
      gap: theme.spacing(0, 1.5),
      [narrow]: { gridTemplateColumns: '32px minmax(0, 1fr)', '& > :nth-child(n+3)': { gridColumn: 2 } },
    }),
    status: css({ whiteSpace: 'nowrap', [narrow]: { gridColumn: 'auto' } }),
    title: css({ overflowWrap: 'anywhere', minWidth: 0 }),
    place: css({ overflowWrap: 'anywhere', minWidth: 0 }),
    outcome: css({ color: theme.colors.error.text, fontSize: theme.typography.bodySmall.fontSize }),
    quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    details: css({
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 1, 1, 5),
      minWidth: 0,
      [narrow]: { paddingLeft: theme.spacing(1) },
    }),
    sent: css({
      margin: 0,
      padding: theme.spacing(1, 1.5),
      background: theme.colors.background.secondary,
      borderLeft: `3px solid ${theme.colors.border.strong}`,
      borderRadius: theme.shape.radius.default,
      overflowWrap: 'anywhere',
    }),
    text: css({
      margin: theme.spacing(0.5, 0, 0),
      padding: 0,
      border: 'none',
      background: 'none',
      whiteSpace: 'pre-wrap',
      fontFamily: 'inherit',
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    attempts: css({
      margin: 0,
      paddingLeft: theme.spacing(2.5),
      fontSize: theme.typography.bodySmall.fontSize,
      overflowWrap: 'anywhere',
    }),
  };
};
