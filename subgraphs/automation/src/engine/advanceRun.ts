import type { Json } from '#kit/expression';
import { openApproval } from '../approvals/openApproval.ts';
import { actionOf, isDeed } from '../actions/actionKinds.ts';
import { renderTemplate } from '../actions/template.ts';
import type { AutomationUnit } from '../context.ts';
import type { Deed, PlaybookDefinition, Step } from '../playbook/definition.ts';
import { insertRun } from '../run/insertRun.ts';
import { endRun } from './endRun.ts';
import { idleLookMs, performStepTask, wakeRunTask } from './engine.task.ts';
import { loadRows } from './loadRows.ts';
import type { LockedRun } from './lockRun.ts';
import { policyApproval, prefixOf, stepFinder } from './plan/paths.ts';
import { type Change, planRun, runApproval, type StepState } from './plan/planRun.ts';
import { buildScope, evaluateIn, stepsNamedIn } from './scope.ts';
import { begunWaiting, queuedBy, writeChanges } from './writeChanges.ts';

/**
 * Brings a run as far as it comes without doing anything outside: plans, writes the plan, asks people, starts what is a part of it, ends it. The caller holds the
 * run's lock. Gives back the step that the caller may take itself, when it says that it takes one; all others are queued.
 */
export async function advanceRun(unit: AutomationUnit, run: LockedRun, options: { takesOne: boolean } = { takesOne: false }): Promise<string | null> {
  const { db, now } = unit;
  const definition = run.plan;
  if (!definition) {
    await endRun(unit, run, { status: 'FAILED', outcome: 'invalid_playbook' });
    return null;
  }
  const approval = runApproval.nullable().parse(run.approval);
  const named = stepsNamedIn(definition);
  const queued: { path: string; at: Date }[] = [];
  for (;;) {
    const rows = await loadRows(db, run, named);
    const isApproved = approval === null || rows.get(policyApproval)?.status === 'SUCCEEDED';
    // Its time begins when its first step may: people take their own.
    run.deadlineAt ??= isApproved ? new Date(now.getTime() + definition.timeoutMinutes * 60_000) : null;
    const parts = await endParts(unit, run, rows);
    const plan = planRun({
      ...{ definition, approval, now, deadlineAt: run.deadlineAt, isCancelled: run.cancelledAt !== null, isRepeatable },
      steps: [...rows.values()],
      evaluate: (text, prefix, present) => evaluateIn(buildScope(run, present, definition, prefix), text),
    });
    await writeChanges(unit, run, rows, [...parts, ...plan.changes]);
    queued.push(...queuedBy(plan.changes));
    const isRefused = await beginWaiting(unit, run, definition, begunWaiting(plan.changes));
    if (isRefused) continue;
    if (plan.run.isOver) {
      await endRun(unit, run, { status: plan.run.status as 'FAILED', outcome: plan.run.outcome ?? '' });
      return null;
    }
    await stand(unit, run, plan.run.status);
    return hand(unit, run, queued, options.takesOne);
  }
}

/** Whether a step may be done twice. What only looks may, and what does nothing itself. */
export function isRepeatable(step: Step | Deed): boolean {
  return !isDeed(step) || actionOf(step).isRepeatable(step);
}

/** Ends the steps whose own run has ended, in the rows at hand; what is to be written of it. */
async function endParts({ db }: AutomationUnit, run: LockedRun, rows: Map<string, StepState>): Promise<Change[]> {
  const waiting = [...rows.values()].filter(({ kind, status }) => kind === 'playbook' && status === 'WAITING');
  if (waiting.length === 0) return [];
  const ended = await db.run.findMany({
    where: { parentId: run.id, finishedAt: { not: null } },
    select: { id: true, parentPath: true, status: true, outcome: true },
  });
  return waiting.flatMap((row): Change[] => {
    const part = ended.find(({ parentPath }) => parentPath === row.path);
    if (!part) return [];
    const status = part.status === 'SUCCEEDED' ? ('SUCCEEDED' as const) : ('FAILED' as const);
    const outcome = status === 'SUCCEEDED' ? 'succeeded' : 'sub_run_failed';
    const output = { runId: part.id, status: part.status, outcome: part.outcome };
    Object.assign(row, { status, outcome, output });
    return [{ do: 'end', path: row.path, status, outcome, error: null, output }];
  });
}

