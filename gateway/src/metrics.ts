import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { ErrorCode } from '#contracts/errors';
import type { Answer } from './operation/createPerform.ts';
import type { Operation } from './operation/createDocuments.ts';

export type StreamKind = 'websocket' | 'event_stream';
/** Why a stream was ended by the gateway. */
export type StreamEnd = 'expired' | 'slow' | 'drained';

/** What the gateway counts. Only registered documents are told apart by name: names of others are chosen by clients and would have no end. */
export type GatewayMetrics = {
  observeOperation(operation: Operation, answer: Answer, seconds: number): void;
  /** An operation that was not executed. */
  refused(code: ErrorCode): void;
  observeSubrequest(subgraph: string, outcome: string, seconds: number): void;
  connections: { inc(kind: StreamKind): void; dec(kind: StreamKind): void };
  subscriptions: { inc(): void; dec(): void };
  streamEnded(kind: StreamKind, why: StreamEnd): void;
  liveSignals(count: number): void;
  liveGap(): void;
  liveExecution(field: string): void;
  liveDelivered(field: string, count: number): void;
};

type MetricsOptions = {
  registry: Registry;
  /** Jobs waiting per queue, asked for at each scrape. */
  queueDepths?: () => Promise<Record<string, number>>;
  /** What the auditor of notices found over all tenants, asked for at each scrape. */
  auditState?: () => Promise<AuditState>;
};

/** What is kept of the auditor's findings, by kind, and its oldest last round in any tenant; null before the first. */
export type AuditState = { kinds: { kind: string; found: number; stillOpen: number; repaired: number }[]; oldestRound: Date | null };

export function createMetrics({ registry, queueDepths, auditState }: MetricsOptions): GatewayMetrics {
  const registers = [registry];
  const operations = new Histogram({
    name: 'sre_gateway_operation_seconds',
    help: 'Time to execute a GraphQL operation, by registered name and outcome (ok, partial, or the first error code).',
    labelNames: ['operation', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const subrequests = new Histogram({
    name: 'sre_gateway_subrequest_seconds',
    help: 'Time of one request to a subgraph, by subgraph and outcome (ok, errors, unavailable, timeout, open).',
    labelNames: ['subgraph', 'outcome'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
    registers,
  });
  const refusals = new Counter({
    name: 'sre_gateway_refused_total',
    help: 'Operations that were not executed, by error code.',
    labelNames: ['code'],
    registers,
  });
  const connections = new Gauge({ name: 'sre_gateway_connections', help: 'Open streams.', labelNames: ['kind'], registers });
  const subscriptions = new Gauge({ name: 'sre_gateway_subscriptions', help: 'Subscriptions being served.', registers });
  const ended = new Counter({
    name: 'sre_gateway_streams_ended_total',
    help: 'Streams that the gateway ended, by reason.',
    labelNames: ['kind', 'reason'],
    registers,
  });
  const signals = new Counter({ name: 'sre_gateway_live_signals_total', help: 'Live signals heard for tenants that are being watched.', registers });
  const gaps = new Counter({
    name: 'sre_gateway_live_gaps_total',
    help: "Times that the numbers of a tenant's signals did not follow each other.",
    registers,
  });
  const executions = new Counter({
    name: 'sre_gateway_live_executions_total',
    help: 'Queries made to hydrate live events.',
    labelNames: ['field'],
    registers,
  });
  const delivered = new Counter({
    name: 'sre_gateway_live_delivered_total',
    help: 'Live events handed to subscribers.',
    labelNames: ['field'],
    registers,
  });

  if (queueDepths) {
    new Gauge({
      name: 'sre_queue_depth',
      help: 'Jobs waiting, by queue.',
      labelNames: ['queue'],
      registers,
      async collect() {
        this.reset();
        for (const [queue, depth] of Object.entries(await queueDepths())) this.set({ queue }, depth);
      },
    });
  }

  if (auditState) watchAudit(registers, auditState);

  return {
    observeOperation: (operation, answer, seconds) =>
      operations.observe({ operation: operation.trusted ? (operation.name ?? 'unnamed') : 'unregistered', outcome: outcomeOf(answer) }, seconds),
    refused: (code) => refusals.inc({ code }),
    observeSubrequest: (subgraph, outcome, seconds) => subrequests.observe({ subgraph, outcome }, seconds),
    connections: { inc: (kind) => connections.inc({ kind }), dec: (kind) => connections.dec({ kind }) },
    subscriptions: { inc: () => subscriptions.inc(), dec: () => subscriptions.dec() },
    streamEnded: (kind, reason) => ended.inc({ kind, reason }),
    liveSignals: (count) => signals.inc(count),
    liveGap: () => gaps.inc(),
    liveExecution: (field) => executions.inc({ field }),
    liveDelivered: (field, count) => delivered.inc({ field }, count),
  };
}

/** Told of by the first of them, which is asked for before the others at each scrape: all show one look at the findings. */
function watchAudit(registers: Registry[], auditState: () => Promise<AuditState>): void {
  const open = new Gauge({
    name: 'sre_audit_findings_open',
    help: 'Things that ought to have moved by themselves and do not, by kind, over all tenants.',
    labelNames: ['kind'],
    registers,
    async collect() {
      const { kinds, oldestRound } = await auditState();
      for (const gauge of [open, found, repaired]) gauge.reset();
      for (const { kind, ...counts } of kinds) {
        open.set({ kind }, counts.stillOpen);
        found.set({ kind }, counts.found);
        repaired.set({ kind }, counts.repaired);
      }
      lastRound.set(oldestRound === null ? 0 : oldestRound.getTime() / 1_000);
    },
  });
  const of = { labelNames: ['kind'] as const, registers };
  const found = new Gauge({ name: 'sre_audit_findings', help: 'The same, with those that ended, as long as they are kept.', ...of });
  const repaired = new Gauge({ name: 'sre_audit_findings_repaired', help: 'Those that ended after they were set going again.', ...of });
  const lastRound = new Gauge({
    name: 'sre_audit_last_round_timestamp_seconds',
    help: 'When the auditor last went through the tenant that has waited longest; 0 for never. More than a few minutes ago, nobody would find what stands still.',
    registers,
  });
}

function outcomeOf({ data, errors }: Answer): string {
  if (!errors) return 'ok';
  return data == null ? (errors[0]?.extensions.code ?? 'INTERNAL') : 'partial';
}
