import { AppError } from '#kit/errors';
import type { Json } from '#kit/expression';
import { type Actor, transact } from '#kit/transact';
import { readAs, type Viewer } from '#kit/tenant';
import { type Approval, Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import type { AutomationPlatform, AutomationUnit } from '../context.ts';
import { finishWaiting } from '../engine/finishWaiting.ts';
import { lockRun } from '../engine/lockRun.ts';
import { readParameters } from '../script/parameterSchema.ts';
import { endApproval } from './endApproval.ts';
import { type Answerer, type ApprovalOutcome, judgeApprovalAnswer } from './judgeApprovalAnswer.ts';

/** A person's answer. `values` are for those that ask for values. */
export type ApprovalAnswerInput = { approves: boolean; note?: string | null; values?: unknown };

const noteShape = z.string().trim().max(2_000);

/**
 * Takes a person's answer. A rejection ends the asking at once; as many approvals as are needed end it as well, and the run goes on. What is not taken changes nothing, and
 * is told by name. NOT_FOUND for an approval that is not there or that the viewer does not see, BAD_USER_INPUT for values that do not fit their schema.
 */
export function answerApproval(
  platform: AutomationPlatform,
  actor: Actor,
  viewer: Viewer,
  { id, answerer, via, input }: { id: string; answerer: Answerer; via: string; input: ApprovalAnswerInput },
): Promise<{ approval: Approval; outcome: ApprovalOutcome }> {
  const note = noteShape.safeParse(input.note ?? '');
  if (!note.success) throw new AppError('BAD_USER_INPUT', 'note: It is longer than 2,000 characters.');
  return transact(platform, actor, async (unit) => {
    const { db, now, audit } = unit;
    const known = z.guid().safeParse(id).success ? await readAs(db, viewer, () => db.approval.findFirst({ where: { id } })) : null;
    if (!known) throw new AppError('NOT_FOUND', `There is no approval ${id}.`);
    // The run's lock is taken first, as the engine takes it, so that neither waits for the other.
    await lockRun(db, known.runId);
    const approval = await db.approval.findFirstOrThrow({ where: { id }, include: { answers: true } });
    const teams = await platform.directory.teamsByName(db, approval.teams);
    const hasAnswered = approval.answers.some(({ personId }) => personId === answerer.personId);
    const outcome = judgeApprovalAnswer(approval, { answerer, teams, hasAnswered, now });
    if (outcome !== 'taken') return { approval, outcome };

    const values =
      approval.kind === 'INPUT' && input.approves ? readParameters(z.record(z.string(), z.unknown()).parse(approval.schema), input.values) : null;
    const answer = { personId: answerer.personId, approves: input.approves, note: note.data, via, at: now };
    await db.approvalAnswer.create({ data: { approvalId: id, ...answer, values: values ?? Prisma.DbNull } });
    audit({
      action: input.approves ? 'approval.approved' : 'approval.rejected',
      subject: { kind: 'approval', id },
      after: { runId: approval.runId, playbook: approval.playbookName, note: note.data, via },
    });
    await goOn(unit, approval, [...approval.answers, answer], values);
    return { approval: await db.approval.findFirstOrThrow({ where: { id } }), outcome };
  });
}

type Given = { personId: string; approves: boolean; note: string; at: Date };

async function goOn(unit: AutomationUnit, approval: Approval, answers: readonly Given[], values: Record<string, Json> | null): Promise<void> {
  const shown = answers.map(({ personId, approves, note, at }) => ({ personId, approves, note, at: at.toISOString() }));
  const { runId, path } = approval;
  if (answers.some(({ approves }) => !approves)) {
    await endApproval(unit, approval, 'REJECTED');
    await finishWaiting(unit, { runId, path }, { status: 'FAILED', outcome: 'rejected', output: { answers: shown } });
  } else if (answers.length >= approval.needed) {
    await endApproval(unit, approval, 'APPROVED');
    const output = values === null ? { answers: shown } : { ...values };
    await finishWaiting(unit, { runId, path }, { status: 'SUCCEEDED', outcome: 'succeeded', output });
  } else {
    unit.signal('run', [runId]);
  }
}
