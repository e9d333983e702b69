import { incidentFacts } from '#contracts/events';
import type { Page } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { writeDecisions } from '../escalation/writeDecisions.ts';
import { type Notice, noticeCause, noticeDetails, noticeLanguage } from '../notice/notice.ts';
import { sendNotices } from '../notice/sendNotices.ts';
import { pagePlan } from './pagePlan.ts';
import { wakePageTask } from './page.task.ts';
import { readWays } from './readWays.ts';

/** How long what comes together at a time of day waits for the rest of it, in ms: pages of one person are woken by a sweep every five seconds. */
const gatherMs = 15_000;

const told = z.enum(['opened', 'mentioned', 'sla_breached']);

/**
 * Does what is due in a page: the notices whose time has come, each once for its place in the plan, and the time of the next. As with a run, all of it is one
 * transaction. The caller holds the incident's dispatch lock and has seen that people are still to be told.
 */
export async function advancePage(unit: NotifyUnit, platform: Pick<NotifyPlatform, 'directory'>, page: Page): Promise<void> {
  const { db, now, enqueue, signal } = unit;
  const plan = pagePlan.parse(page.plan);
  const due = plan.slice(page.cursor).filter(({ at }) => new Date(at) <= now);
  const { contacts } = (await readWays(db, platform, [page.personId]))(page.personId);
  const cause = noticeCause.parse(page.cause);
  const decisions = [];
  for (const [place, { contactId, reason }] of due.entries()) {
    const number = page.cursor + place;
    const contact = contacts.find(({ id }) => id === contactId);
    const notice: Notice | null = contact?.isEnabled
      ? {
          incident: incidentFacts.parse(page.incident),
          event: told.parse(page.event),
          channelId: contact.channelId,
          contact: { id: contactId, personId: page.personId, address: contact.address },
          language: noticeLanguage.parse(page.language),
          importance: page.importance === 'important' ? 'important' : 'default',
          cause: { ...cause, ruleText: reason },
          details: noticeDetails.parse(page.details),
          ...(reason === 'digest' && { notBefore: new Date(now.getTime() + gatherMs) }),
          dedupKey: `page:${page.id}:${number}`,
        }
      : null;
    if (notice) await sendNotices(unit, [notice]);
    decisions.push({
      ...{ round: page.round, step: page.step, kind: 'contact', pageId: page.id },
      reason: notice ? reason : 'contact_gone',
      facts: { personId: page.personId, contactId, ...(contact && { contact: contact.label, contactKind: contact.kind }) },
    });
  }
  if (page.runId !== null) await writeDecisions(unit, page.runId, decisions);

  const cursor = page.cursor + due.length;
  const next = plan[cursor];
  const nextAt = next ? new Date(next.at) : null;
  await db.page.update({
    where: { tenantId_id: { tenantId: page.tenantId, id: page.id } },
    data: { cursor, nextAt, ...(nextAt ? { reason: 'waits' } : { state: 'DONE', reason: 'all_rules_followed', endedAt: now }) },
  });
  if (nextAt) enqueue(wakePageTask, { pageId: page.id }, { startAfter: nextAt });
  signal('incident', [page.incidentId]);
}
