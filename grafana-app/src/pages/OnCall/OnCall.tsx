import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { EmptyState, Icon, LinkButton, TextLink, useStyles2 } from '@grafana/ui';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { OnCallLine } from '../../components/OnCallLine/OnCallLine';
import { PagedRows } from '../../components/Section/Section';
import type { PickedTeam } from '../../components/TeamPicker/TeamPicker';
import { paths } from '../../routing/paths';
import { plain } from '../../words/plain';
import { scheduleCount, spanText } from '../../words/schedules';
import { ScheduleFilters } from '../Schedules/ScheduleFilters';
import { useOnCallNow, useScheduleChanges } from '../Schedules/useSchedules';
import { MyCalendar } from './MyCalendar';
import { Reach } from './Reach';

/** Who is on call right now, in every schedule: until when, who is next, and how to reach them. */
export function OnCall() {
  const styles = useStyles2(getStyles);
  const [search, setSearch] = useState('');
  const [team, setTeam] = useState<PickedTeam | null>(null);
  const list = useOnCallNow(search, team?.id ?? null);
  useScheduleChanges();
  const isFiltered = search !== '' || team !== null;
  return (
    <AreaPage
      renderTitle={() => <h1>{t('onCall.title', 'On call now')}</h1>}
      actions={
        <PageActions>
          <LinkButton variant="secondary" icon="calendar-alt" href={paths.schedules}>
            <Trans i18nKey="onCall.schedules">Schedules</Trans>
          </LinkButton>
        </PageActions>
      }
    >
      {(list.rows.length > 0 || isFiltered) && (
        <ScheduleFilters
          search={search}
          team={team}
          count={list.total === undefined ? undefined : scheduleCount(list.total)}
          onSearch={setSearch}
          onTeam={setTeam}
        />
      )}
      <PagedRows
        list={list}
        empty={
          isFiltered ? (
            <EmptyState variant="not-found" message={t('schedules.notFound', 'No schedule matches')} />
          ) : (
            <EmptyState
              variant="call-to-action"
              message={t('onCall.none', 'Nobody is on call, since there are no schedules')}
              button={
                <LinkButton href={paths.schedules}>
                  <Trans i18nKey="onCall.toSchedules">Go to the schedules</Trans>
                </LinkButton>
              }
            />
          )
        }
      >
        {(rows) => (
          <ul className={styles.list}>
            {rows.map(({ id, schedule, onCall, reach, nextGap, levels }) => (
              <li key={id} className={styles.row} aria-label={schedule.name}>
                <div className={styles.main}>
                  <TextLink href={paths.schedule(id)}>{schedule.name}</TextLink>
                  {schedule.team && <div className={styles.quiet}>{schedule.team.name}</div>}
                  {levels.map(({ chainId, chainName, level, seconds }, place) => (
                    <div key={place} className={styles.quiet}>
                      <TextLink href={paths.chains} variant="bodySmall" color="secondary">
                        {chainName}
                      </TextLink>
                      {': '}
                      {levelText(level, seconds)}
                    </div>
                  ))}
                </div>
                <div className={styles.now}>
                  <OnCallLine onCall={onCall} />
                  {reach.length > 0 && <Reach reach={reach} />}
                  {nextGap && (
                    <div className={styles.gap}>
                      <Icon name="exclamation-triangle" />{' '}
                      {t('onCall.gap', 'Nobody is on call {{span}}', {
                        ...{ ...plain, span: spanText(nextGap.from, nextGap.to, ownZone()) },
                      })}
                    </div>
                  )}
                </div>
              </li>
            ))}
          </ul>
        )}
      </PagedRows>
      {list.rows.length > 0 && <MyCalendar />}
    </AreaPage>
  );
}

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Such as "level 2, after 10 min". */
function levelText(level: number, seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes === 0
    ? t('onCall.levelNow', 'level {{level}}, at once', { ...plain, level })
    : t('onCall.levelLater', 'level {{level}}, after {{minutes}} min', { ...plain, level, minutes });
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    ...{ listStyle: 'none', margin: 0, padding: 0, marginBottom: theme.spacing(4) },
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 2fr)',
    gap: theme.spacing(1, 3),
    padding: theme.spacing(1.5, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  main: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  now: css({
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    overflowWrap: 'anywhere',
  }),
  gap: css({ color: theme.colors.warning.text }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
