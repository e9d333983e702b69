import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, RadioButtonGroup, Tooltip, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { found } from '../../api/found';
import { IntegrationQualityDocument, type IntegrationQualityQuery } from '../../api/generated/graphql';
import { language } from '../../api/language';
import { Failure } from '../../components/Failure/Failure';
import { Section } from '../../components/Section/Section';
import { Skeleton } from '../../components/Skeleton/Skeleton';
import { formatSpan } from '../../time/formatSpan';

type Figures = NonNullable<IntegrationQualityQuery['integration']>['quality'];

/** Whether what it sends is worth hearing: each figure with what it means. */
export function Quality({ id }: { id: string }) {
  const [days, setDays] = useState(7);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['integration', id, 'quality', days],
    queryFn: async ({ signal }) =>
      found((await ask(IntegrationQualityDocument, { id, days }, signal)).data.integration).quality,
    staleTime: 60_000,
  });
  const range = (
    <RadioButtonGroup
      size="sm"
      aria-label={t('integrationQuality.range', 'Time')}
      value={days}
      onChange={setDays}
      options={[1, 7, 30].map((value) => ({
        value,
        label: t('integrationQuality.days', '{{count}} days', {
          count: value,
          defaultValue_one: '{{count}} day',
          defaultValue_other: '{{count}} days',
        }),
      }))}
    />
  );
  return (
    <Section title={t('integrationQuality.title', 'Quality')} aside={range}>
      {isPending ? (
        <Skeleton rows={4} />
      ) : data ? (
        <FigureList figures={data} />
      ) : (
        <Failure error={error} retry={() => void refetch()} />
      )}
    </Section>
  );
}

function FigureList({ figures }: { figures: Figures }) {
  const styles = useStyles2(getStyles);
  const { received, dedupRatio, incidents, noiseShare, neverActedShare, medianSecondsToAcknowledge: median } = figures;
  const number = (value: number) => value.toLocaleString(language());
  return (
    <dl className={styles.figures}>
      <Figure
        name={t('integrationQuality.noise', 'Noise')}
        about={t(
          'integrationQuality.noiseAbout',
          'Alerts of resolved incidents that nobody acknowledged, noted or acted on, of all alerts of resolved incidents.'
        )}
        share={noiseShare}
        bad
      />
      <Figure
        name={t('integrationQuality.never', 'Never acted on')}
        about={t(
          'integrationQuality.neverAbout',
          'Incidents, open ones too, that no person and no playbook touched, of all incidents.'
        )}
        share={neverActedShare}
        bad
      />
      <Figure
        name={t('integrationQuality.dedup', 'Repeats')}
        about={t(
          'integrationQuality.dedupAbout',
          'Received alerts that said nothing new. High is usual for senders that repeat themselves.'
        )}
        share={dedupRatio}
      />
      <Figure
        name={t('integrationQuality.median', 'Acknowledged after')}
        about={t(
          'integrationQuality.medianAbout',
          'Median from opening to the first acknowledgement, over incidents that were acknowledged.'
        )}
        text={median == null ? undefined : formatSpan(median * 1000, language())}
      />
      <Figure
        name={t('integrationQuality.received', 'Alerts received')}
        about={t('integrationQuality.receivedAbout', 'Repeats included.')}
        text={number(received)}
      />
      <Figure
        name={t('integrationQuality.incidents', 'Incidents')}
        about={t(
          'integrationQuality.incidentsAbout',
          'Opened in this time, with an alert of this integration in them.'
        )}
        text={number(incidents)}
      />
    </dl>
  );
}

interface FigureProps {
  name: string;
  about: string;
  share?: number | null;
  text?: string;
  /** A high share is nothing to be proud of. */
  bad?: boolean;
}

function Figure({ name, about, share, text, bad = false }: FigureProps) {
  const styles = useStyles2(getStyles);
  const shown = text ?? (share == null ? '–' : `${Math.round(share * 100)} %`);
  return (
    <div className={styles.figure}>
      <dt className={styles.name}>
        {name}{' '}
        <Tooltip content={about}>
          <Icon name="info-circle" size="sm" aria-label={about} tabIndex={0} />
        </Tooltip>
      </dt>
      <dd className={styles.value}>
        {shown}
        {share != null && (
          <span className={styles.bar} aria-hidden>
            <span className={bad ? styles.badPart : styles.part} style={{ width: `${Math.round(share * 100)}%` }} />
          </span>
        )}
      </dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  figures: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))',
    gap: theme.spacing(2),
    margin: 0,
  }),
  figure: css({ minWidth: 0 }),
  name: css({
    color: theme.colors.text.secondary,
    fontWeight: 'normal',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  value: css({ ...theme.typography.h4, margin: 0, fontVariantNumeric: 'tabular-nums' }),
  bar: css({
    display: 'block',
    height: 4,
    marginTop: theme.spacing(0.5),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    overflow: 'hidden',
  }),
  part: css({ display: 'block', height: '100%', background: theme.colors.primary.main }),
  badPart: css({ display: 'block', height: '100%', background: theme.colors.warning.main }),
});
