import { type Receiver, startReceiver } from '../webhook/fake.ts';

/** The Events API v2 with one integration key: alerts by their key, and how they stand. */
export type FakePagerduty = Receiver & { apiUrl: string; routingKey: string; alerts: Map<string, string> };

export async function startFakePagerduty(): Promise<FakePagerduty> {
  const routingKey = 'R'.repeat(32);
  const alerts = new Map<string, string>();
  const receiver = await startReceiver(({ body }) => {
    const event = JSON.parse(body) as { routing_key: string; event_action: string; dedup_key: string; payload?: { summary: string } };
    const errors = [
      ...(event.routing_key === routingKey ? [] : ["'routing_key' is invalid"]),
      ...(event.event_action === 'trigger' && event.payload === undefined ? ["'payload' is missing"] : []),
      ...((event.payload?.summary.length ?? 0) > 1_024 ? ["'payload.summary' is too long"] : []),
    ];
    if (errors.length > 0) return { status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors } };
    // What is not open can be neither acknowledged nor resolved; the event is dropped.
    if (event.event_action === 'trigger' || alerts.has(event.dedup_key)) alerts.set(event.dedup_key, event.event_action);
    return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: event.dedup_key } };
  });
  return { ...receiver, apiUrl: new URL(receiver.url).origin, routingKey, alerts };
}
