import { type Caller, requirePermission, viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Json } from '#kit/expression';
import { readAs } from '#kit/tenant';
import { transact } from '#kit/transact';
import type { Run } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';
import { startRun } from './startRun.ts';

export type WantedByHand = { id: string; inputs?: Record<string, Json> | null; incidentId?: string | null; idempotencyKey?: string | null };

/** Starts a playbook for a person. NOT_FOUND for a playbook, or an incident that the caller does not see; what its policies refuse is an answer and no error. Needs playbooks:run. */
export function startPlaybook(
  platform: AutomationPlatform,
  caller: Caller,
  { id, inputs, incidentId, idempotencyKey }: WantedByHand,
): Promise<{ run: Run | null; notStarted: { reason: string; facts: unknown } | null }> {
  requirePermission(caller, 'playbooks:run');
  return transact(platform, caller, async (unit) => {
    const { db, audit } = unit;
    const incidents = incidentId ? await readAs(db, viewerOf(caller), () => platform.incidents.read(db, [incidentId])) : [];
    if (incidentId && incidents.length === 0) throw new AppError('NOT_FOUND', `There is no incident ${incidentId}.`);
    const [person] = caller.personId === null ? [] : await platform.directory.people(db, [caller.personId]);
    const started = await startRun(unit, {
      ...{ playbook: { id }, inputs: inputs ?? {}, incident: incidents[0]?.facts ?? null, event: null, causation: [] },
      cause: { kind: 'person', personId: caller.personId, label: person?.name ?? 'API key', reason: 'by_hand', facts: { via: caller.via } },
      // A key of one person says nothing of what another asks for.
      ...(idempotencyKey && { idempotencyKey: `by_hand:${caller.personId ?? 'key'}:${idempotencyKey}` }),
    });
    if (!started.started) {
      if (started.reason === 'playbook_unknown') throw new AppError('NOT_FOUND', `There is no playbook ${id}.`);
      return { run: null, notStarted: { reason: started.reason, facts: started.facts } };
    }
    audit({ action: 'run.started', subject: { kind: 'run', id: started.runId }, after: { playbookId: id, incidentId: incidentId ?? null } });
    return { run: await db.run.findFirstOrThrow({ where: { id: started.runId } }), notStarted: null };
  });
}
