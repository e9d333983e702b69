import type { DirectoryPerson } from '#contracts/directory';
import type { IncidentState } from '#contracts/incidentStates';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import type { NoticeCause, NoticeDetails, NoticeImportance } from '../notice/notice.ts';
import { followDelegations } from '../personal/followDelegations.ts';
import { planPersonal } from '../personal/planPersonal.ts';
import { advancePage } from './advancePage.ts';
import type { PagePlan } from './pagePlan.ts';
import { readWays } from './readWays.ts';

/** People who are to be told of an incident, and why. */
export type Paging = {
  people: readonly DirectoryPerson[];
  /** The run whose step tells them; null for what no chain says. */
  runId: string | null;
  step: number | null;
  round: number;
  state: IncidentState;
  event?: 'opened' | 'mentioned' | 'sla_breached';
  importance: NoticeImportance;
  cause: NoticeCause;
  details?: NoticeDetails;
  /** With the person's id it is the same for whatever is done twice. */
  dedupKey: string;
};

export type StartedPage = {
  personId: string;
  name: string;
  isReachable: boolean;
  /** Names of those in whose place they are told. */
  insteadOf: string[];
};

/**
 * Starts telling people by their own rules: a page each, once for its key, whose first notices are sent in the same transaction. Somebody to whom there is no way
 * has a page that ended at once (`no_way_to_reach`), so that it is seen. In the place of somebody who is away, whom they delegated to is told.
 */
export async function startPages(unit: NotifyUnit, platform: NotifyPlatform, paging: Paging): Promise<StartedPage[]> {
  const { db, now } = unit;
  const { people: asked, runId, step, round, state, event = 'opened', importance, dedupKey, cause, details = {} } = paging;
  if (asked.length === 0) return [];
  const standIns = await followDelegations(
    db,
    asked.map(({ id }) => id),
    now,
  );
  const people = await platform.directory.people(db, [...new Set(asked.map(({ id }) => standIns.get(id) ?? id))]);
  const ways = await readWays(
    db,
    platform,
    people.map(({ id }) => id),
  );
  const started: StartedPage[] = [];
  for (const person of people) {
    const insteadOf = asked.filter(({ id }) => id !== person.id && standIns.get(id) === person.id).map(({ name }) => name);
    const { rules, contacts, quietHours, digest } = ways(person.id);
    const planned = planPersonal(rules, contacts, now, quietHours, importance, state.facts.severity, digest);
    const plan: PagePlan = planned.map(({ at, contactId, reason }) => ({ at: at.toISOString(), contactId, reason }));
    const isReachable = plan.length > 0;
    const [page] = await db.page.createManyAndReturn({
      data: [
        {
          ...{ runId, incidentId: state.facts.id, personId: person.id, step, round, event, importance, plan, details },
          cause: { ...cause, ...(insteadOf.length > 0 && { insteadOf }) },
          ...{ incident: state.facts, language: person.language ?? 'en-US', dedupKey: `${dedupKey}:${person.id}`, createdAt: now },
          ...(isReachable ? { state: 'RUNNING', reason: 'tells', nextAt: now } : { state: 'DONE', reason: 'no_way_to_reach', endedAt: now }),
        },
      ],
      skipDuplicates: true,
    });
    if (page && isReachable) await advancePage(unit, platform, page);
    started.push({ personId: person.id, name: person.name, isReachable, insteadOf });
  }
  return started;
}
