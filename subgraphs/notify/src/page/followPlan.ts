import { incidentFacts } from '#contracts/events';
import { z } from 'zod';
import type { NewDecision } from '../escalation/writeDecisions.ts';
import { type Notice, noticeCause, noticeDetails, noticeLanguage } from '../notice/notice.ts';
import { pagePlan } from './pagePlan.ts';
import type { Way } from './readWays.ts';

/** How long what comes together at a time of day waits for the rest of it, in ms: pages of one person are woken by a sweep every five seconds. */
const gatherMs = 15_000;

const told = z.enum(['opened', 'mentioned', 'sla_breached']);

/** As much of a page as following it needs; its documents as they are stored. */
export type FollowedPage = {
  id: string;
  runId: string | null;
  personId: string;
  step: number | null;
  round: number;
  event: string;
  importance: string;
  language: string;
  incident: unknown;
  cause: unknown;
  details: unknown;
  plan: unknown;
  cursor: number;
};

/** Where a page is after what was due. */
export type PageRest = { cursor: number; state: 'RUNNING' | 'DONE'; reason: string; nextAt: Date | null; endedAt: Date | null };

/**
 * What is due in a page: the notices whose time has come, each once for its place in the plan, what is said of them in its run, and the time of the next. Where all
 * that was told so far `hasFailed` for good, the next of the person's rules comes without its wait. Pure.
 */
export function followPlan(
  page: FollowedPage,
  contacts: readonly Way[],
  now: Date,
  hasFailed = false,
): { notices: Notice[]; decisions: NewDecision[]; rest: PageRest } {
  const plan = pagePlan.parse(page.plan);
  const ahead = plan.slice(page.cursor);
  const inTime = ahead.filter(({ at }) => new Date(at) <= now);
  // What quiet hours or a digest hold back stays held back.
  const hurried = hasFailed && inTime.length === 0 ? ahead.slice(0, 1).filter(({ reason }) => reason === 'rule') : [];
  const due = [...inTime, ...hurried.map((way) => ({ ...way, reason: 'way_failed' }))];
  const cause = noticeCause.parse(page.cause);
  const notices: Notice[] = [];
  const decisions: NewDecision[] = [];
  for (const [place, { contactId, reason }] of due.entries()) {
    const contact = contacts.find(({ id }) => id === contactId);
    if (contact?.isEnabled)
      notices.push({
        incident: incidentFacts.parse(page.incident),
        event: told.parse(page.event),
        channelId: contact.channelId,
        contact: { id: contactId, personId: page.personId, address: contact.address },
        language: noticeLanguage.parse(page.language),
        importance: page.importance === 'important' ? 'important' : 'default',
        cause: { ...cause, ruleText: reason },
        details: noticeDetails.parse(page.details),
        ...(reason === 'digest' && { notBefore: new Date(now.getTime() + gatherMs) }),
        dedupKey: `page:${page.id}:${page.cursor + place}`,
      });
    if (page.runId === null) continue;
    decisions.push({
      ...{ runId: page.runId, round: page.round, step: page.step, kind: 'contact', pageId: page.id },
      reason: contact?.isEnabled ? reason : 'contact_gone',
      facts: { personId: page.personId, contactId, ...(contact && { contact: contact.label, contactKind: contact.kind }) },
    });
  }
  const cursor = page.cursor + due.length;
  const next = plan[cursor];
  const rest: PageRest = next
    ? { cursor, state: 'RUNNING', reason: 'waits', nextAt: new Date(next.at), endedAt: null }
    : { cursor, state: 'DONE', reason: 'all_rules_followed', nextAt: null, endedAt: now };
  return { notices, decisions, rest };
}
