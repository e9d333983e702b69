import { z } from 'zod';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import { chainSnapshot } from '../escalation/chainDraft.ts';
import { explainPaging, type PagingVerdict } from './explainPaging.ts';

/** One thing that happened on the way to a person, or past them. */
export type PagingEvent = { at: Date; kind: 'run' | 'decision' | 'page' | 'delivery'; reason: string; facts: Record<string, unknown> };

/** Most decisions that are read; a chain that repeats writes a few a round. */
const mostDecisions = 500;

/** Why a person was told of an incident, or was not, with everything it was read from in its order; null for an incident that the reader does not see. */
export async function readPaging(
  db: NotifyDb,
  platform: NotifyPlatform,
  personId: string,
  incidentId: string,
): Promise<{ verdict: PagingVerdict; story: PagingEvent[] } | null> {
  if (![personId, incidentId].every((id) => z.uuid().safeParse(id).success)) return null;
  const [seen] = await db.$queryRaw<{ seen: boolean }[]>`SELECT sees_incident(${incidentId}::uuid) AS seen`;
  if (!seen?.seen) return null;
  const runs = await db.escalationRun.findMany({ where: { incidentId }, orderBy: [{ startedAt: 'asc' }, { id: 'asc' }] });
  const decisions = await db.escalationDecision.findMany({
    where: { runId: { in: runs.map(({ id }) => id) }, ...(runs[0] && { at: { gte: runs[0].startedAt } }) },
    orderBy: [{ at: 'asc' }, { number: 'asc' }],
    take: mostDecisions,
  });
  const pages = await db.page.findMany({ where: { incidentId, personId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  const all = (
    await db.delivery.findMany({
      where: { incidentId, OR: [{ personId }, { personId: null }] },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      include: { channel: true },
    })
  ).map(({ channel, ...delivery }) => ({ ...delivery, channelName: channel.name }));
  // A room that was told has readers too, whoever they are; the answer is about the person.
  const deliveries = all.filter((delivery) => delivery.personId === personId);
  const [incident] = await platform.incidents.read(db, [incidentId]);
  const named = runs.map(({ snapshot, ...run }) => ({ ...run, chainName: chainSnapshot.parse(snapshot).name }));

  const verdict = explainPaging({
    ...{ personId, runs: named, decisions, pages, deliveries },
    incident: incident
      ? { status: incident.facts.status, quiet: incident.quiet, snoozedUntil: incident.snoozedUntil, announcedAt: incident.announcedAt }
      : null,
  });
  const ownPages = new Set(pages.map(({ id }) => id));
  const story: PagingEvent[] = [
    ...named.map((run) => ({
      ...{ at: run.startedAt, kind: 'run' as const, reason: run.cause },
      facts: {
        chain: run.chainName,
        policy: run.policyPath.join(' › '),
        state: run.state,
        because: run.reason,
        endedAt: run.endedAt?.toISOString() ?? null,
      },
    })),
    // What somebody else's own rules did is no answer to why this person was told.
    ...decisions
      .filter(({ pageId }) => pageId === null || ownPages.has(pageId))
      .map(({ at, kind, step, reason, facts }) => ({
        ...{ at, kind: 'decision' as const, reason },
        facts: { ...(facts as object), stepKind: kind, step: step === null ? null : step + 1 },
      })),
    ...pages.map(({ createdAt, reason, state, importance, event }) => ({
      ...{ at: createdAt, kind: 'page' as const, reason },
      facts: { state, importance, event },
    })),
    ...all.map(({ id, createdAt, status, outcome, channelName, event, finishedAt }) => ({
      ...{ at: createdAt, kind: 'delivery' as const, reason: outcome ?? status.toLowerCase() },
      facts: { id, channel: channelName, event, status, finishedAt: finishedAt?.toISOString() ?? null },
    })),
  ];
  return { verdict, story: story.sort((one, other) => one.at.getTime() - other.at.getTime()) };
}
