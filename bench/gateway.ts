import { postLoad } from './load.ts';
import { type Bench, interleave, median, ratioOf } from './rounds.ts';
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
  const subgraphs = await startServer('subgraphs.ts', 'rest');
  const ports = Object.entries(subgraphs.ready).map(([name, port]) => `${name}=${port}`);
  const servers = {
    http: await startServer('ours.ts', 'measured', ports),
    inProcess: await startServer('ours.ts', 'measured'),
    stock: await startServer('stock.ts', 'measured', ports),
  };
  const load = ({ ready, pid }: (typeof servers)['http'], path: string) => () =>
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
      { id: 'P1', what: 'federated query, HTTP subgraphs', kept: http, goal: 2 },
      { id: 'P3', what: 'federated query, one process', kept: inProcess, goal: 2.8 },
    ].map(({ id, what, kept, goal }) => {
      const { ratio, cv } = ratioOf(kept, stock, ({ perSecond }) => perSecond);
      return { id, what, ours: told(kept), peer: `stock: ${told(stock)}`, ratio, cv, goal: `≥ ${goal.toFixed(1)}×`, ok: ratio >= goal };
    }).concat(tail(http, stock));
  } finally {
    for (const server of [...Object.values(servers), subgraphs]) await server.stop();
  }
};

type Kept = Awaited<ReturnType<typeof postLoad>>[];

const told = (kept: Kept) =>
  `${Math.round(median(kept.map(({ perSecond }) => perSecond)))}/s, ${median(kept.map(({ cpuMsPerRequest }) => cpuMsPerRequest)).toFixed(2)} ms CPU`;

/** P1 also bounds the slowest requests. */
function tail(http: Kept, stock: Kept) {
  const p99 = (kept: Kept) => `${median(kept.map(({ p99Ms }) => p99Ms)).toFixed(0)} ms`;
  const { ratio, cv } = ratioOf(http, stock, ({ p99Ms }) => p99Ms);
  return { id: 'P1', what: 'the same, p99', ours: p99(http), peer: `stock: ${p99(stock)}`, ratio, cv, goal: '≤ 0.7×', ok: ratio <= 0.7 };
}
