import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, interleave, median, ratioOf } from './rounds.ts';
import type { ClientRequest } from './servers/clients.ts';
import { cpuMs, residentMb, type ServerProcess, startServer } from './startServer.ts';

const clientCount = 2_000;
const eventsPerRound = 20;
/** What an event may take before the round counts as hung. */
const hungMs = 20_000;

type Fanout = { lastMs: number; cpuUs: number; memoryMb: number };

/** A contender with what its process held before any client came. */
type Server = { process: ServerProcess; idleMb: number };

/** P9: one event to 2,000 clients, until the last has it, against a bare WebSocket broadcast and stock graphql-ws. */
export const benchFanout: Bench = async ({ rounds }) => {
  const clients = await startServer('clients', 'rest');
  const servers = { ours: await startContender('ours'), raw: await startContender('raw'), stock: await startContender('stock') };
  try {
    for (const [name, { process }] of Object.entries(servers)) {
      await clients.ask({
        connect: { name, port: process.ready['port'] ?? 0, count: clientCount, speaksGraphql: name !== 'raw' },
      } satisfies ClientRequest);
    }
    // The last subscriptions are still on their way when their clients are connected.
    await sleep(500);
    const { ours, raw, stock } = await interleave(
      { ours: round('ours', servers.ours, clients), raw: round('raw', servers.raw, clients), stock: round('stock', servers.stock, clients) },
      rounds,
    );
    const last = ({ lastMs }: Fanout) => lastMs;
    const toRaw = ratioOf(ours, raw, last);
    const toStock = ratioOf(ours, stock, last);
    const cpu = median(ours.map(({ cpuUs }) => cpuUs));
    const memory = median(ours.map(({ memoryMb }) => memoryMb));
    const cpuOf = (kept: Fanout[]) => `${median(kept.map(({ cpuUs }) => cpuUs)).toFixed(0)} µs`;
    const memoryOf = (kept: Fanout[]) => `${median(kept.map(({ memoryMb }) => memoryMb)).toFixed(0)} MB`;
    return [
      {
        id: 'P9',
        what: `event to the last of ${clientCount} clients`,
        ours: told(ours),
        peer: `raw ws: ${told(raw)}`,
        ...toRaw,
        goal: '≤ 1.8×',
        ok: toRaw.ratio <= 1.8,
      },
      { id: 'P9', what: 'the same', ours: told(ours), peer: `graphql-ws: ${told(stock)}`, ...toStock, goal: '≤ 0.5×', ok: toStock.ratio <= 0.5 },
      {
        id: 'P9',
        what: 'CPU per delivery',
        ours: cpuOf(ours),
        peer: `raw ws: ${cpuOf(raw)}`,
        ...ratioOf(ours, raw, ({ cpuUs }) => cpuUs),
        goal: '≤ 25 µs',
        ok: cpu <= 25,
      },
      {
        id: 'P9',
        what: `memory for ${clientCount} clients, beside ${servers.ours.idleMb.toFixed(0)} MB of the process`,
        ours: memoryOf(ours),
        peer: `graphql-ws: ${memoryOf(stock)}`,
        ...ratioOf(ours, stock, ({ memoryMb }) => memoryMb),
        goal: '≤ 150 MB',
        ok: memory <= 150,
      },
    ];
  } finally {
    for (const { process } of Object.values(servers)) await process.stop();
    await clients.stop();
  }
};

const told = (kept: Fanout[]) => `${median(kept.map(({ lastMs }) => lastMs)).toFixed(0)} ms`;

async function startContender(name: string): Promise<Server> {
  const process = await startServer('fanout', 'measured', [name]);
  return { process, idleMb: residentMb(process.pid) };
}

const round =
  (name: string, { process: server, idleMb }: Server, clients: ServerProcess) =>
  async (): Promise<Fanout> => {
    const lasts: number[] = [];
    const cpuBefore = cpuMs(server.pid);
    for (let event = 0; event < eventsPerRound; event++) {
      const received = clients.ask<{ last: string; wrong: number }>({ receive: name } satisfies ClientRequest);
      const { at } = await server.ask<{ at: string }>({ publish: true });
      const { last, wrong } = await withinReason(name, received);
      if (wrong > 0) throw new Error(`${name} is disqualified: ${wrong} clients were sent something else.`);
      lasts.push(Number(BigInt(last) - BigInt(at)) / 1e6);
      await sleep(30);
    }
    const deliveries = eventsPerRound * clientCount;
    return { lastMs: median(lasts), cpuUs: ((cpuMs(server.pid) - cpuBefore) * 1000) / deliveries, memoryMb: residentMb(server.pid) - idleMb };
  };

async function withinReason<T>(name: string, received: Promise<T>): Promise<T> {
  const controller = new AbortController();
  const hung = sleep(hungMs, undefined, { signal: controller.signal }).then(
    () => Promise.reject(new Error(`${name} is disqualified: not every client got the event.`)),
    // Stopped, because the event arrived.
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([received, hung]);
  } finally {
    controller.abort();
  }
}
