import { execute, parse } from 'graphql';
import { createIntegration } from '#incidents/integration/createIntegration';
import { plantRoot } from '#incidents/route/plantRoot';
import type { IncidentsPlatform } from '#incidents/context';
import { createIncidents } from '#incidents/subgraph';
import { permissions } from '#contracts/permissions';
import type { Caller } from '#kit/caller';
import type { Subgraph } from '#kit/subgraph';
import { connectDatabase, type Database } from '#kit/tenant';
import { systemActor, transact } from '#kit/transact';
import { Client } from 'pg';
import { uuidv7 } from 'uuidv7';
import { openIncidents } from './openIncidents.ts';
import { type Bench, interleave, median, ratioOf, type Row } from './rounds.ts';

const alerts = 1_000_000;
const incidents = 100_000;
const connections = 8;

/** P13: a page of a list through row-level security against the same statement without it, and how long lists, searches and facets take over a million alerts. */
export const benchLists: Bench = async ({ rounds, seconds }) => {
  const { postgres, platform, close } = await openIncidents();
  const unlocked = connectDatabase(postgres.ownerUrl);
  try {
    const subgraph = createIncidents(platform);
    const tenantId = uuidv7();
    await fill(postgres, platform, tenantId);
    const caller: Caller = { tenantId, personId: null, teamIds: [], permissions: [...permissions], scope: null, via: 'API_KEY' };
    return [await compareLocks(platform.database, unlocked, tenantId, { rounds, seconds }), ...(await timeQuestions(subgraph, caller, rounds))];
  } finally {
    await unlocked.close();
    await close();
  }
};

/** Rows as a busy year leaves them, made by the database itself: names and labels of a few thousand kinds, words in two languages. */
async function fill({ ownerUrl, appUrl }: Record<'ownerUrl' | 'appUrl', string>, platform: IncidentsPlatform, tenantId: string): Promise<void> {
  await platform.database.inTenant(tenantId, (db) => db.tenant.create({ data: { id: tenantId, slug: 'bench', name: 'Bench' } }));
  const { integration } = await createIntegration(platform, systemActor(tenantId), { name: 'Prometheus', source: 'PROMETHEUS' });
  const integrationId = integration.id;
  const { id: routeId } = await transact(platform, systemActor(tenantId), (unit) => plantRoot(unit, tenantId));
  const owner = new Client({ connectionString: ownerUrl });
  const app = new Client({ connectionString: appUrl });
  await owner.connect();
  await app.connect();
  try {
    // A trigger a row would take minutes for what two statements below do in one; and the peer is the owner, whom nothing binds then.
    await owner.query(`ALTER TABLE incident DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY`);
    await app.query(`SELECT set_config('app.tenant_id', $1, false)`, [tenantId]);
    await app.query(
      `INSERT INTO incident (id, number, title, status, severity, labels, group_key, route_id, reason, facts, opened_at, flush_at, updated_at)
       SELECT uuidv7((n - $1::int) * interval '5 minutes'), n, 'Incident ' || n || (ARRAY[': disk full', ': checkout is slow', ': 資料庫連線逾時', ': node down'])[1 + n % 4],
         (CASE WHEN n > $1::int - 300 THEN 'TRIGGERED' ELSE 'RESOLVED' END)::"IncidentStatus", (ARRAY['CRITICAL','HIGH','MEDIUM','LOW'])[1 + n % 4]::"Severity",
         jsonb_build_object('alertname', 'Alert' || n % 500, 'service', 'service-' || n % 2000, 'env', (ARRAY['prod','stage'])[1 + n % 2]),
         'g' || n, $2, 'first_of_group', '{}', t, t, t
       FROM generate_series(1, $1::int) AS n, LATERAL (SELECT now() + (n - $1::int) * interval '5 minutes' AS t) AS times`,
      [incidents, routeId],
    );
    await app.query(
      `INSERT INTO alert (id, fingerprint, name, status, severity, labels, annotations, starts_at, first_received_at, last_received_at, changed_at, integration_id)
       SELECT uuidv7((n - $1::int) * interval '30 seconds'), 'f' || n, 'Alert' || n % 500, (CASE WHEN n % 50 = 0 THEN 'FIRING' ELSE 'RESOLVED' END)::"AlertStatus",
         (ARRAY['CRITICAL','HIGH','MEDIUM','LOW'])[1 + n % 4]::"Severity",
         jsonb_build_object('alertname', 'Alert' || n % 500, 'service', 'service-' || n % 2000, 'env', (ARRAY['prod','stage'])[1 + n % 2], 'instance', '10.' || n % 250 || '.' || n / 4000 || '.7:9100'),
         jsonb_build_object('summary', (ARRAY['disk is nearly full on host','checkout answers slowly','資料庫連線逾時，請檢查','node is not reachable'])[1 + n % 4], 'trace', md5(n::text)),
         t, t, t, t, $2
       FROM generate_series(1, $1::int) AS n, LATERAL (SELECT now() + (n - $1::int) * interval '30 seconds' AS t) AS times`,
      [alerts, integrationId],
    );
    await app.query(`INSERT INTO alert_search (tenant_id, alert_id, words) SELECT tenant_id, id, alert_words(name, labels, annotations) FROM alert`);
    await app.query(
      `INSERT INTO incident_search (tenant_id, incident_id, words) SELECT tenant_id, id, search_words(title || ' ' || labels::text, labels) FROM incident`,
    );
    await owner.query(`ALTER TABLE incident ENABLE TRIGGER USER`);
    await owner.query(`VACUUM ANALYZE alert, incident, alert_search, incident_search`);
  } finally {
    await app.end();
    await owner.end();
  }
}

