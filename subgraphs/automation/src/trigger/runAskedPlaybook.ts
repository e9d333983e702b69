import type { EventPayload } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { startRun } from '../run/startRun.ts';

/** Starts the playbook that an escalation chain asks for, once for its key. */
export function runAskedPlaybook(platform: AutomationPlatform, tenantId: string, asked: EventPayload<'escalation.playbookAsked'>): Promise<void> {
  const { incident, playbookId, chainName, dedupKey } = asked;
  return transact(platform, systemActor(tenantId), async (unit) => {
    await startRun(unit, {
      ...{ playbook: { id: playbookId }, inputs: {}, incident, event: null, causation: [], idempotencyKey: dedupKey },
      cause: { kind: 'escalation', label: chainName, reason: 'escalation_step', facts: { chain: chainName } },
    });
  });
}
