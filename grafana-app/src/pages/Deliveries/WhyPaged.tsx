import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Combobox, Field, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { ask } from '../../api/ask';
import { FindIncidentsDocument, WhyPagedDocument, type WhyPagedQuery } from '../../api/generated/graphql';
import { asRecord } from '../../api/errors';
import { useViewer } from '../../api/useViewer';
import { Failure } from '../../components/Failure/Failure';
import { Look } from '../../components/Look/Look';
import { type PickedPerson, PersonPicker } from '../../components/PersonPicker/PersonPicker';
import { Quiet, Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { outcomeWords, readable } from '../../words/outcomes';
import { pagingVerdict } from '../../words/paging';

type Story = NonNullable<WhyPagedQuery['whyPaged']>['story'];

/** Why a person was told of an incident, or was not: the answer first, then everything it was read from. The viewer is asked about first. */
export function WhyPaged() {
  const styles = useStyles2(getStyles);
  const [params, setParams] = useSearchParams();
  const viewer = useViewer().data?.person;
  const [picked, setPicked] = useState<PickedPerson | null>();
  const [chosen, setChosen] = useState<{ id: string; title: string }>();
  const person = picked === undefined ? (viewer ?? null) : picked;
  const incidentId = params.get('incident');
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['whyPaged', person?.id, incidentId],
    queryFn: async ({ signal }) =>
      (await ask(WhyPagedDocument, { personId: person?.id ?? '', incidentId: incidentId ?? '' }, signal)).data,
    enabled: person !== null && incidentId !== null,
  });
  const titleOf = (id: string) =>
    chosen?.id === id
      ? chosen.title
      : data?.incident?.id === id
        ? `#${data.incident.number} ${data.incident.title}`
        : id;
  const why = data?.whyPaged;
  return (
    <>
      <div className={styles.fields}>
        <Field noMargin label={t('paging.person', 'Person')}>
          <PersonPicker id="why-person" width={30} value={person} onChange={setPicked} />
        </Field>
        <Field noMargin label={t('paging.incident', 'Incident')}>
          <Combobox
            id="why-incident"
            width={50}
            placeholder={t('paging.search', 'Number or words of its title')}
            value={incidentId === null ? null : { value: incidentId, label: titleOf(incidentId) }}
            options={async (search) => {
              const found = await ask(FindIncidentsDocument, { search: search.trim() || null, first: 20 });
              return found.data.incidents.edges.map(({ node }) => ({
                value: node.id,
                label: `#${node.number} ${node.title}`,
              }));
            }}
            onChange={({ value, label }) => {
              setChosen({ id: value, title: label ?? value });
              setParams({ tab: 'why', incident: value }, { replace: true });
            }}
          />
        </Field>
      </div>
      {person === null || incidentId === null ? (
        <Quiet>{t('paging.choose', 'Choose a person and an incident.')}</Quiet>
      ) : error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data === undefined || isFetching ? (
        <Skeleton rows={4} />
      ) : why == null ? (
        <Quiet>{t('paging.unseen', 'There is no such incident, or you do not see it.')}</Quiet>
      ) : (
        <>
          <p className={styles.verdict} role="status">
            <Look look={pagingVerdict(why.verdict.reason, why.verdict.facts)} />
          </p>
          <Section title={t('paging.story', 'What that is read from')}>
            {why.story.length === 0 ? (
              <Quiet>{t('paging.nothing', 'Nothing was decided or sent.')}</Quiet>
            ) : (
              <ol className={styles.story}>
                {why.story.map((event, at) => (
                  <StoryLine key={at} event={event} />
                ))}
              </ol>
            )}
          </Section>
        </>
      )}
    </>
  );
}

const kinds: Record<string, () => string> = {
  run: () => t('paging.kind.run', 'Escalation'),
  decision: () => t('paging.kind.decision', 'Step'),
  page: () => t('paging.kind.page', 'Personal rules'),
  delivery: () => t('paging.kind.delivery', 'Notice'),
};

function StoryLine({ event: { at, kind, reason, facts } }: { event: Story[number] }) {
  const styles = useStyles2(getStyles);
  const record = asRecord(facts);
  const people = Array.isArray(record['people']) ? record['people'].map((each) => asRecord(each)['name']) : [];
  const skipped = Array.isArray(record['skipped']) ? record['skipped'].map(asRecord) : [];
  const details = [
    record['chain'] ?? record['channel'] ?? record['contact'],
    record['policy'],
    typeof record['stepKind'] === 'string' && record['step'] != null
      ? `${record['step']}: ${readable(record['stepKind'])}`
      : null,
    ...people,
    ...skipped.map((each) => `${String(each['name'] ?? each['id'])}: ${readable(String(each['reason']))}`),
    kind === 'run' && typeof record['because'] === 'string' ? readable(record['because']) : null,
  ].filter((part) => part != null && part !== '');
  return (
    <li className={styles.line}>
      <time dateTime={at} className={styles.quiet}>
        {dateTimeFormat(at)}
      </time>
      <span className={styles.kind}>{kinds[kind]?.() ?? readable(kind)}</span>
      <span className={styles.what}>
        {outcomeWords(reason)}
        {details.length > 0 && <span className={styles.quiet}>{` · ${details.map(String).join(' · ')}`}</span>}
      </span>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  fields: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2), marginBottom: theme.spacing(2) }),
  verdict: css({ ...theme.typography.h4, overflowWrap: 'anywhere' }),
  story: css({ listStyle: 'none', margin: 0, padding: 0 }),
  line: css({
    display: 'grid',
    gridTemplateColumns: '160px 130px minmax(0, 1fr)',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(0.75, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  kind: css({ fontWeight: theme.typography.fontWeightMedium }),
  what: css({ overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