/** The page's own statements, in a transaction each: bound by row-level security, and by a condition of their own as a superuser. */
async function compareLocks(locked: Database, unlocked: Database, tenantId: string, options: { rounds: number; seconds: number }): Promise<Row> {
  const page = (database: Database, isLocked: boolean) => () =>
    countPerSecond(options.seconds, () =>
      database.inTenant(tenantId, async (db) => {
        const ids = isLocked
          ? await db.$queryRaw<{ id: string }[]>`SELECT id FROM incident ORDER BY opened_at DESC, id DESC LIMIT 51`
          : await db.$queryRaw<
              { id: string }[]
            >`SELECT id FROM incident WHERE tenant_id = ${tenantId}::uuid ORDER BY opened_at DESC, id DESC LIMIT 51`;
        const where = { id: { in: ids.map(({ id }) => id) }, ...(!isLocked && { tenantId }) };
        const rows = await db.incident.findMany({ where });
        if (rows.length !== 51) throw new Error(`A page of ${rows.length} rows.`);
      }),
    );
  const { ours, theirs } = await interleave({ ours: page(locked, true), theirs: page(unlocked, false) }, options.rounds);
  const speed = ratioOf(ours, theirs, (perSecond) => perSecond);
  return {
    id: 'P13',
    what: 'page of 50 incidents, row-level security on',
    ours: `${Math.round(median(ours))}/s`,
    peer: `off: ${Math.round(median(theirs))}/s`,
    ...speed,
    goal: '≥ 0.75×',
    ok: speed.ratio >= 0.75,
  };
}

async function countPerSecond(seconds: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  let done = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  return done / ((performance.now() - startedAt) / 1_000);
}

const nodes = 'edges { node { id } } pageInfo { hasNextPage }';
/** What people ask of lists; each with how long it may take. */
const questions: { what: string; query: string; milliseconds: number }[] = [
  { what: 'open incidents, first page', query: `{ incidents(filter: { statuses: [TRIGGERED, ACKNOWLEDGED] }) { ${nodes} } }`, milliseconds: 20 },
  { what: 'alerts, first page', query: `{ alerts { ${nodes} } }`, milliseconds: 20 },
  { what: 'search for a rare word in alerts', query: `{ alerts(filter: { search: "service-1234" }) { ${nodes} totalCount } }`, milliseconds: 50 },
  { what: 'search for a common word in alerts', query: `{ alerts(filter: { search: "checkout" }) { ${nodes} } }`, milliseconds: 100 },
  { what: 'search in Chinese in alerts', query: `{ alerts(filter: { search: "連線逾時" }) { ${nodes} } }`, milliseconds: 100 },
  { what: 'search for what is nowhere', query: `{ alerts(filter: { search: "zanzibar" }) { ${nodes} } }`, milliseconds: 20 },
  { what: 'search in Chinese in incidents', query: `{ incidents(filter: { search: "資料庫 prod" }) { ${nodes} } }`, milliseconds: 50 },
  {
    what: 'label matchers on alerts',
    query: `{ alerts(filter: { matchers: "service=service-77, env=~\\"prod|dev\\"" }) { ${nodes} } }`,
    milliseconds: 50,
  },
  {
    what: 'facets of open incidents',
    query: `{ incidentFacets(filter: { statuses: [TRIGGERED, ACKNOWLEDGED] }) { counted statuses { count } labels { name } } }`,
    milliseconds: 150,
  },
  { what: 'facets of all alerts', query: `{ alertFacets { counted statuses { count } labels { name } } }`, milliseconds: 250 },
];

async function timeQuestions(subgraph: Subgraph, caller: Caller, rounds: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { what, query, milliseconds } of questions) {
    const times: number[] = [];
    for (let round = 0; round <= rounds * 4; round += 1) {
      const { context, close } = subgraph.contextFor(caller);
      const startedAt = performance.now();
      const { errors } = await execute({ schema: subgraph.schema, document: parse(query), contextValue: context });
      if (round > 0) times.push(performance.now() - startedAt);
      await close();
      if (errors) throw new Error(`${what}: ${errors[0]?.message}`);
    }
    const taken = median(times);
    rows.push({
      id: 'P13',
      what,
      ours: `${taken.toFixed(1)} ms`,
      peer: '',
      ratio: null,
      cv: null,
      goal: `≤ ${milliseconds} ms`,
      ok: taken <= milliseconds,
    });
  }
  return rows;
}
