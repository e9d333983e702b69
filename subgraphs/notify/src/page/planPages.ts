import type { DirectoryPerson } from '#contracts/directory';
import type { IncidentState } from '#contracts/incidentStates';
import type { Prisma } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import type { NewDecision } from '../escalation/writeDecisions.ts';
import type { Notice, NoticeCause, NoticeDetails, NoticeImportance } from '../notice/notice.ts';
import { planPersonal } from '../personal/planPersonal.ts';
import { followPlan, type PageRest } from './followPlan.ts';
import type { PagePlan } from './pagePlan.ts';
import type { Paged } from './readPaged.ts';

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

/** A page that is to be kept, with what is told as it begins. */
export type PlannedPage = {
  row: Omit<Prisma.PageCreateManyInput, 'tenantId'> & { id: string };
  name: string;
  isReachable: boolean;
  /** Names of those in whose place they are told. */
  insteadOf: string[];
  notices: Notice[];
  decisions: NewDecision[];
};

/**
 * Plans how people are told by their own rules: a page each, begun with the notices that are due at once. Somebody to whom there is no way has a page that ended at
 * once (`no_way_to_reach`), so that it is seen. Pure.
 */
export function planPages(paging: Paging, { standIns, people, ways }: Paged, now: Date): PlannedPage[] {
  const { people: asked, runId, step, round, state, event = 'opened', importance, dedupKey, cause, details = {} } = paging;
  return people.map((person) => {
    const insteadOf = asked.filter(({ id }) => id !== person.id && standIns.get(id) === person.id).map(({ name }) => name);
    const { rules, contacts, quietHours, digest } = ways(person.id);
    const planned = planPersonal(rules, contacts, now, quietHours, importance, state.facts.severity, digest);
    const plan: PagePlan = planned.map(({ at, contactId, reason }) => ({ at: at.toISOString(), contactId, reason }));
    const page = {
      ...{ id: uuidv7(), runId, incidentId: state.facts.id, personId: person.id, step, round, event, importance, plan, details, cursor: 0 },
      ...{ cause: { ...cause, ...(insteadOf.length > 0 && { insteadOf }) }, incident: state.facts, language: person.language ?? 'en-US' },
      ...{ dedupKey: `${dedupKey}:${person.id}`, createdAt: now },
    };
    const isReachable = plan.length > 0;
    const unreachable: PageRest = { cursor: 0, state: 'DONE', reason: 'no_way_to_reach', nextAt: null, endedAt: now };
    const { notices, decisions, rest } = isReachable ? followPlan(page, contacts, now) : { notices: [], decisions: [], rest: unreachable };
    return { row: { ...page, ...rest }, name: person.name, isReachable, insteadOf, notices, decisions };
  });
}
