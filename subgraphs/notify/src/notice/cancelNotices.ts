import { endDelivery, type NotifyUnit } from '../delivery/endDelivery.ts';
import type { CancelOutcome } from '../delivery/outcomes.ts';
import { lockAlarms } from './lockAlarms.ts';

/**
 * Calls off the alarms of an incident that wait for an attempt, since there is nobody to call any more. One in hand runs to its end, but is not tried again
 * if it fails.
 */
export async function cancelNotices(unit: NotifyUnit, incidentId: string, outcome: CancelOutcome): Promise<void> {
  for (const delivery of await lockAlarms(unit.db, incidentId)) {
    if (delivery.status === 'PENDING') await endDelivery(unit, delivery, { status: 'CANCELLED', outcome });
    if (delivery.status === 'SENDING')
      await unit.db.delivery.update({
        where: { tenantId_id: { tenantId: delivery.tenantId, id: delivery.id } },
        data: { cancelOutcome: outcome },
      });
  }
}
