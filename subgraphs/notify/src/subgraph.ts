import { viewerOf } from '#kit/caller';
import { buildSubgraph } from '#kit/schema';
import type { Subgraph } from '#kit/subgraph';
import { followEvent, implementTask } from '#kit/task';
import { createContext, type NotifyPlatform } from './context.ts';
import { sendDeliveryTask } from './delivery/delivery.task.ts';
import { DeliveryType } from './delivery/delivery.type.ts';
import { DeliveryResolver } from './delivery/delivery.resolver.ts';
import { resolveDelivery } from './delivery/resolveDelivery.ts';
import { sendDelivery } from './delivery/sendDelivery.ts';
import { sweepDeliveries } from './delivery/sweepDeliveries.ts';
import { IncidentResolver } from './incident/incident.resolver.ts';
import { dispatchNotices } from './notice/dispatchNotices.ts';
import { holdNotices } from './notice/holdNotices.ts';
import { IncidentStub } from './stubs.ts';

const references = {
  Delivery: resolveDelivery,
  // The rows under an incident are the caller's tenant's own, so a foreign id finds none.
  Incident: ({ id }: { id: string }) => ({ id }),
};

/** Telling people: channels, and the deliveries of notices about incidents with every attempt made. */
export function createNotify(platform: NotifyPlatform): Subgraph {
  return {
    name: 'notify',
    schema: buildSubgraph([DeliveryResolver, IncidentResolver], references, [DeliveryType, IncidentStub]),
    contextFor(caller) {
      const reader = platform.database.openReader(caller.tenantId, viewerOf(caller));
      return { context: createContext(caller, reader.db), close: () => reader.close() };
    },
    routes: [],
    tasks: [sendDeliveryTask],
    handlers: [
      followEvent('incident.flushed', 'dispatchNotices', ({ tenantId, payload }) => dispatchNotices(platform, tenantId, 'opened', payload.incident)),
      followEvent('incident.resolved', 'dispatchNotices', ({ tenantId, payload }) =>
        dispatchNotices(platform, tenantId, 'resolved', payload.incident),
      ),
      followEvent('incident.merged', 'holdNotices', ({ tenantId, payload: { incident, mergeId } }) =>
        holdNotices(platform, tenantId, { incidentId: incident.id, mergeId, event: 'merged' }),
      ),
      followEvent('incident.unmerged', 'holdNotices', ({ tenantId, payload: { incident, mergeId } }) =>
        holdNotices(platform, tenantId, { incidentId: incident.id, mergeId, event: 'unmerged' }),
      ),
      implementTask(sendDeliveryTask, (job) => sendDelivery(platform, job)),
    ],
    crons: [{ name: 'sweepDeliveries', every: 5, run: () => sweepDeliveries(platform) }],
  };
}
