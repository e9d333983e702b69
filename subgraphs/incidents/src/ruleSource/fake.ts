import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A rule as Prometheus tells it, with what a test cares for. */
export type FakeRule = {
  name: string;
  query: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  [field: string]: unknown;
};

export type FakePrometheus = {
  /** Base address, as a source is given it. */
  url: string;
  /** Paths and headers of the requests so far. */
  received: { path: string; headers: IncomingHttpHeaders }[];
  /** The rules of its one group from now on. */
  has(...rules: FakeRule[]): void;
  /** What it answers instead of rules from now on. */
  answers(status: number, body: string): void;
  /** Makes the next answers wait for this. */
  holds(until: Promise<void>): void;
  close(): Promise<void>;
};

/** Somebody else's Prometheus, as far as `GET /api/v1/rules` goes, over real HTTP on loopback. */
export async function startFakePrometheus(): Promise<FakePrometheus> {
  const received: FakePrometheus['received'] = [];
  let answer = { status: 200, body: rulesBody([]) };
  let held: Promise<void> = Promise.resolve();
  const server = createServer((request, response) => {
    received.push({ path: request.url ?? '', headers: request.headers });
    const { status, body } = request.url?.startsWith('/prometheus/api/v1/rules') ? answer : { status: 404, body: 'not found' };
    void held.then(() => response.writeHead(status, { 'content-type': 'application/json' }).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/prometheus`,
    received,
    has: (...rules) => void (answer = { status: 200, body: rulesBody(rules) }),
    answers: (status, body) => void (answer = { status, body }),
    holds: (until) => void (held = until),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The answer of a Prometheus that has these rules. */
export function rulesBody(rules: readonly FakeRule[]): string {
  const told = rules.map((rule) => ({
    ...{ type: 'alerting', state: 'inactive', duration: 60, keepFiringFor: 0, labels: {}, annotations: {}, alerts: [], health: 'ok' },
    ...{ evaluationTime: 0.001, lastEvaluation: '2026-11-20T11:00:00.123456789Z' },
    ...rule,
  }));
  return JSON.stringify({ status: 'success', data: { groups: [{ name: 'hosts', file: '/etc/prometheus/rules.yml', interval: 15, rules: told }] } });
}
