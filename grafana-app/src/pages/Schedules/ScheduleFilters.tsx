import React from 'react';
import { t } from '@grafana/i18n';
import { Filters, WideFilter } from '../../components/ListHeader/ListHeader';
import { SearchInput } from '../../components/SearchInput/SearchInput';
import { type PickedTeam, TeamPicker } from '../../components/TeamPicker/TeamPicker';

interface Props {
  search: string;
  team: PickedTeam | null;
  count: string | undefined;
  onSearch(search: string): void;
  onTeam(team: PickedTeam | null): void;
}

/** Narrows a list of schedules by a text and by team. */
export function ScheduleFilters({ search, team, count, onSearch, onTeam }: Props) {
  return (
    <Filters count={count}>
      <WideFilter>
        <SearchInput
          value={search}
          onChange={onSearch}
          placeholder={t('schedules.search', 'Search by name or description')}
        />
      </WideFilter>
      <TeamPicker width={28} value={team} onChange={onTeam} placeholder={t('schedules.team', 'All teams')} />
    </Filters>
  );
}
