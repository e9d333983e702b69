import type { IncidentFacts } from '#contracts/events';
import { AppError } from '#kit/errors';
import type { Json } from '#kit/expression';
import { type Playbook, Prisma } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import type { AutomationUnit } from '../context.ts';
import { wakeRunTask } from '../engine/engine.task.ts';
import { readDefinition } from '../engine/lockRun.ts';
import { buildScope, type Scope } from '../engine/scope.ts';
import type { PlaybookDefinition } from '../playbook/definition.ts';
import { holdReasons } from '../policy/admitRun.ts';
import { askApproval, askPolicies, resourcesOf } from '../policy/askPolicies.ts';
import type { PolicyVerdict } from '../policy/judgePolicies.ts';
import { writeDecisions } from '../policy/writeDecisions.ts';
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
  /** The playbook as it was at another time, instead of as it is now. */
  snapshot?: { definition: Prisma.InputJsonValue; version: number };
  /** The step of another run that this is. */
  parent?: { runId: string; path: string };
};

export type StartedRun = { started: true; runId: string } | { started: false; reason: string; facts: Record<string, unknown> };
/** `isHeld`: it does not begin yet; whoever wakes it asks its policies again. */
export type InsertedRun = ({ isHeld: boolean } & Extract<StartedRun, { started: true }>) | Extract<StartedRun, { started: false }>;

/**
 * Adds a run of a playbook as it is now, which nobody has looked at yet: a later change of the playbook does not change what is under way. Whether it is started is
 * decided by named reasons: playbook_unknown, playbook_disabled, invalid_playbook, invalid_inputs, invalid_resources, already_started, loop, chain_too_deep, and those
 * of its policies, in_blackout, rate_reached, cooling_down, concurrency_reached. Each is kept, and stands in the story of the incident.
 */
export async function insertRun(unit: AutomationUnit, wanted: WantedRun): Promise<InsertedRun> {
  const { db, now } = unit;
  const { incident, event, cause, causation, idempotencyKey, parent } = wanted;
  const playbook = await db.playbook.findFirst({ where: { ...wanted.playbook, archivedAt: null } });
  if (!playbook) return refused('playbook_unknown', wanted.playbook);
  const known = { playbookId: playbook.id, playbook: playbook.name };
  const first = idempotencyKey === undefined ? null : await db.run.findFirst({ where: { dedupKey: idempotencyKey }, select: { id: true } });
  if (first) return refused('already_started', { ...known, runId: first.id });
  const id = uuidv7();
  const about = { playbookId: playbook.id, playbookName: playbook.name, incident, cause };
  const decline = async (verdicts: readonly PolicyVerdict[]): Promise<InsertedRun> => {
    await writeDecisions(unit, { ...about, runId: null }, verdicts);
    const refusal = verdicts.find(({ verdict }) => verdict === 'refused');
    return refused(refusal?.reason ?? 'refused', { ...known, ...refusal?.facts });
  };
  const declined = (reason: string, facts: Record<string, unknown> = {}) => decline([{ policy: 'playbook', verdict: 'refused', reason, facts }]);

  const stored = wanted.snapshot ?? { definition: playbook.definition ?? {}, version: playbook.version };
  const definition = readDefinition(stored as Pick<Playbook, 'definition'>);
  if (!definition) return declined('invalid_playbook');
  if (!playbook.enabled) return declined('playbook_disabled');
  const inputs = fillInputs(definition.inputs, wanted.inputs);
  if ('problems' in inputs) return declined('invalid_inputs', { problems: inputs.problems });
  const loop = await judgeChain(unit, playbook.id, causation);
  if (loop) return declined(loop.reason, loop.facts);

  const described = {
    ...{ id, playbookName: playbook.name, causeKind: cause.kind, causeLabel: cause.label, inputs: inputs.values },
    ...{ incident: incident as Prisma.JsonValue, event: event as Prisma.JsonValue },
  };
  const scope = buildScope(described, new Map(), definition, '');
  const resources = tryResources(definition, scope, incident);
  if ('problem' in resources) return declined('invalid_resources', { problem: resources.problem });
  const { approval, verdict } = askApproval(definition.policies, scope);
  const policyRun = { id, playbookId: playbook.id, resources: resources.names, incidentId: incident?.id ?? null, createdAt: now };
  const verdicts = [...(await askPolicies(unit, definition, policyRun)), ...(verdict ? [verdict] : [])];
  if (verdicts.some((each) => each.verdict === 'refused')) return decline(verdicts);

  const waitsTurn = verdicts.some((each) => each.policy === 'concurrency' && each.verdict === 'held');
  const hold = definition.policies.mostTargets !== undefined ? holdReasons.targets : waitsTurn ? holdReasons.turn : null;
  const { count } = await db.run.createMany({
    data: [
      {
        ...{ id, playbookId: playbook.id, playbookName: playbook.name, playbookVersion: stored.version, definition: stored.definition },
        ...{ inputs: inputs.values, incidentId: incident?.id ?? null, incident: incident ?? Prisma.DbNull },
        event: event === null ? Prisma.DbNull : (event as Prisma.InputJsonObject),
        ...{ causeKind: cause.kind, causeLabel: cause.label, triggerId: cause.triggerId ?? null, personId: cause.personId ?? null },
        ...{ reason: cause.reason, facts: cause.facts as Prisma.InputJsonObject, causation: [...causation], dedupKey: idempotencyKey ?? null },
        ...{ parentId: parent?.runId ?? null, parentPath: parent?.path ?? null, createdAt: now, nextAt: now },
        ...{ resources: resources.names, approval: approval ?? Prisma.DbNull, outcome: hold },
      },
    ],
    skipDuplicates: true,
  });
  // Asked for twice at the same moment: the other one has it.
  if (count === 0) return refused('already_started', known);
  await writeDecisions(unit, { ...about, runId: id }, verdicts);
  if (hold === holdReasons.targets) unit.enqueue(wakeRunTask, { runId: id });
  unit.signal('run', [id]);
  if (incident) unit.signal('incident', [incident.id]);
  return { started: true, runId: id, isHeld: hold !== null };
}

function tryResources(definition: PlaybookDefinition, scope: Scope, incident: IncidentFacts | null): { names: string[] } | { problem: string } {
  try {
    return { names: resourcesOf(definition, scope, incident) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { problem: error.message };
  }
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

const refused = (reason: string, facts: Record<string, unknown>): Extract<StartedRun, { started: false }> => ({ started: false, reason, facts });
