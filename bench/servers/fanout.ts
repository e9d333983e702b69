import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { createLocalLive } from '#kit/live';
import { inProcessSource } from '../../gateway/src/sources/inProcessSource.ts';
import { benchLog as log, createSubgraphs, incidents, readComposed } from './graph.ts';
import { benchCaller, openGateway } from './openGateway.ts';
import { ready } from './ready.ts';

/** A contender of the fan-out: where clients connect, and what sends one event to all of them. The result is when it set out. */
type Contender = { port: number; publish: () => bigint | Promise<bigint> };

const [incident] = incidents;
if (!incident) throw new Error('The bench has no incident.');
const { id, number, title, severity, openedAt } = incident;
const event = (sequence: number) => ({ sequence, previous: sequence - 1, incidents: [{ id, number, title, severity, openedAt }], removed: [] });

/** Listens for WebSockets and nothing else. */
async function listen(sockets: WebSocketServer): Promise<number> {
  const server = createServer();
  server.on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** The floor: one text, written to every socket. */
async function raw(): Promise<Contender> {
  const sockets = new WebSocketServer({ noServer: true });
  const port = await listen(sockets);
  let sequence = 0;
  return {
    port,
    publish() {
      const at = process.hrtime.bigint();
      const text = JSON.stringify({ id: 'watch', type: 'next', payload: { data: { incidentChanged: event(++sequence) } } });
      for (const client of sockets.clients) client.send(text);
      return at;
    },
  };
}

/** The peer: graphql-ws as its documentation sets it up, executing for each client. */
async function stock(): Promise<Contender> {
  const schema = buildSchema(readComposed('public.graphql'));
  const waiting = new Set<(value: object) => void>();
  async function* events() {
    for (;;) yield await new Promise<object>((resolve) => waiting.add(resolve));
  }
  const sockets = new WebSocketServer({ noServer: true });
  useServer({ schema, roots: { subscription: { incidentChanged: () => events() } } }, sockets);
  const port = await listen(sockets);
  let sequence = 0;
  return {
    port,
    publish() {
      const at = process.hrtime.bigint();
      const value = { incidentChanged: event(++sequence) };
      const now = [...waiting];
      waiting.clear();
      for (const wake of now) wake(value);
      return at;
    },
  };
}

/** Ours sets out when the window of joined signals closes and its list is read: the 100 ms of waiting for more are chosen, not a cost. */
async function ours(): Promise<Contender> {
  const live = createLocalLive();
  let read: (at: bigint) => void = () => undefined;
  const subgraphs = createSubgraphs(() => read(process.hrtime.bigint()));
  const port = await openGateway({
    live,
    sourceFor: (name, metrics) => inProcessSource(name === 'incidents' ? subgraphs.incidents : subgraphs.resources, { log, metrics }),
    // The clients of the bench all come with one key.
    limits: { connections: 100_000, subscriptions: 100_000 },
  });
  return {
    port,
    publish: () =>
      new Promise((resolve) => {
        read = resolve;
        void live.publish([{ tenantId: benchCaller.tenantId, type: 'incident', ids: [id] }]);
      }),
  };
}

const contenders: Record<string, () => Promise<Contender>> = { raw, stock, ours };
const contender = await contenders[process.argv[2] ?? '']?.();
if (!contender) throw new Error(`There is no contender ${process.argv[2]}.`);
process.on('message', () => {
  void Promise.resolve(contender.publish()).then((at) => process.send?.({ at: String(at) }));
});
ready({ port: contender.port });
