import type { Decision } from '#contracts/words';
import type { Unit } from '#kit/transact';
import type { Playbook, Trigger } from '#prisma/generated/client';
import type { AutomationDb } from '../context.ts';
import { startRun } from '../run/startRun.ts';
import { compiledTrigger } from './compileTrigger.ts';
import { judgeLoop } from './judgeLoop.ts';
import type { TriggerJudgement } from './judgeTrigger.ts';
import { type Occurrence, scheduleFired, triggerScope, webhookReceived } from './occurrence.ts';
import { readInputs } from './readInputs.ts';

/** A trigger with as much of its playbook as is named. */
export type ShownTrigger = Trigger & { playbook: Pick<Playbook, 'id' | 'name'> };

/** What came of a match: a run, or the reason that there is none. */
export type Start = { started: true; runId: string } | ({ started: false } & Decision);

const causeKinds: Record<string, 'schedule' | 'webhook'> = { [scheduleFired]: 'schedule', [webhookReceived]: 'webhook' };

/** Starts the playbook of a trigger that matched, unless that would go round in a circle, an input has no value, or a policy of the playbook is against it. */
export async function startMatched(
  unit: Unit<AutomationDb> & Unit,
  trigger: ShownTrigger,
  occurrence: Occurrence,
  { reason, facts }: TriggerJudgement,
  idempotencyKey: string,
): Promise<Start> {
  const { name, payload, incident, causation } = occurrence;
  const refusal = await findRefusal(unit, trigger, occurrence);
  if (refusal) return { started: false, ...refusal };
  const read = readInputs(compiledTrigger(trigger), triggerScope(occurrence));
  if ('problem' in read) return { started: false, reason: 'input_no_value', facts: { input: read.input, error: read.problem } };
  return startRun(unit, {
    playbook: { id: trigger.playbookId },
    inputs: read.inputs,
    incident,
    event: { name, payload },
    cause: { kind: causeKinds[name] ?? 'trigger', triggerId: trigger.id, label: trigger.name, reason, facts },
    causation,
    idempotencyKey,
  });
}

/** Why a run may not follow out of what led to the event; null when it may. */
export async function findRefusal(
  { db, now }: Pick<Unit<AutomationDb>, 'db' | 'now'>,
  { id, playbookId }: Pick<Trigger, 'id' | 'playbookId'>,
  { causation, incident }: Pick<Occurrence, 'causation' | 'incident'>,
): Promise<Decision | null> {
  const runs =
    causation.length === 0
      ? []
      : await db.run.findMany({ where: { id: { in: causation } }, select: { id: true, playbookId: true, playbookName: true } });
  const byId = new Map(runs.map((run) => [run.id, run]));
  const chain = causation.map((runId) => ({
    runId,
    playbookId: byId.get(runId)?.playbookId ?? '',
    playbookName: byId.get(runId)?.playbookName ?? '',
  }));
  const started = incident
    ? await db.triggerDecision.count({
        where: { triggerId: id, subjectId: incident.id, runId: { not: null }, replay: false, at: { gte: new Date(now.getTime() - 3_600_000) } },
      })
    : 0;
  const verdict = judgeLoop(playbookId, chain, started);
  return verdict.refused ? { reason: verdict.reason, facts: verdict.facts } : null;
}
