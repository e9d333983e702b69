import type { EventPayload } from '#contracts/events';
import { type Platform, systemActor, transact } from '#kit/transact';
import { type NewEntry, type TimelineKind, writeTimeline } from './writeTimeline.ts';

/** Events of other subgraphs that an incident's story tells. */
export const toldEvents = ['delivery.finished', 'run.started', 'run.finished', 'run.declined', 'trigger.declined', 'insight.found'] as const;
type Told = (typeof toldEvents)[number];

/** How an event is told: its kind, its place in the story (the same for a repeated job), and the facts that pages word it from. */
type Telling<Name extends Told> = (payload: EventPayload<Name>) => { kind: TimelineKind; key: string; facts: Record<string, unknown> };

const notices = { DELIVERED: 'notified', FAILED: 'notify_failed', CANCELLED: 'notify_cancelled' } as const;

const tellings: { [Name in Told]: Telling<Name> } = {
  'delivery.finished': ({ deliveryId, event, status, channelName, attempts, outcome }) => ({
    kind: notices[status],
    key: `delivery:${deliveryId}`,
    facts: { deliveryId, event, channelName, attempts, outcome },
  }),
  'run.started': ({ runId, playbookName, triggerName }) => ({
    kind: 'run_started',
    key: `run_started:${runId}`,
    facts: { runId, playbookName, triggerName },
  }),
  'run.declined': ({ playbookId, playbookName, triggerName, decision, key }) => ({
    kind: 'run_not_started',
    key: `run_declined:${key}`,
    facts: { playbookId, playbookName, triggerName, ...decision },
  }),
  'run.finished': ({ runId, status, playbookName, triggerName, outcome }) => ({
    kind: status === 'SUCCEEDED' ? 'run_succeeded' : 'run_failed',
    key: `run:${runId}`,
    facts: { runId, status, playbookName, triggerName, outcome },
  }),
  'trigger.declined': ({ triggerId, triggerName, decision, eventId }) => ({
    kind: 'run_not_started',
    key: eventId === undefined ? `trigger:${triggerId}` : `trigger:${triggerId}:${eventId}`,
    facts: { triggerId, triggerName, ...decision },
  }),
  'insight.found': ({ insightId, verdict, summary, suspects }) => ({
    kind: 'insight',
    key: `insight:${insightId}`,
    facts: { insightId, verdict, summary, suspects },
  }),
};

/** Adds what another subgraph did about incidents to their stories, each once. */
export async function recordTimeline<Name extends Told>(
  platform: Platform,
  tenantId: string,
  event: Name,
  payloads: readonly EventPayload<Name>[],
): Promise<void> {
  const entries = payloads.flatMap((payload): NewEntry[] => {
    const { incidentId, at } = payload;
    // A run need not be about an incident.
    return incidentId === null ? [] : [{ incidentId, at: new Date(at), ...tellings[event](payload) }];
  });
  if (entries.length === 0) return;
  await transact(platform, systemActor(tenantId), async ({ db, signal }) => {
    if ((await writeTimeline(db, entries)) > 0) signal('incident', [...new Set(entries.map(({ incidentId }) => incidentId))]);
  });
}
