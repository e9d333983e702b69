import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { EmptyState, Icon, TextLink, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router-dom';
import { ask } from '../../api/ask';
import { ApiError } from '../../api/errors';
import { found } from '../../api/found';
import {
  ResourceHeadDocument,
  ResourceIncidentsDocument,
  type ResourceIncidentsQuery,
  ResourceRelationsDocument,
  type ResourceRelationsQuery,
  type ResourceRowFragment,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';
import { Failure } from '../../components/Failure/Failure';
import { Labels } from '../../components/Labels/Labels';
import { LineageSection } from '../../components/Lineage/LineageSection';
import { PagedRows, Quiet, Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { paths } from '../../routing/paths';
import { relationWords, resourceKindLook } from '../../words/resources';
import { IncidentRow } from '../Incidents/IncidentRow';
import { plain } from '../../words/plain';

type Relation = NonNullable<ResourceRelationsQuery['resource']>['relations']['edges'][number]['node'];
type OfResource = NonNullable<ResourceIncidentsQuery['resource']>['incidents']['edges'][number]['node'];

const PART_PAGE = 20;

/** One resource: what it is, what it stands with, what happened to it. */
export function Resource() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['resource', id, 'head'],
    queryFn: async ({ signal }) => found((await ask(ResourceHeadDocument, { id }, signal)).data.resource),
  });
  const styles = useStyles2(getStyles);
  const title = data?.name ?? t('resource.title', 'Resource');
  return (
    <PluginPage pageNav={{ text: title }} renderTitle={() => <h1 className={styles.title}>{title}</h1>}>
      {isPending ? (
        <Skeleton rows={6} height={8} />
      ) : data === undefined ? (
        <Missing error={error} retry={() => void refetch()} />
      ) : (
        <Parts key={id} resource={data} />
      )}
    </PluginPage>
  );
}

function Missing({ error, retry }: { error: unknown; retry(): void }) {
  return error instanceof ApiError && (error.code === 'NOT_FOUND' || error.code === 'BAD_USER_INPUT') ? (
    <EmptyState variant="not-found" message={t('resource.missing', 'There is no such resource')}>
      <TextLink href={paths.resources}>
        <Trans i18nKey="resource.toList">Go to the resources</Trans>
      </TextLink>
    </EmptyState>
  ) : (
    <Failure error={error} retry={retry} />
  );
}

function Parts({ resource }: { resource: ResourceRowFragment }) {
  const styles = useStyles2(getStyles);
  const { id, kind, labels, firstSeenAt, lastSeenAt } = resource;
  const relations = usePaged<Relation>(['resource', id, 'relations'], async (after, signal) => {
    const answer = await ask(ResourceRelationsDocument, { id, first: PART_PAGE, after }, signal);
    return toPage(found(answer.data.resource).relations, answer);
  });
  const incidents = usePaged<OfResource>(['resource', id, 'incidents'], async (after, signal) => {
    const answer = await ask(ResourceIncidentsDocument, { id, first: PART_PAGE, after }, signal);
    return toPage(found(answer.data.resource).incidents, answer);
  });
  const look = resourceKindLook(kind);
  return (
    <>
      <div className={styles.summary}>
        <span>
          <Icon name={look.icon} /> {look.text}
        </span>
        <span className={styles.quiet}>
          {t('resource.firstSeen', 'First seen {{time}}', { ...plain, time: dateTimeFormat(firstSeenAt) })}
        </span>
        <span className={styles.quiet}>
          {t('resource.lastSeen', 'Last seen {{time}}', { ...plain, time: dateTimeFormat(lastSeenAt) })}
        </span>
      </div>
      <LineageSection root={{ kind: 'RESOURCE', id }} cacheKey={['resource', id]} depth={2} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <Section title={t('resource.incidents', 'Incidents')}>
            <PagedRows
              list={incidents}
              empty={<Quiet>{t('resource.noIncidents', 'No incident named this resource.')}</Quiet>}
            >
              {(rows) => (
                <div role="table" aria-label={t('resource.incidents', 'Incidents')}>
                  {rows.map((incident) => (
                    <IncidentRow key={incident.id} incident={incident} compact />
                  ))}
                </div>
              )}
            </PagedRows>
          </Section>
        </div>
        <div className={styles.side}>
          <Section title={t('resource.relations', 'Relations')}>
            <PagedRows
              list={relations}
              empty={<Quiet>{t('resource.noRelations', 'No relation to another resource is known.')}</Quiet>}
            >
              {(rows) => <Relations relations={rows} />}
            </PagedRows>
          </Section>
          <Section title={t('resource.labels', 'Labels')}>
            {Object.keys(labels).length > 0 ? (
              <Labels labels={labels} />
            ) : (
              <Quiet>{t('resource.noLabels', 'None.')}</Quiet>
            )}
          </Section>
        </div>
      </div>
    </>
  );
}

function Relations({ relations }: { relations: Relation[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {relations.map(({ kind, direction, resource }) => {
        const look = resourceKindLook(resource.kind);
        return (
          <li key={`${kind}${direction}${resource.id}`} className={styles.relation}>
            <span className={styles.quiet}>{relationWords(kind, direction)}</span>
            <Icon name={look.icon} size="sm" title={look.text} />
            <Link to={paths.resource(resource.id)} className={styles.link}>
              {resource.name}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ margin: 0, overflowWrap: 'anywhere' }),
  summary: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2), marginBottom: theme.spacing(2) }),
  quiet: css({ color: theme.colors.text.secondary }),
  columns: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 4) }),
  main: css({ flex: '3 1 440px', minWidth: 0, [theme.breakpoints.down('md')]: { flexBasis: '100%' } }),
  side: css({ flex: '2 1 280px', minWidth: 0 }),
  list: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
  }),
  relation: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0, 0.75) }),
  link: css({ color: theme.colors.text.link, overflowWrap: 'anywhere' }),
});
