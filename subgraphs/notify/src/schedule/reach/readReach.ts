import type { NotifyContext } from '../../context.ts';
import { readWays } from '../../page/readWays.ts';
import { followDelegations } from '../../personal/followDelegations.ts';
import { planReach } from './planReach.ts';
import type { PersonReachType } from './reach.type.ts';

/** How these people can be reached now, read together. */
export async function readReach({ db, platform }: NotifyContext, personIds: readonly string[]): Promise<(personId: string) => PersonReachType> {
  const now = platform.clock.now();
  const standIns = await followDelegations(db, personIds, now);
  const told = (personId: string): string => standIns.get(personId) ?? personId;
  const ways = await readWays(db, platform, [...new Set(personIds.map(told))]);
  return (personId) => {
    const by = told(personId);
    const { reason, ...reach } = planReach(ways(by), now);
    return {
      ...{ ...reach, person: { id: personId }, standIn: by === personId ? null : { id: by } },
      reason: reason === null ? null : (reason.toUpperCase() as PersonReachType['reason']),
    };
  };
}
