import { createIntegration } from '#incidents/integration/createIntegration';
import { plantRoot } from '#incidents/route/plantRoot';
import { runReplay } from '#incidents/route/replay/runReplay';
import { runReplayTask } from '#incidents/route/replay/runReplayTask';
import { startReplay } from '#incidents/route/replay/startReplay';
import type { IncidentsPlatform } from '#incidents/context';
import { permissions } from '#contracts/permissions';
import type { Caller } from '#kit/caller';
import { systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { openIncidents } from './openIncidents.ts';
import { type Bench, median } from './rounds.ts';

const alerts = 50_000;
/** Each alert fires and ends. */
const events = alerts * 2;
const nodes = 100;
const dayMs = 86_400_000;
const goalSeconds = 30;

/** A draft of a hundred routes tried on a day of a hundred thousand alert events: somebody waits for it, and sees how far it is. No peer. */
export const benchReplay: Bench = async ({ rounds }) => {
  const { platform, close } = await openIncidents();
  try {
    await platform.queue.declare([runReplayTask]);
    const tenantId = uuidv7();
    const to = new Date();
    const from = new Date(to.getTime() - dayMs);
    await fill(platform, tenantId, from);
    const caller: Caller = { tenantId, personId: null, teamIds: [], permissions: [...permissions], scope: null, via: 'API_KEY' };
    const seconds: number[] = [];
    for (let round = 1; round <= Math.min(rounds, 3); round += 1) {
      const { id, total } = await startReplay(platform, caller, { draft, from, to });
      const startedAt = performance.now();
      await runReplay(platform, tenantId, id, new AbortController().signal);
      seconds.push((performance.now() - startedAt) / 1_000);
      const { state } = await platform.database.inTenant(tenantId, (db) => db.routeReplay.findFirstOrThrow({ where: { id } }));
      if (state !== 'DONE' || total !== events) throw new Error(`The replay of ${total} events is ${state}.`);
    }
    const taken = median(seconds);
    return [
      {
        id: 'routes',
        what: `replay of a day: ${events} alert events, ${nodes} routes`,
        ours: `${taken.toFixed(1)} s (${Math.round(events / taken)} events/s)`,
        ...{ peer: '', ratio: null, cv: null },
        goal: `≤ ${goalSeconds} s`,
        ok: taken <= goalSeconds,
      },
    ];
  } finally {
    await close();
  }
};

const draft = {
  name: 'default',
  groupBy: ['alertname'],
  children: Array.from({ length: nodes - 1 }, (_, at) => ({
    name: `service ${at}`,
    matchers: [{ name: 'service', op: '=~' as const, value: `service-${at}|other-${at}` }],
    groupBy: ['alertname', 'service'],
  })),
};

/** A day in which every alert fires once, a second apart or less, and ends an hour later. */
async function fill({ database, ...platform }: IncidentsPlatform, tenantId: string, from: Date): Promise<void> {
  await database.inTenant(tenantId, (db) => db.tenant.create({ data: { id: tenantId, slug: 'bench', name: 'Bench' } }));
  const { integration } = await createIntegration({ database, ...platform }, systemActor(tenantId), { name: 'Prometheus', source: 'PROMETHEUS' });
  await transact({ database, ...platform }, systemActor(tenantId), (unit) => plantRoot(unit, tenantId));
  await database.acrossTenants(Prisma.sql`SELECT lookup.maintain_partitions(${from})::text`);
  await database.inTenant(tenantId, async (db) => {
    await db.$executeRaw`
      INSERT INTO alert (fingerprint, name, status, severity, labels, annotations, starts_at, first_received_at, last_received_at, changed_at, integration_id)
      SELECT 'f' || n, 'Alert' || n % 500, 'RESOLVED', (ARRAY['CRITICAL','HIGH','MEDIUM','LOW'])[1 + n % 4]::"Severity",
        jsonb_build_object('alertname', 'Alert' || n % 500, 'service', 'service-' || n % 200, 'instance', 'host-' || n % 5000), '{}', t, t, t, t, ${integration.id}::uuid
      FROM generate_series(1, ${alerts}::int) AS n, LATERAL (SELECT ${from}::timestamptz + n * interval '1 second' AS t) AS times`;
    await db.$executeRaw`
      INSERT INTO alert_event (at, alert_id, payload_id, status, reason, facts)
      SELECT a.starts_at + e.after, a.id, uuidv7(), e.status::"AlertStatus", e.reason, jsonb_build_object('severity', a.severity)
      FROM alert a, (VALUES (interval '0', 'FIRING', 'new_alert'), (interval '1 hour', 'RESOLVED', 'resolved')) AS e(after, status, reason)`;
    await db.$executeRaw`ANALYZE alert, alert_event`;
  });
}
