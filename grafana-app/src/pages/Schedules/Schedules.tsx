import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { EmptyState, LinkButton, useStyles2 } from '@grafana/ui';
import { useReasonAgainst } from '../../api/useReasonAgainst';
import { AreaPage } from '../../components/AreaPage/AreaPage';
import { PageActions } from '../../components/ListHeader/ListHeader';
import { PagedRows } from '../../components/Section/Section';
import type { PickedTeam } from '../../components/TeamPicker/TeamPicker';
import { paths } from '../../routing/paths';
import { scheduleCount } from '../../words/schedules';
import { ScheduleFilters } from './ScheduleFilters';
import { ScheduleRow } from './ScheduleRow';
import { useScheduleChanges, useSchedules } from './useSchedules';

/** Every schedule with who is on call in it now and next, and how good it is. */
export function Schedules() {
  const styles = useStyles2(getStyles);
  const [search, setSearch] = useState('');
  const [team, setTeam] = useState<PickedTeam | null>(null);
  const list = useSchedules(search, team?.id ?? null);
  const reason = useReasonAgainst()('schedules:manage');
  useScheduleChanges();
  const isFiltered = search !== '' || team !== null;
  const add = (
    <LinkButton icon="plus" href={paths.newSchedule} disabled={reason !== undefined} tooltip={reason}>
      <Trans i18nKey="schedules.new">New schedule</Trans>
    </LinkButton>
  );
  return (
    <AreaPage
      renderTitle={() => <h1>{t('schedules.title', 'Schedules')}</h1>}
      actions={
        <PageActions>
          <LinkButton variant="secondary" icon="user" href={paths.onCall}>
            <Trans i18nKey="schedules.onCallNow">On call now</Trans>
          </LinkButton>
          {add}
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
            <EmptyState variant="call-to-action" message={t('schedules.none', 'No schedules yet')} button={add}>
              <Trans i18nKey="schedules.noneHelp">
                A schedule says who is on call when: people take turns by days, by weeks or as a rule has it, and
                overrides and swaps change that for a time.
              </Trans>
            </EmptyState>
          )
        }
      >
        {(rows) => (
          <ul className={styles.list}>
            {rows.map((schedule) => (
              <ScheduleRow key={schedule.id} schedule={schedule} />
            ))}
          </ul>
        )}
      </PagedRows>
    </AreaPage>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, borderTop: `1px solid ${theme.colors.border.weak}` }),
});
