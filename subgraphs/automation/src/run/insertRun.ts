import type { IncidentFacts } from '#contracts/events';
import type { Json } from '#kit/expression';
import { Prisma } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import type { AutomationUnit } from '../context.ts';
import { readDefinition } from '../engine/lockRun.ts';
import type { Decision } from '#contracts/words';
import { judgeLoop } from '../trigger/judgeLoop.ts';
import { fillInputs } from './fillInputs.ts';

/** Who or what asks for a run, and why. */
export type RunCause = {
  kind: 'trigger' | 'person' | 'escalation' | 'agent' | 'playbook' | 'webhook' | 'schedule';
  triggerId?: string | null;
  personId?: string | null;
  /** Its name: of the trigger, the chain, the person. */
  label: string;
  /** A coded word, such as `matched`. */
  reason: string;
  facts: Record<string, unknown>;
};

export type WantedRun = {
  playbook: { name: string } | { id: string };
  inputs: Record<string, Json>;
  incident: IncidentFacts | null;
  /** The event that led to it, as expressions see it. */
  event: { name: string; payload: unknown } | null;
  cause: RunCause;
  /** Ids of the runs that led here, the first first. */
  causation: readonly string[];
  /** The same for what is asked twice: the second time nothing is started, and the first run is named. */
  idempotencyKey?: string;
  /** The step of another run that this is. */
  parent?: { runId: string; path: string };
};

export type StartedRun = { started: true; runId: string } | { started: false; reason: string; facts: Record<string, unknown> };

/**
 * Adds a run of a playbook as it is now, which nobody has looked at yet: a later change of the playbook does not change what is under way. Whether it is started is
 * decided by named reasons: playbook_unknown, playbook_archived, playbook_disabled, invalid_playbook, invalid_inputs, already_started, and those of its policies.
 */
export async function insertRun(unit: AutomationUnit, wanted: WantedRun): Promise<StartedRun> {
  const { db, now } = unit;
  const playbook = await db.playbook.findFirst({ where: { ...wanted.playbook, archivedAt: null } });
  if (!playbook) return refused('playbook_unknown', wanted.playbook);
  const known = { playbookId: playbook.id, playbook: playbook.name };
  const definition = readDefinition(playbook);
  if (!definition) return refused('invalid_playbook', known);
  if (!playbook.enabled) return refused('playbook_disabled', known);
  const inputs = fillInputs(definition.inputs, wanted.inputs);
  if ('problems' in inputs) return refused('invalid_inputs', { ...known, problems: inputs.problems });

  const { incident, event, cause, causation, idempotencyKey, parent } = wanted;
  const loop = await judgeChain(unit, playbook.id, causation);
  if (loop) return refused(loop.reason, { ...known, ...loop.facts });
  const id = uuidv7();
  const { count } = await db.run.createMany({
    data: [
      {
        ...{ id, playbookId: playbook.id, playbookName: playbook.name, playbookVersion: playbook.version, definition: playbook.definition ?? {} },
        ...{ inputs: inputs.values, incidentId: incident?.id ?? null, incident: incident ?? Prisma.DbNull },
        event: event === null ? Prisma.DbNull : (event as Prisma.InputJsonObject),
        ...{ causeKind: cause.kind, causeLabel: cause.label, triggerId: cause.triggerId ?? null, personId: cause.personId ?? null },
        ...{ reason: cause.reason, facts: cause.facts as Prisma.InputJsonObject, causation: [...causation], dedupKey: idempotencyKey ?? null },
        ...{ parentId: parent?.runId ?? null, parentPath: parent?.path ?? null, createdAt: now, nextAt: now },
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) {
    const first = await db.run.findFirst({ where: { dedupKey: idempotencyKey ?? null }, select: { id: true } });
    return refused('already_started', { ...known, runId: first?.id ?? null });
  }
  return { started: true, runId: id };
}

/** Why a run may not follow out of those that led to it; null when it may. */
async function judgeChain({ db }: AutomationUnit, playbookId: string, causation: readonly string[]): Promise<Decision | null> {
  if (causation.length === 0) return null;
  const runs = await db.run.findMany({ where: { id: { in: [...causation] } }, select: { id: true, playbookId: true, playbookName: true } });
  const byId = new Map(runs.map((run) => [run.id, run]));
  const chain = causation.map((runId) => ({
    runId,
    playbookId: byId.get(runId)?.playbookId ?? '',
    playbookName: byId.get(runId)?.playbookName ?? '',
  }));
  const verdict = judgeLoop(playbookId, chain, 0);
  return verdict.refused ? { reason: verdict.reason, facts: verdict.facts } : null;
}

const refused = (reason: string, facts: Record<string, unknown>): StartedRun => ({ started: false, reason, facts });
