import { systemActor, transact } from '#kit/transact';
import type { Prisma, Trigger } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import type { AutomationPlatform } from '../context.ts';
import { type Occurrence, webhookReceived } from './occurrence.ts';
import { showCallTask } from './showCall.ts';
import { storeOccurrences } from './showTriggers.ts';

/** A call of a hook. `key` tells one that is sent again; `cause` is the run whose step called, if one did. */
export type HookCall = { payload: Prisma.InputJsonObject; key: string | null; cause: string | null };

/** How long a call that is sent again is told, in ms: longer than any sender tries. */
const memoryMs = 7 * 86_400_000;

/** Stores a call and has it shown to its trigger, once for its key; resolves after both are committed. */
export function receiveCall(
  platform: AutomationPlatform,
  { tenantId, id }: Trigger,
  call: HookCall,
): Promise<{ eventId: string; repeated: boolean }> {
  return transact(platform, systemActor(tenantId), async ({ db, now, enqueue }) => {
    const eventId = uuidv7();
    if (call.key !== null) {
      await db.hookReceipt.deleteMany({ where: { triggerId: id, at: { lt: new Date(now.getTime() - memoryMs) } } });
      const { count } = await db.hookReceipt.createMany({ data: [{ triggerId: id, key: call.key, eventId, at: now }], skipDuplicates: true });
      if (count === 0) {
        const before = await db.hookReceipt.findFirstOrThrow({ where: { triggerId: id, key: call.key } });
        return { eventId: before.eventId, repeated: true };
      }
    }
    const caller = call.cause === null ? null : await db.run.findFirst({ where: { id: call.cause } });

    const occurrence: Occurrence = {
      ...{ id: eventId, at: now, name: webhookReceived, triggerId: id, payload: call.payload, incident: null },
      causation: caller ? [...caller.causation, caller.id].slice(-20) : [],
    };
    await storeOccurrences(db, [occurrence]);
    enqueue(showCallTask, { eventId, at: now.toISOString() });
    return { eventId, repeated: false };
  });
}
