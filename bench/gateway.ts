import { postLoad, type Throughput } from './load.ts';
import { type Bench, interleave, median, ratioOf, type Row } from './rounds.ts';
import { incidents, listQuery, resourceOf } from './servers/graph.ts';
import { benchToken } from './servers/openGateway.ts';
import { startServer } from './startServer.ts';

const expected = JSON.stringify({
  data: {
    incidents: {
      edges: incidents.map(({ id, number, title, severity, openedAt, resource }) => {
        const { name, kind } = resourceOf(resource.id);
        return { node: { id, number, title, severity, openedAt, resource: { name, kind } } };
      }),
    },
  },
});

/** P1 and P3: the federated list over HTTP subgraphs, and with the subgraphs in process, against stock @apollo/server with @apollo/gateway. */
export const benchGateway: Bench = async ({ rounds, seconds }) => {
  const subgraphs = await startServer('subgraphs', 'rest');
  const ports = Object.entries(subgraphs.ready).map(([name, port]) => `${name}=${port}`);
  const servers = {
    http: await startServer('ours', 'measured', ports),
    inProcess: await startServer('ours', 'measured'),
    stock: await startServer('stock', 'measured', ports),
  };
  const load =
    ({ ready, pid }: (typeof servers)['http'], path: string) =>
    () =>
      postLoad({
        url: `http://127.0.0.1:${ready['port']}${path}`,
        body: JSON.stringify({ query: listQuery }),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${benchToken}` },
        expected,
        connections: 32,
        seconds,
        pid,
      });
  try {
    const { http, inProcess, stock } = await interleave(
      { http: load(servers.http, '/graphql'), stock: load(servers.stock, '/'), inProcess: load(servers.inProcess, '/graphql') },
      rounds,
    );
    return [
      compare({
        id: 'P1',
        what: 'federated query, HTTP subgraphs',
        kept: http,
        stock,
        read: perSecond,
        unit: '/s',
        goal: '≥ 2.0×',
        isReached: (ratio) => ratio >= 2,
      }),
      compare({
        id: 'P1',
        what: 'the same, slowest 1 %',
        kept: http,
        stock,
        read: p99,
        unit: ' ms',
        goal: '≤ 0.7×',
        isReached: (ratio) => ratio <= 0.7,
      }),
      compare({
        id: 'P1',
        what: 'the same, CPU per request',
        kept: http,
        stock,
        read: cpu,
        unit: ' ms',
        goal: '≤ 0.5×',
        isReached: (ratio) => ratio <= 0.5,
      }),
      compare({
        id: 'P3',
        what: 'federated query, one process',
        kept: inProcess,
        stock,
        read: perSecond,
        unit: '/s',
        goal: '≥ 2.8×',
        isReached: (ratio) => ratio >= 2.8,
      }),
      compare({
        id: 'P3',
        what: 'the same, CPU per request',
        kept: inProcess,
        stock,
        read: cpu,
        unit: ' ms',
        goal: '≤ 0.36×',
        isReached: (ratio) => ratio <= 0.36,
      }),
    ];
  } finally {
    for (const server of [...Object.values(servers), subgraphs]) await server.stop();
  }
};

const perSecond = (measure: Throughput) => measure.perSecond;
const p99 = (measure: Throughput) => measure.p99Ms;
const cpu = (measure: Throughput) => measure.cpuMsPerRequest;

type Comparison = Pick<Row, 'id' | 'what' | 'goal'> & {
  kept: Throughput[];
  stock: Throughput[];
  read: (measure: Throughput) => number;
  unit: string;
  isReached: (ratio: number) => boolean;
};

function compare({ kept, stock, read, unit, isReached, ...row }: Comparison): Row {
  const told = (measures: Throughput[]) => `${shortNumber(median(measures.map(read)))}${unit}`;
  const { ratio, cv } = ratioOf(kept, stock, read);
  return { ...row, ours: told(kept), peer: `stock Apollo: ${told(stock)}`, ratio, cv, ok: isReached(ratio) };
}

const shortNumber = (value: number) => (value >= 100 ? String(Math.round(value)) : value.toPrecision(3));
