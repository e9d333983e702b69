import { z } from 'zod';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import type { CancelOutcome } from '../delivery/outcomes.ts';
import { isAlarm } from '../notice/noticeEvent.ts';
import { judgeRun } from './judgeRun.ts';
import { callsOff } from './stopRuns.ts';

const ofRun = z.object({ runId: z.string() });

/**
 * Why an alarm that an escalation decided is not to be sent after all, as the incident stands at this moment; null when it is. Asked in the transaction that takes the
 * delivery for an attempt: nothing goes out after an acknowledgement but what is in hand by then.
 */
export async function judgeDelivery(
  { db, now }: NotifyUnit,
  { incidents }: NotifyPlatform,
  delivery: { incidentId: string | null; event: string; cause: unknown },
): Promise<CancelOutcome | null> {
  const { incidentId, event, cause } = delivery;
  if (incidentId === null || !isAlarm(event) || !ofRun.safeParse(cause).success) return null;
  const [state] = await incidents.read(db, [incidentId]);
  const stop = judgeRun(state, now);
  return stop && callsOff[stop];
}
