import React, { useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, LoadingBar, useStyles2 } from '@grafana/ui';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/ask';
import { ApiError } from '../../api/errors';
import { PreviewSilenceDocument } from '../../api/generated/graphql';
import { Failure } from '../../components/Failure/Failure';
import { Quiet } from '../../components/Section/Section';
import { plain } from '../../words/plain';
import type { MatcherWords } from '../../words/quiet';

const TYPING_PAUSE_MS = 400;

/** What a silence with these matchers would mute, counted anew when typing pauses. */
export function SilencePreview({ matchers }: { matchers: MatcherWords[] }) {
  const styles = useStyles2(getStyles);
  const named = matchers.filter(({ name }) => name.trim() !== '');
  const key = JSON.stringify(named);
  const [asked, setAsked] = useState(key);
  useEffect(() => {
    const pause = setTimeout(() => setAsked(key), TYPING_PAUSE_MS);
    return () => clearTimeout(pause);
  }, [key]);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['previewSilence', asked],
    queryFn: async ({ signal }) =>
      (await ask(PreviewSilenceDocument, { matchers: JSON.parse(asked) as MatcherWords[] }, signal)).data
        .previewSilence,
    enabled: asked !== '[]',
    retry: false,
    placeholderData: (previous) => previous,
  });
  if (named.length === 0) {
    return (
      <Quiet>
        <Trans i18nKey="silences.preview.empty">Say which labels, and what would be muted appears here.</Trans>
      </Quiet>
    );
  }
  if (error) {
    return error instanceof ApiError && error.code === 'BAD_USER_INPUT' ? (
      <Alert severity="warning" title={error.detail} />
    ) : (
      <Failure error={error} retry={() => void refetch()} />
    );
  }
  if (!data) {
    return <LoadingBar width={200} />;
  }
  const most = Math.max(1, ...data.byName.map(({ lastWeek }) => lastWeek));
  return (
    <div aria-busy={isFetching} aria-live="polite" className={styles.preview}>
      <div className={styles.numbers}>
        <Number value={data.firing} text={t('silences.preview.now', 'fire now')} />
        <Number
          value={data.lastWeek}
          text={t('silences.preview.week', 'of {{total}} in the last 7 days', { ...plain, total: data.lastWeekOf })}
        />
        <Number
          value={new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 }).format(data.share)}
          text={data.isSampled ? t('silences.preview.about', 'about') : t('silences.preview.share', 'of everything')}
        />
      </div>
      {data.needsApproval && (
        <Alert
          severity="warning"
          title={t(
            'silences.preview.approval',
            'This is broad: another person has to approve it before it mutes anything.'
          )}
        />
      )}
      {data.byName.length === 0 ? (
        <Quiet>
          <Trans i18nKey="silences.preview.nothing">
            No alert of the last 7 days meets this. It may still mute new ones.
          </Trans>
        </Quiet>
      ) : (
        <ul className={styles.names}>
          {data.byName.map(({ name, firing, lastWeek }) => (
            <li key={name} className={styles.name}>
              <span className={styles.bar} style={{ width: `${(lastWeek / most) * 100}%` }} />
              <span className={styles.text} title={name}>
                {name}
              </span>
              <span className={styles.count}>
                {firing > 0 && <b>{t('silences.preview.firing', '{{count}} firing', { ...plain, count: firing })}</b>}{' '}
                {lastWeek}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Number({ value, text }: { value: number | string; text: string }) {
  const styles = useStyles2(getStyles);
  return (
    <span>
      <span className={styles.value}>{value}</span> <span className={styles.label}>{text}</span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  preview: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  numbers: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 3) }),
  value: css({ fontSize: theme.typography.h3.fontSize, fontVariantNumeric: 'tabular-nums' }),
  label: css({ color: theme.colors.text.secondary }),
  names: css({ listStyle: 'none', maxHeight: 220, overflowY: 'auto' }),
  name: css({
    position: 'relative',
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(0.25, 0.75),
  }),
  bar: css({
    position: 'absolute',
    inset: '2px auto 2px 0',
    background: theme.colors.primary.transparent,
    borderRadius: theme.shape.radius.default,
  }),
  text: css({ position: 'relative', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  count: css({
    position: 'relative',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    '& b': { color: theme.colors.error.text, fontWeight: theme.typography.fontWeightMedium },
  }),
});
