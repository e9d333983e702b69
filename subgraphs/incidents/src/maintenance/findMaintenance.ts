import { findUnheld } from '#contracts/matcher';
import type { Standing } from '../parentDown/readStandings.ts';
import type { ActiveWindow } from './readActiveWindows.ts';

/** The windows in which one of these resources is worked on: the resources that an alert is about, and those above them. */
export function findMaintenance(standings: readonly Standing[], windows: readonly ActiveWindow[]): ActiveWindow[] {
  return windows.filter(({ resourceIds, matchers, includesChildren }) =>
    standings.some(
      ({ resourceId, hops, labels }) =>
        (hops === 0 || includesChildren) &&
        (resourceIds.includes(resourceId) || (matchers.length > 0 && labels !== null && findUnheld(matchers, labels) === undefined)),
    ),
  );
}
