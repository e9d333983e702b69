import { conditionSubject } from '#kit/condition';
import type { Unit } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import type { AutomationDb } from '../context.ts';
import { compiledTrigger } from './compileTrigger.ts';
import { judgeTrigger, type TriggerJudgement } from './judgeTrigger.ts';
import { type Occurrence, triggerScope, triggerVariables } from './occurrence.ts';
import { type ShownTrigger, type Start, startMatched } from './startMatched.ts';

/** What a trigger made of something that happened. */
export type Shown = { trigger: ShownTrigger; occurrence: Occurrence; judgement: TriggerJudgement; start: Start | null };

/** Triggers of an event that the incident's timeline names when they did not match its opening; all are in the log. */
const mostTold = 20;

/**
 * THE STORY of a trigger: what happened is stored, shown to every trigger that waits for it, matches start their playbooks, and each decision is kept, non-matches
 * alike. What is told twice, because its job ran twice, is decided once.
 */
export async function showTriggers(unit: Unit<AutomationDb> & Unit, occurrences: readonly Occurrence[]): Promise<Shown[]> {
  if (occurrences.length === 0) return [];
  const { db } = unit;
  await storeOccurrences(db, occurrences);
  const triggers = await findTriggers(db, occurrences);
  const decided = await findDecided(db, occurrences);
  const shown: Shown[] = [];
  for (const occurrence of occurrences) {
    const waiting = triggers.filter((trigger) => isShown(trigger, occurrence) && !decided.has(`${trigger.id} ${occurrence.id}`));
    for (const { trigger, judgement } of judgeAll(waiting, occurrence)) {
      const start = judgement.matched ? await startMatched(unit, trigger, occurrence, judgement, `${trigger.id}:${occurrence.id}`) : null;
      shown.push({ trigger, occurrence, judgement, start });
    }
  }
  await recordDecisions(db, shown);
  tellIncidents(unit, shown);
  return shown;
}

/** The judgements of triggers on one occurrence, which share the work of reading it. */
export function judgeAll(triggers: readonly ShownTrigger[], occurrence: Occurrence): Pick<Shown, 'trigger' | 'judgement'>[] {
  const subject = conditionSubject(triggerVariables, triggerScope(occurrence));
  return triggers.map((trigger) => ({
    trigger,
    judgement: trigger.enabled
      ? judgeTrigger(compiledTrigger(trigger), occurrence.incident, subject)
      : { matched: false, reason: 'trigger_disabled', facts: {} },
  }));
}

/** Keeps decisions; `replayedAt` for those of a replay. */
export async function recordDecisions(db: AutomationDb, shown: readonly Shown[], replayedAt: Date | null = null): Promise<void> {
  if (shown.length === 0) return;
  await db.triggerDecision.createMany({
    data: shown.map(({ trigger, occurrence, judgement: { matched, reason, facts }, start }) => ({
      ...{ at: replayedAt ?? occurrence.at, triggerId: trigger.id, eventId: occurrence.id, eventAt: occurrence.at, event: occurrence.name },
      ...{ subjectId: occurrence.incident?.id ?? null, matched, reason, facts: facts as Prisma.InputJsonObject, replay: replayedAt !== null },
      runId: start?.started ? start.runId : null,
      notStarted: start && !start.started ? start.reason : null,
      startFacts: start && !start.started ? (start.facts as Prisma.InputJsonObject) : Prisma.DbNull,
    })),
  });
}

/** Keeps what happened, once. */
export async function storeOccurrences(db: AutomationDb, occurrences: readonly Occurrence[]): Promise<void> {
  await db.triggerEvent.createMany({
    data: occurrences.map(({ incident, ...occurrence }) => ({
      ...occurrence,
      incidentId: incident?.id ?? null,
      incident: incident ?? Prisma.DbNull,
    })),
    skipDuplicates: true,
  });
}

function isShown(trigger: ShownTrigger, { name, triggerId }: Occurrence): boolean {
  return triggerId === null ? trigger.kind === 'EVENT' && trigger.event === name : trigger.id === triggerId;
}

function findTriggers(db: AutomationDb, occurrences: readonly Occurrence[]): Promise<ShownTrigger[]> {
  const names = [...new Set(occurrences.flatMap(({ name, triggerId }) => (triggerId === null ? [name] : [])))];
  const ids = occurrences.flatMap(({ triggerId }) => triggerId ?? []);
  return db.trigger.findMany({
    where: { archivedAt: null, OR: [{ kind: 'EVENT', event: { in: names }, enabled: true }, { id: { in: ids } }] },
    include: { playbook: { select: { id: true, name: true } } },
    orderBy: { id: 'asc' },
  });
}

async function findDecided(db: AutomationDb, occurrences: readonly Occurrence[]): Promise<ReadonlySet<string>> {
  const decided = await db.triggerDecision.findMany({
    where: { replay: false, at: { in: occurrences.map(({ at }) => at) }, eventId: { in: occurrences.map(({ id }) => id) } },
    select: { triggerId: true, eventId: true },
  });
  return new Set(decided.map(({ triggerId, eventId }) => `${triggerId} ${eventId}`));
}

/** The incident's timeline hears of what did not match its opening, and of every match from which nothing came; runs tell of themselves. */
function tellIncidents({ now, emit }: Unit, shown: readonly Shown[]): void {
  for (const [occurrence, group] of Map.groupBy(shown, (each) => each.occurrence)) {
    const { incident, name } = occurrence;
    if (incident === null) continue;
    const declined = group.flatMap(({ trigger, judgement, start }) => {
      if (start !== null) return start.started ? [] : [{ trigger, reason: start.reason, facts: start.facts }];
      return name === 'incident.opened' ? [{ trigger, reason: judgement.reason, facts: judgement.facts }] : [];
    });
    for (const { trigger, reason, facts } of declined.slice(0, mostTold)) {
      emit('trigger.declined', {
        incidentId: incident.id,
        at: now.toISOString(),
        triggerId: trigger.id,
        triggerName: trigger.name,
        decision: { reason, facts },
        eventId: occurrence.id,
      });
    }
  }
}
