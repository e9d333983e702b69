import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { QualityFieldsFragment } from '../../api/generated/graphql';
import { Quiet, Section } from '../../components/Section/Section';
import { personName } from '../../words/people';
import { plain } from '../../words/plain';
import { hoursText, percentText, spanText } from '../../words/schedules';
import { ScoreBadge } from '../Schedules/ScheduleRow';

const mostGaps = 5;

/** How good the schedule is over the coming year, what that is made of, and who carries how much. */
export function Quality({ quality, zone }: { quality: QualityFieldsFragment; zone: string }) {
  const styles = useStyles2(getStyles);
  const { score, coverage, balance, hoursBalance, nightsBalance, weekendsBalance, gaps, gapCount, gapHours, load } =
    quality;
  const most = Math.max(...load.map(({ hours }) => hours), 1);
  return (
    <Section title={t('quality.title', 'Quality over the coming year')} aside={<ScoreBadge score={score} />}>
      <Quiet>
        {t('quality.formula', '100 × coverage {{coverage}} × (0.7 + 0.3 × balance {{balance}}) = {{score}}', {
          ...{ ...plain, coverage: percentText(coverage), balance: percentText(balance), score },
        })}
      </Quiet>
      <dl className={styles.facts}>
        <Fact name={t('quality.hours', 'Hours shared')} value={percentText(hoursBalance)} />
        <Fact name={t('quality.nights', 'Nights shared')} value={percentText(nightsBalance)} />
        <Fact name={t('quality.weekends', 'Weekends shared')} value={percentText(weekendsBalance)} />
        <Fact
          name={t('quality.gaps', 'Gaps')}
          value={gapCount === 0 ? t('quality.noGaps', 'None') : `${gapCount} (${hoursText(gapHours)})`}
        />
      </dl>
      {gaps.length > 0 && (
        <ul className={styles.gaps} aria-label={t('quality.gaps', 'Gaps')}>
          {gaps.slice(0, mostGaps).map(({ from, to }) => (
            <li key={from}>{spanText(from, to, zone)}</li>
          ))}
          {gapCount > mostGaps && (
            <li>{t('quality.moreGaps', 'and {{count}} more', { ...plain, count: gapCount - mostGaps })}</li>
          )}
        </ul>
      )}
      {load.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{t('quality.person', 'Person')}</th>
                <th>{t('quality.shifts', 'Shifts')}</th>
                <th>{t('quality.hoursOf', 'Hours')}</th>
                <th>{t('quality.nightHours', 'at night')}</th>
                <th>{t('quality.weekendHours', 'at weekends')}</th>
                <th className={styles.wide} aria-hidden />
              </tr>
            </thead>
            <tbody>
              {load.map(({ person, shifts, hours, nightHours, weekendHours }, index) => (
                <tr key={person?.id ?? index}>
                  <td>{personName(person)}</td>
                  <td>{shifts}</td>
                  <td>{Math.round(hours)}</td>
                  <td>{Math.round(nightHours)}</td>
                  <td>{Math.round(weekendHours)}</td>
                  <td className={styles.wide} aria-hidden>
                    <span className={styles.bar} style={{ width: `${(hours / most) * 100}%` }} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Quiet>
        <Trans i18nKey="quality.clock">
          Nights are from 22:00 to 06:00 and weekends Saturday and Sunday, by each person’s own clock.
        </Trans>
      </Quiet>
    </Section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    margin: theme.spacing(1, 0),
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, fontSize: theme.typography.h5.fontSize },
  }),
  gaps: css({
    color: theme.colors.error.text,
    listStyle: 'none',
    margin: 0,
    padding: 0,
    marginBottom: theme.spacing(1),
  }),
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    marginBottom: theme.spacing(1),
    '& th, & td': {
      padding: theme.spacing(0.5, 1),
      textAlign: 'right',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
    '& th:first-child, & td:first-child': { textAlign: 'left' },
    '& th': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
  }),
  wide: css({ width: '40%', minWidth: 100 }),
  bar: css({
    display: 'block',
    height: theme.spacing(1.5),
    background: theme.colors.primary.main,
    borderRadius: theme.shape.radius.default,
  }),
});
