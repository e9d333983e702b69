import type { IncidentFacts } from '#contracts/events';
import type { Caller } from '#kit/caller';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { savePolicy } from '../policy/savePolicy.ts';
import { auditTenant } from './auditTenant.ts';
import { readAuditState } from './readAuditState.ts';
import { runAudit } from './runAudit.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

const audit = ({ tenantId }: Caller) => auditTenant(platform, tenantId);
const findings = ({ tenantId }: Caller) =>
  platform.database.inTenant(tenantId, (db) => db.auditFinding.findMany({ orderBy: [{ foundAt: 'asc' }, { kind: 'asc' }] }));
const announce = (caller: Caller, incident: IncidentFacts) =>
  platform.run('incident.flushed/dispatchNotices', caller, { incident, reason: 'first_notification' });
async function listening() {
  const listener = await platform.createListener();
  await savePolicy(platform, listener.caller, { tree: { name: 'all', tells: 'EVERY_CHANNEL' }, expectedVersion: 0 });
  return listener;
}

test('an incident whose announcement was lost is found, told of, and ends as a finding', async () => {
  const { caller, receiver } = await listening();
  await platform.openIncident(caller);
  expect(await audit(caller)).toEqual({});
  platform.advance(61);
  expect(await audit(caller)).toEqual({ incident_without_next_step: 1 });
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(1);
  expect(await audit(caller)).toEqual({});
  expect(await findings(caller)).toMatchObject([{ kind: 'incident_without_next_step', repair: 'started', times: 1, endedAt: expect.any(Date) }]);
});

test('a delivery that nobody took is found again and again, told of once, and woken', async () => {
  const { caller, receiver } = await listening();
  await announce(caller, await platform.openIncident(caller));
  platform.advance(16);
  expect(await audit(caller)).toEqual({ delivery_overdue: 1 });
  expect(await audit(caller)).toEqual({ delivery_overdue: 1 });
  expect(await findings(caller)).toMatchObject([{ kind: 'delivery_overdue', times: 2, endedAt: null }]);
  const told = await platform.database.inTenant(
    caller.tenantId,
    (db) =>
      db.$queryRaw<unknown[]>`SELECT 1 FROM pgboss.job WHERE name = 'audit.found/openPlatformIncident' AND data ->> 'tenantId' = ${caller.tenantId}`,
  );
  expect(told).toHaveLength(1);
  await platform.wake(caller);
  expect(receiver.received).toHaveLength(1);
  expect(await audit(caller)).toEqual({});
});

test('that the last finding ended is told for an hour; metrics count what was found, what is so, and when it was looked last', async () => {
  const { caller } = await listening();
  await announce(caller, await platform.openIncident(caller));
  platform.advance(16);
  const cleared = async () =>
    platform.database.inTenant(
      caller.tenantId,
      (db) =>
        db.$queryRaw<
          unknown[]
        >`SELECT 1 FROM pgboss.job WHERE name = 'audit.cleared/closePlatformIncident' AND data ->> 'tenantId' = ${caller.tenantId}`,
    );
  const overdue = async () => (await readAuditState(platform)).kinds.find(({ kind }) => kind === 'delivery_overdue');
  const before = (await overdue()) ?? { found: 0, stillOpen: 0, repaired: 0 };
  await audit(caller);
  expect(await overdue()).toMatchObject({ found: before.found + 1, stillOpen: before.stillOpen + 1 });
  expect(await cleared()).toHaveLength(0);
  await platform.wake(caller);
  await audit(caller);
  expect(await cleared()).toHaveLength(1);
  // Said for an hour, since what was found may be followed later than that it is over.
  await audit(caller);
  expect(await cleared()).toHaveLength(2);
  platform.advance(3_600);
  await audit(caller);
  expect(await cleared()).toHaveLength(2);
  const { oldestRound } = await readAuditState(platform);
  expect(await overdue()).toMatchObject({ found: before.found + 1, stillOpen: before.stillOpen, repaired: before.repaired + 1 });
  expect(oldestRound).toBeInstanceOf(Date);
});

test('whoever was told that it burns is told that it is out, though the event was lost', async () => {
  const { caller, receiver } = await listening();
  const incident = await platform.openIncident(caller);
  await announce(caller, incident);
  await platform.wake(caller);
  await platform.changeIncident(caller, incident.id, { status: 'RESOLVED', resolvedAt: platform.clock.now() });
  platform.advance(61);
  expect(await audit(caller)).toEqual({ resolution_untold: 1 });
  await platform.wake(caller);
  expect(receiver.received.map(({ body }) => JSON.parse(body).type.split('.').at(-1))).toEqual(['opened', 'resolved']);
  expect(await audit(caller)).toEqual({});
});

test('without a policy, of what somebody has, of what was stopped by hand and of another tenant nothing is found', async () => {
  const { caller } = await platform.createListener();
  await platform.openIncident(caller);
  const answered = await listening();
  await platform.openIncident(answered.caller, { status: 'ACKNOWLEDGED', acknowledgedAt: new Date() });
  await platform.openIncident(answered.caller, { quiet: { reason: 'silenced' } });
  platform.advance(61);
  expect([await audit(caller), await audit(answered.caller)]).toEqual([{}, {}]);
  const { openIncident } = platform;
  const other = await listening();
  await openIncident(other.caller);
  platform.advance(61);
  await audit(other.caller);
  expect(await findings(other.caller)).toHaveLength(1);
  expect(await findings(answered.caller)).toEqual([]);
});

test('a round that went through is told outside; an outside that refuses is an error', async () => {
  const beats: (string | undefined)[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    beats.push(request.method);
    response.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const heartbeatUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/beat`;
  const run = () => runAudit({ ...platform, heartbeatUrl }, new AbortController().signal);
  await run();
  status = 500;
  await expect(run()).rejects.toThrow(/500/);
  expect(beats).toEqual(['POST', 'POST']);
  server.close();
});
