import { useMemo } from 'react';
import { ask } from '../../api/ask';
import {
  OnCallNowDocument,
  type OnCallNowQuery,
  type ScheduleFilter,
  type ScheduleRowFragment,
  SchedulesDocument,
} from '../../api/generated/graphql';
import { toPage } from '../../api/useList';
import { usePaged } from '../../api/usePaged';

/** Rows of one request: each is worked out over a year. */
const PAGE_SIZE = 30;
/** Shifts change by the clock, of which no live event tells. */
const POLL_MS = 60_000;

export const schedulesKey = ['schedules'];

export function useSchedules(search: string, teamId: string | null) {
  const filter = useFilter(search, teamId);
  return usePaged<ScheduleRowFragment>(
    [...schedulesKey, 'list', filter],
    async (after, signal) => {
      const answer = await ask(SchedulesDocument, { first: PAGE_SIZE, after, filter }, signal);
      return toPage(answer.data.schedules, answer);
    },
    () => POLL_MS
  );
}

export type OnCallRow = OnCallNowQuery['onCallNow']['edges'][number]['node'];

export function useOnCallNow(search: string, teamId: string | null) {
  const filter = useFilter(search, teamId);
  return usePaged<OnCallRow>(
    [...schedulesKey, 'onCallNow', filter],
    async (after, signal) => {
      const answer = await ask(OnCallNowDocument, { first: PAGE_SIZE, after, filter }, signal);
      return toPage(answer.data.onCallNow, answer);
    },
    () => POLL_MS
  );
}

function useFilter(search: string, teamId: string | null): ScheduleFilter {
  return useMemo(
    () => ({ search: search.trim() === '' ? null : search.trim(), teamIds: teamId === null ? null : [teamId] }),
    [search, teamId]
  );
}
