import type { GraphQLSchema } from 'graphql';
import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '#contracts/errors';
import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Live } from '#kit/live';
import type { Log } from '#kit/log';
import { pageLimit } from '#kit/page';
import type { GatewayMetrics } from '../metrics.ts';
import type { Operation } from '../operation/createDocuments.ts';
import type { Perform } from '../operation/createPerform.ts';
import { createSignalJoiner, type SignalWindow } from './joinSignals.ts';
import { type Hydration, planHydration } from './planHydration.ts';
import { shareKey } from './shareKey.ts';

/** Takes one event, serialised: the same text goes to everyone who shares the subscription. */
export type EventSink = (payload: string) => void;

export type LiveCore = {
  /** Delivers events to `sink` until the result is called. Throws what the caller may not watch, coded. */
  subscribe(operation: Operation, variables: Record<string, unknown>, caller: Caller, sink: EventSink): Promise<() => void>;
  close(): void;
};

/** Everyone whose events are the same. */
type Group = {
  key: string;
  tenantId: string;
  hydration: Hydration;
  subscribers: Set<{ caller: Caller; sink: EventSink }>;
  /** `sequence` of the last event; null before the first. */
  last: number | null;
  waiting: { ids: Set<string>; sequence: number; hasGap: boolean } | undefined;
  isRunning: boolean;
  admission: Promise<void>;
};

type LiveCoreOptions = { live: Live; schema: GraphQLSchema; perform: Perform; metrics: GatewayMetrics; log: Log };

/** What no later event can bring in order: the subscription is refused instead of failing at each event. */
const refusedFor: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT']);

const nobody = '00000000-0000-0000-0000-000000000000';

/** The one core behind both transports: hears signals, joins them, hydrates each window once per group, hands out the text. */
export function createLiveCore({ live, schema, perform, metrics, log }: LiveCoreOptions): LiveCore {
  const groups = new Map<string, Group>();
  const watched = new Map<string, Set<Group>>();
  const joiner = createSignalJoiner(deal);
  const stopListening = live.listen((signal) => {
    if (!watched.has(signal.tenantId)) return;
    metrics.liveSignals(1);
    joiner.add(signal);
  });

  function deal({ tenantId, sequence, hasGap, ids }: SignalWindow): void {
    if (hasGap) metrics.liveGap();
    for (const group of watched.get(tenantId) ?? []) {
      const { signal, onlyIds } = group.hydration;
      const concerning = [...(ids.get(signal) ?? [])].filter((id) => onlyIds?.has(id) ?? true);
      if (concerning.length === 0 && !hasGap) continue;
      group.waiting ??= { ids: new Set(), sequence, hasGap: false };
      group.waiting.sequence = sequence;
      group.waiting.hasGap ||= hasGap;
      for (const id of concerning) group.waiting.ids.add(id);
      run(group).catch((error: unknown) => {
        log.error({ err: error, field: group.hydration.field }, 'live event lost');
        // The next event then says that something is missing.
        group.last = null;
      });
    }
  }

  /** One window after the other: while a slow one is hydrated the next ones join, and no event can overtake an older one. */
  async function run(group: Group): Promise<void> {
    if (group.isRunning) return;
    group.isRunning = true;
    try {
      while (group.waiting && group.subscribers.size > 0) {
        const { ids, sequence, hasGap } = group.waiting;
        group.waiting = undefined;
        let previous = hasGap ? null : group.last;
        for (const part of inParts([...ids])) {
          const payload = await hydrate(group, part, { sequence, previous });
          group.last = previous = sequence;
          metrics.liveDelivered(group.hydration.field, group.subscribers.size);
          for (const { sink } of group.subscribers) sink(payload);
        }
      }
    } finally {
      group.isRunning = false;
    }
  }

  async function hydrate(
    { hydration, subscribers }: Group,
    ids: readonly string[],
    numbers: { sequence: number; previous: number | null },
  ): Promise<string> {
    const [subscriber] = subscribers;
    // A gap without changes has nothing to read; it still has to be told.
    const answer = subscriber && ids.length > 0 ? await execute(hydration, ids, subscriber.caller) : { data: {} };
    return JSON.stringify(hydration.toEvent(ids, answer, numbers));
  }

  function execute(hydration: Hydration, ids: readonly string[], caller: Caller) {
    metrics.liveExecution(hydration.field);
    return perform(hydration.operation, hydration.variablesFor(ids), { caller, requestId: randomUUID() });
  }

  /** Asks for nothing, as the subscriber: what is forbidden says so now, and the query is planned before the first event needs it. */
  async function admit(hydration: Hydration, caller: Caller): Promise<void> {
    const { errors } = await execute(hydration, [nobody], caller);
    const refused = errors?.find(({ extensions }) => refusedFor.has(extensions.code));
    if (refused) throw new AppError(refused.extensions.code, refused.message);
  }

  function open(key: string, operation: Operation, variables: Record<string, unknown>, caller: Caller): Group {
    const hydration = planHydration(schema, operation, variables);
    const group: Group = {
      key,
      tenantId: caller.tenantId,
      hydration,
      subscribers: new Set(),
      last: null,
      waiting: undefined,
      isRunning: false,
      admission: admit(hydration, caller),
    };
    groups.set(key, group);
    const ofTenant = watched.get(caller.tenantId) ?? new Set();
    watched.set(caller.tenantId, ofTenant.add(group));
    return group;
  }

  function leave(group: Group, subscriber: { caller: Caller; sink: EventSink }): void {
    if (!group.subscribers.delete(subscriber)) return;
    metrics.subscriptions.dec();
    if (group.subscribers.size > 0) return;
    groups.delete(group.key);
    const ofTenant = watched.get(group.tenantId);
    ofTenant?.delete(group);
    if (ofTenant?.size === 0) {
      watched.delete(group.tenantId);
      joiner.forget(group.tenantId);
    }
  }

  return {
    async subscribe(operation, variables, caller, sink) {
      const key = shareKey(schema, operation, variables, caller);
      const group = groups.get(key) ?? open(key, operation, variables, caller);
      const subscriber = { caller, sink };
      group.subscribers.add(subscriber);
      metrics.subscriptions.inc();
      try {
        await group.admission;
      } catch (error) {
        leave(group, subscriber);
        throw error;
      }
      return () => leave(group, subscriber);
    },
    close() {
      stopListening();
      joiner.close();
    },
  };
}

/** Parts of at most one page; a single empty part when there is nothing. */
function inParts(ids: readonly string[]): (readonly string[])[] {
  if (ids.length === 0) return [[]];
  return Array.from({ length: Math.ceil(ids.length / pageLimit) }, (_, index) => ids.slice(index * pageLimit, (index + 1) * pageLimit));
}