/** Asks people and starts other playbooks for the steps that wait for that; true when one was refused and the plan is another now. */
async function beginWaiting(
  unit: AutomationUnit,
  run: LockedRun,
  definition: PlaybookDefinition,
  begun: readonly Extract<Change, { do: 'begin' }>[],
): Promise<boolean> {
  const { enqueue } = unit;
  let isRefused = false;
  const find = stepFinder(definition);
  for (const { path, nextAt, state } of begun) {
    const step = find(path);
    if (nextAt) enqueue(wakeRunTask, { runId: run.id }, { startAfter: nextAt });
    if (path === policyApproval) {
      const { count, teams, rule } = runApproval.parse(run.approval);
      await openApproval(unit, { runId: run.id, path, kind: 'policy', message: rule, count, teams, expiresAt: nextAt ?? unit.now, schema: null });
    } else if (step?.kind === 'approval' || step?.kind === 'input') {
      const rows = await loadRows(unit.db, run, 'all');
      const { message, problem } = tryRender(step.message, buildScope(run, rows, definition, prefixOf(path)));
      if (problem !== null) {
        await refuse(unit, run, path, 'template_failed', problem);
        isRefused = true;
        continue;
      }
      // People take their own time: it is not the playbook's.
      if (run.deadlineAt !== null) run.deadlineAt = new Date(run.deadlineAt.getTime() + step.expiresMinutes * 60_000);
      await openApproval(unit, {
        ...{ runId: run.id, path, kind: step.kind, message, teams: step.teams, expiresAt: nextAt ?? unit.now },
        ...(step.kind === 'approval' ? { count: step.count, schema: null } : { count: 1, schema: step.schema }),
      });
    } else if (step?.kind === 'playbook') {
      const { inputs } = state as { inputs: Record<string, Json> };
      const started = await insertRun(unit, {
        ...{ playbook: { name: step.playbook }, inputs, incident: run.incident as never, event: run.event as never },
        cause: { kind: 'playbook', personId: run.personId, label: run.playbookName, reason: 'playbook_step', facts: { runId: run.id, path } },
        causation: [...run.causation, run.id],
        idempotencyKey: `${run.id}:${path}`,
        parent: { runId: run.id, path },
      });
      if (started.started) {
        enqueue(wakeRunTask, { runId: started.runId });
        continue;
      }
      await refuse(unit, run, path, started.reason, JSON.stringify(started.facts));
      isRefused = true;
    }
  }
  return isRefused;
}

function refuse({ db, now }: AutomationUnit, { tenantId, id: runId }: LockedRun, path: string, outcome: string, error: string): Promise<unknown> {
  return db.runStep.update({
    where: { tenantId_runId_path: { tenantId, runId, path } },
    data: { status: 'FAILED', outcome, error, finishedAt: now, nextAt: null },
  });
}

function tryRender(text: string, scope: object): { message: string; problem: string | null } {
  try {
    return { message: renderTemplate(text, 'text', scope), problem: null };
  } catch (error) {
    return { message: '', problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Writes where a run stands that goes on. */
async function stand({ db, now, emit, signal }: AutomationUnit, run: LockedRun, status: LockedRun['status']): Promise<void> {
  const { tenantId, id } = run;
  await db.run.update({
    where: { tenantId_id: { tenantId, id } },
    data: {
      ...{ status, outcome: null, startedAt: run.startedAt ?? now, deadlineAt: run.deadlineAt },
      nextAt: run.deadlineAt !== null && run.deadlineAt > now ? run.deadlineAt : new Date(now.getTime() + idleLookMs),
    },
  });
  if (run.startedAt === null) {
    emit('run.started', {
      runId: id,
      incidentId: run.incidentId,
      at: now.toISOString(),
      playbookName: run.playbookName,
      triggerName: run.causeLabel,
    });
  }
  Object.assign(run, { status, startedAt: run.startedAt ?? now });
  signal('run', [id]);
  if (run.incidentId !== null) signal('incident', [run.incidentId]);
}

/** Puts steps into the queue, except the one that the caller takes. */
function hand({ now, enqueue }: AutomationUnit, run: LockedRun, queued: readonly { path: string; at: Date }[], takesOne: boolean): string | null {
  const own = takesOne ? (queued.find(({ at }) => at <= now)?.path ?? null) : null;
  for (const { path, at } of queued) {
    if (path !== own) enqueue(performStepTask, { runId: run.id, path }, at <= now ? {} : { startAfter: at });
  }
  return own;
}
