import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { ask } from '../../../api/ask';
import { found } from '../../../api/found';
import { SimilarIncidentsDocument, type SimilarIncidentsQuery } from '../../../api/generated/graphql';
import { language } from '../../../api/language';
import { Age } from '../../../components/Age/Age';
import { Failure } from '../../../components/Failure/Failure';
import { Look } from '../../../components/Look/Look';
import { Quiet, Section } from '../../../components/Section/Section';
import { Skeleton } from '../../../components/Skeleton/Skeleton';
import { paths } from '../../../routing/paths';
import { formatSpan } from '../../../time/formatSpan';
import { incidentStatusLook } from '../../../words/incidents';
import { plain } from '../../../words/plain';
import { incidentKey } from '../useIncident';

const SHOWN = 5;

type SimilarOne = NonNullable<SimilarIncidentsQuery['incident']>['similar'][number];

/** Past incidents like this one: how alike, by what, and how each ended. */
export function Similar({ id }: { id: string }) {
  const styles = useStyles2(getStyles);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: incidentKey(id, 'similar'),
    queryFn: async ({ signal }) =>
      found((await ask(SimilarIncidentsDocument, { id, first: SHOWN }, signal)).data.incident).similar,
    // What was is not changed by what happens now; the live events of a storm need not ask for it again and again.
    staleTime: 60_000,
  });
  return (
    <Section title={t('incident.similar.title', 'Similar past incidents')}>
      {isPending ? (
        <Skeleton rows={2} />
      ) : data === undefined ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data.length === 0 ? (
        <Quiet>{t('incident.similar.none', 'No incident before it shares enough with it.')}</Quiet>
      ) : (
        <ol className={styles.list}>
          {data.map((similar) => (
            <One key={similar.incident.id} similar={similar} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function One({ similar }: { similar: SimilarOne }) {
  const styles = useStyles2(getStyles);
  const { incident, score, resolutionNote, lastNote } = similar;
  const percent = Math.round(100 * score);
  const note = resolutionNote ?? lastNote;
  const alike = t('incident.similar.score', '{{percent}} % alike', { ...plain, percent });
  return (
    <li className={styles.one}>
      <div className={styles.head}>
        <Link to={paths.incident(incident.id)} className={styles.link} title={incident.title}>
          <span className={styles.number}>#{incident.number}</span> {incident.title}
        </Link>
        <span className={styles.meter} role="img" aria-label={alike} title={alike}>
          <span className={styles.part} style={{ width: `${percent}%` }} />
        </span>
      </div>
      <div className={styles.told}>
        <Look look={incidentStatusLook(incident.status)} /> <Age since={incident.openedAt} ago /> · {endText(similar)}
      </div>
      {note && (
        <blockquote className={styles.note} title={note}>
          {note}
        </blockquote>
      )}
      <div className={styles.evidence}>
        {similar.sharedResources.slice(0, 3).map((resource) => (
          <Link key={resource.id} to={paths.resource(resource.id)} className={styles.chip} title={resource.kind}>
            <Icon name="cube" size="xs" /> {resource.name}
          </Link>
        ))}
        {similar.sharedLabels.slice(0, 3).map((label) => (
          <span key={label} className={styles.chip} title={label}>
            {label}
          </span>
        ))}
        {similar.sharedWords.length > 0 && (
          <span className={styles.words} title={similar.sharedWords.join(' ')}>
            {t('incident.similar.words', 'words: {{words}}', {
              ...plain,
              words: similar.sharedWords.slice(0, 4).join(', '),
            })}
          </span>
        )}
      </div>
    </li>
  );
}

/** How it ended: after how long, and by whom. */
function endText({ secondsToResolve, incident: { resolvedBy } }: SimilarOne): string {
  if (secondsToResolve == null) {
    return t('incident.similar.open', 'not resolved');
  }
  const span = formatSpan(secondsToResolve * 1000, language());
  return resolvedBy
    ? t('incident.similar.endedBy', 'resolved by {{person}} after {{span}}', {
        ...plain,
        person: resolvedBy.name,
        span,
      })
    : t('incident.similar.ended', 'resolved by itself after {{span}}', { ...plain, span });
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  one: css({
    padding: theme.spacing(0.75, 0),
    minWidth: 0,
    '& + &': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  head: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 0 }),
  link: css({
    flex: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    '&:hover': { color: theme.colors.text.link, textDecoration: 'underline' },
  }),
  number: css({ color: theme.colors.text.secondary }),
  meter: css({
    flex: 'none',
    width: 56,
    height: 6,
    overflow: 'hidden',
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
  }),
  part: css({ display: 'block', height: '100%', background: theme.colors.primary.main }),
  told: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  note: css({
    margin: theme.spacing(0.5, 0),
    padding: theme.spacing(0, 1),
    borderLeft: `2px solid ${theme.colors.border.medium}`,
    display: '-webkit-box',
    WebkitLineClamp: 3,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  evidence: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    marginTop: theme.spacing(0.5),
  }),
  chip: css({
    maxWidth: '100%',
    padding: theme.spacing(0, 0.75),
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    'a&:hover': { color: theme.colors.text.link },
  }),
  words: css({
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
