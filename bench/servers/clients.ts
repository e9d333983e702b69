import { WebSocket } from 'ws';
import { benchToken } from './openGateway.ts';
import { incidents } from './graph.ts';
import { ready } from './ready.ts';

/** What the bench asks of the clients: to connect, or to say when all of them have the next event. */
export type ClientRequest = { connect: { name: string; port: number; count: number; speaksGraphql: boolean } } | { receive: string };

type Group = { sockets: WebSocket[]; received: number; wrong: number; last: bigint; full: () => void };

const groups = new Map<string, Group>();
const marker = Buffer.from(`"title":${JSON.stringify(incidents[0]?.title)}`);
const subscription = 'subscription { incidentChanged { sequence previous incidents { id number title severity openedAt } removed } }';

async function connect({ name, port, count, speaksGraphql }: { name: string; port: number; count: number; speaksGraphql: boolean }): Promise<void> {
  const group: Group = { sockets: [], received: 0, wrong: 0, last: 0n, full: () => undefined };
  groups.set(name, group);
  for (let index = 0; index < count; index++) {
    group.sockets.push(await (speaksGraphql ? openGraphql(port, index) : open(port, undefined)));
  }
  for (const socket of group.sockets) {
    socket.on('message', (data: Buffer) => {
      if (!data.includes(marker)) group.wrong += 1;
      group.received += 1;
      if (group.received < count) return;
      group.last = process.hrtime.bigint();
      group.full();
    });
  }
}

function open(port: number, protocol: string | undefined): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, protocol, { perMessageDeflate: false });
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

async function openGraphql(port: number, index: number): Promise<WebSocket> {
  const socket = await open(port, 'graphql-transport-ws');
  const acknowledged = new Promise((resolve) => socket.once('message', resolve));
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${benchToken}` } }));
  await acknowledged;
  socket.send(JSON.stringify({ id: `watch-${index}`, type: 'subscribe', payload: { query: subscription } }));
  return socket;
}

async function receive(name: string): Promise<{ last: string; wrong: number }> {
  const group = groups.get(name);
  if (!group) throw new Error(`No clients are connected to ${name}.`);
  if (group.received < group.sockets.length) await new Promise<void>((resolve) => (group.full = resolve));
  const { last, wrong } = group;
  group.received = 0;
  return { last: String(last), wrong };
}

process.on('message', (request: ClientRequest) => {
  const work = 'connect' in request ? connect(request.connect) : receive(request.receive);
  void work.then((answer) => process.send?.(answer ?? {}));
});
ready({});
