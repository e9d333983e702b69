import { type Caller, requirePermission, viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import { readAs } from '#kit/tenant';
import { transact } from '#kit/transact';
import type { Run } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';

const longest = 2_000;

/** Keeps what a person says of a run that is over. NOT_FOUND, CONFLICT while it goes on, BAD_USER_INPUT for too long a text. Needs playbooks:run. */
export function giveFeedback(
  platform: AutomationPlatform,
  caller: Caller,
  { runId, helped, text }: { runId: string; helped: boolean; text: string | null },
): Promise<Run> {
  requirePermission(caller, 'playbooks:run');
  if (text !== null && text.length > longest) throw new AppError('BAD_USER_INPUT', `The text has at most ${longest} characters.`);
  return transact(platform, caller, async ({ db, now, audit, signal }) => {
    const run = await readAs(db, viewerOf(caller), () => db.run.findFirst({ where: { id: runId } }));
    if (!run) throw new AppError('NOT_FOUND', `There is no run ${runId}.`);
    if (run.finishedAt === null) throw new AppError('CONFLICT', 'This run goes on; whether it helped is seen at its end.');
    audit({ action: 'run.judged', subject: { kind: 'run', id: runId }, before: { helped: run.helped }, after: { helped } });
    signal('run', [runId]);
    if (run.incidentId !== null) signal('incident', [run.incidentId]);
    return db.run.update({
      where: { tenantId_id: { tenantId: run.tenantId, id: runId } },
      data: { helped, feedback: text, feedbackById: caller.personId, feedbackAt: now },
    });
  });
}
