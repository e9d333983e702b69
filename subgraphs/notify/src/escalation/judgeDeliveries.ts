import { z } from 'zod';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import type { CancelOutcome } from '../delivery/outcomes.ts';
import { isAlarm } from '../notice/noticeEvent.ts';
import { judgeRun } from './judgeRun.ts';
import { callsOff } from './stopRuns.ts';

/** The run that a delivery is of. */
export const ofRun = z.object({ runId: z.string() });

type Judged = { id: string; incidentId: string | null; event: string; cause: unknown };

/**
 * Why a notice is not to be sent after all, as its incident stands at this moment; without those that are. An alarm that an escalation decided is called off by whatever stops the
 * escalation, that somebody has an incident by its being free again, and the other way round. Asked in the transaction that takes them for an attempt: nothing goes out after an
 * acknowledgement but what is in hand by then.
 */
export async function judgeDeliveries(
  { db, now }: NotifyUnit,
  { incidents }: NotifyPlatform,
  deliveries: readonly Judged[],
): Promise<Map<string, CancelOutcome>> {
  const asked = deliveries.filter(
    ({ incidentId, event, cause }) =>
      incidentId !== null && (event === 'acknowledged' || event === 'unacknowledged' || (isAlarm(event) && ofRun.safeParse(cause).success)),
  );
  if (asked.length === 0) return new Map();
  const states = await incidents.read(db, [...new Set(asked.flatMap(({ incidentId }) => incidentId ?? []))]);
  const stateOf = new Map(states.map((state) => [state.facts.id, state]));
  return new Map(
    asked.flatMap(({ id, incidentId, event }): [string, CancelOutcome][] => {
      const state = stateOf.get(incidentId ?? '');
      if (event === 'acknowledged') {
        const { status } = state?.facts ?? {};
        return status === 'TRIGGERED' ? [[id, 'unacknowledged_first']] : status === 'RESOLVED' ? [[id, 'resolved_first']] : [];
      }
      const stop = judgeRun(state, now);
      return stop ? [[id, callsOff[stop]]] : [];
    }),
  );
}
