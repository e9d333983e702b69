import type { Caller } from '#kit/caller';
import { execute, parse } from 'graphql';
import { Client } from 'pg';
import { uuidv7 } from 'uuidv7';
import { exampleIncident, openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { deliveryConditions } from './deliveryFilter.ts';
import { measureHistory } from './measureHistory.ts';
import { historyIds } from './readHistory.ts';
import { resendDelivery } from './resendDelivery.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

async function ask(caller: Caller, text: string, variableValues: Record<string, unknown> = {}) {
  const { context, close } = platform.notify.contextFor(caller);
  try {
    return JSON.parse(
      JSON.stringify(await execute({ schema: platform.notify.schema, document: parse(text), variableValues, contextValue: context })),
    );
  } finally {
    await close();
  }
}

const list = `query ($filter: DeliveryFilter, $first: Int, $after: String) { deliveries(filter: $filter, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { id event status outcome incident { id } } } } }`;
const listed = async (caller: Caller, filter: object = {}) => {
  const { data, errors } = await ask(caller, list, { filter });
  expect(errors).toBeUndefined();
  return data.deliveries.edges.map(({ node }: { node: { event: string } }) => node.event).sort();
};

/** Puts deliveries into the past of a listener's tenant, as they stand after their end. */
async function seed({ caller, channelId }: { caller: Caller; channelId: string }, rows: object[]) {
  const at = platform.clock.now();
  const data = rows.map((row, index) => ({
    ...{ channelId, dedupKey: uuidv7(), threadKey: `${channelId}:`, event: 'opened', status: 'DELIVERED' as const, outcome: 'delivered' },
    ...{ createdAt: new Date(at.getTime() - index * 1000), finishedAt: new Date(at.getTime() - index * 1000 + 200) },
    ...row,
  }));
  await platform.database.inTenant(caller.tenantId, (db) => db.delivery.createMany({ data: data as never }));
}

test('every condition of the filter narrows the list, and all of them together', async () => {
  const listener = await platform.createListener();
  const { caller, channelId } = listener;
  const [incidentId, personId] = [uuidv7(), uuidv7()];
  const day = 86_400_000;
  const now = platform.clock.now().getTime();
  await seed(listener, [
    { event: 'opened', incidentId, body: { number: 12, title: 'Disk of db-1 is full' } },
    { event: 'mentioned', personId, details: { text: '請看一下磁碟' } },
    { event: 'reminder', status: 'FAILED', outcome: 'http_5xx', sent: { subject: '[Reminder] Checkout', text: 'It is 100% down' } },
    { event: 'test', createdAt: new Date(now - 3 * day) },
  ]);
  expect(await listed(caller)).toEqual(['mentioned', 'opened', 'reminder', 'test']);
  expect(await listed(caller, { incidentId })).toEqual(['opened']);
  expect(await listed(caller, { personId })).toEqual(['mentioned']);
  expect(await listed(caller, { channelIds: [channelId] })).toHaveLength(4);
  expect(await listed(caller, { channelIds: [uuidv7()] })).toEqual([]);
  expect(await listed(caller, { channelKinds: ['webhook'] })).toHaveLength(4);
  expect(await listed(caller, { channelKinds: ['smoke signal'] })).toEqual([]);
  expect(await listed(caller, { events: ['opened', 'test'] })).toEqual(['opened', 'test']);
  expect(await listed(caller, { statuses: ['FAILED'] })).toEqual(['reminder']);
  expect(await listed(caller, { outcomes: ['http_5xx'] })).toEqual(['reminder']);
  expect(await listed(caller, { from: new Date(now - day).toISOString() })).toEqual(['mentioned', 'opened', 'reminder']);
  expect(await listed(caller, { until: new Date(now - day).toISOString() })).toEqual(['test']);
  expect(await listed(caller, { statuses: ['FAILED'], events: ['opened'] })).toEqual([]);
});

test.each([
  ['db-1 IS', ['opened']],
  ['#12 disk', ['opened']],
  ['磁碟', ['mentioned']],
  ['100% down', ['reminder']],
  ['100_', []],
  ["'; DROP TABLE delivery", []],
  ['  ', ['mentioned', 'opened', 'reminder']],
])('the search %j looks into what was sent, the title and the note', async (search, events) => {
  const listener = await platform.createListener();
  await seed(listener, [
    { event: 'opened', body: { number: 12, title: 'Disk of db-1 is full' } },
    { event: 'mentioned', details: { text: '請看一下磁碟' } },
    { event: 'reminder', sent: { subject: '[Reminder] Checkout', text: 'It is 100% down' } },
  ]);
  expect(await listed(listener.caller, { search })).toEqual(events);
});

describe('ten thousand deliveries', () => {
  let listener: Awaited<ReturnType<TestNotify['createListener']>>;
  beforeAll(async () => {
    listener = await platform.createListener();
    await seed(
      listener,
      Array.from({ length: 10_500 }, (_, n) => ({ event: n % 100 === 7 ? 'mentioned' : 'opened', status: n % 50 === 3 ? 'FAILED' : 'DELIVERED' })),
    );
    const owner = new Client({ connectionString: platform.test.ownerUrl });
    await owner.connect();
    await owner.query('ANALYZE delivery');
    await owner.end();
  });

  test('are paged to their end, each once', async () => {
    const seen = new Set<string>();
    for (let after: string | null = null; ;) {
      const { deliveries }: any = (await ask(listener.caller, list, { first: 200, after, filter: { statuses: ['DELIVERED'] } })).data;
      for (const { node } of deliveries.edges) seen.add(node.id);
      if (!deliveries.pageInfo.hasNextPage) break;
      after = deliveries.pageInfo.endCursor;
    }
    expect(seen.size).toBe(10_290);
    expect((await ask(listener.caller, list)).data.deliveries.totalCount).toBe(10_000);
  });

  test.each([
    ['everything', {}, 'delivery_tenant_id_created_at_id_idx'],
    ['what failed', { statuses: ['FAILED' as const] }, 'delivery_tenant_id_created_at_id_idx'],
    ['one person', { personId: uuidv7() }, 'delivery_tenant_id_person_id'],
  ])('%s is read along an index, without a sort', async (_, filter, index) => {
    const query = historyIds(deliveryConditions(filter), [platform.clock.now().toISOString(), uuidv7()], 51);
    const plan = await platform.database.inTenant(listener.caller.tenantId, (db) =>
      db.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${query.text}`, ...query.values),
    );
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toContain(index);
    expect(text).not.toContain('Sort');
  });
});

test('success and latency are measured by channel and over time', async () => {
  const [one, other] = [await platform.createListener(), await platform.createListener()];
  const from = new Date('2026-03-01T00:00:00Z');
  const at = (minute: number, ms: number | null) => {
    const createdAt = new Date(from.getTime() + minute * 60_000);
    return { createdAt, finishedAt: ms === null ? null : new Date(createdAt.getTime() + ms) };
  };
  await seed(one, [
    ...Array.from({ length: 9 }, (_, n) => at(5, (n + 1) * 100)),
    { ...at(65, 60_000), status: 'FAILED', outcome: 'http_4xx' },
    { ...at(66, 10), status: 'CANCELLED', outcome: 'resolved_first' },
    { ...at(67, null), status: 'PENDING', outcome: null },
    at(24 * 60, 5),
  ]);
  await seed(other, [at(5, 100)]);
  const until = new Date('2026-03-01T06:00:00Z');
  const read = (filter: object, step: number) =>
    platform.database.inTenant(one.caller.tenantId, (db) => measureHistory(db, { from, until, ...filter }, step));
  const [channel, ...others] = await read({}, 3600);
  expect(others).toEqual([]);
  expect(channel).toMatchObject({ name: 'Pager', total: 12, delivered: 9, failed: 1, cancelled: 1, medianMs: 500, p95Ms: 860 });
  expect(channel?.points).toEqual([
    { at: from, total: 9, delivered: 9, failed: 0, cancelled: 0, medianMs: 500, p95Ms: 860 },
    { at: new Date('2026-03-01T01:00:00Z'), total: 3, delivered: 0, failed: 1, cancelled: 1, medianMs: null, p95Ms: null },
  ]);
  for (const [filter, step] of [
    [{ from: null }, 3600],
    [{ until: from }, 3600],
    [{}, 30],
    [{}, 60],
  ] as const) {
    await expect(read(filter, step)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  }
});

describe('a notice that is sent again', () => {
  async function failed() {
    const listener = await platform.createListener();
    const incident = await platform.openIncident(listener.caller);
    listener.receiver.answer({ status: 404 });
    await platform.run('incident.flushed/dispatchNotices', listener.caller, { incident });
    await platform.escalate(listener.caller);
    const [delivery] = await platform.deliveries(listener.caller);
    expect(delivery).toMatchObject({ status: 'FAILED', outcome: 'http_4xx' });
    return { ...listener, incident, id: delivery?.id ?? '' };
  }

  test('goes to where it went, says why, and is told in the audit', async () => {
    const { caller, id, receiver } = await failed();
    const made = await resendDelivery(platform, caller, id, ' The hook was renamed ');
    expect(made).toMatchObject({ status: 'PENDING', cause: { reason: 'resent', resentFrom: id, ruleText: 'The hook was renamed' } });
    await platform.wake(caller);
    expect(receiver.received).toHaveLength(2);
    expect((await platform.deliveries(caller)).map(({ status }) => status)).toEqual(['FAILED', 'DELIVERED']);
    const audits = await platform.database.inTenant(caller.tenantId, (db) => db.auditEntry.findMany({ where: { action: 'delivery.resent' } }));
    expect(audits).toMatchObject([{ after: { resentFrom: id, reason: 'The hook was renamed' } }]);
  });

  test('is not sent twice by a double press, and may be sent again after its end', async () => {
    const { caller, id } = await failed();
    const results = await Promise.allSettled([1, 2].map(() => resendDelivery(platform, caller, id, 'again')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } });
    await platform.wake(caller);
    await resendDelivery(platform, caller, id, 'again');
    expect(await platform.deliveries(caller)).toHaveLength(3);
  });

  test('is refused without a reason, without the permission, and to another tenant', async () => {
    const { caller, id } = await failed();
    await expect(resendDelivery(platform, caller, id, ' ')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const reader = { ...caller, permissions: caller.permissions.filter((name) => name !== 'deliveries:resend') };
    await expect(resendDelivery(platform, reader, id, 'x')).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('deliveries:resend'),
    });
    await expect(resendDelivery(platform, await platform.createTenant(), id, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(resendDelivery(platform, caller, 'x', 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is refused where it would call people to what is over', async () => {
    const { caller, id, incident } = await failed();
    await platform.changeIncident(caller, incident.id, { status: 'RESOLVED', resolvedAt: platform.clock.now() });
    await expect(resendDelivery(platform, caller, id, 'again')).rejects.toMatchObject({ code: 'CONFLICT', message: /over/ });
    expect(await platform.deliveries(caller)).toHaveLength(1);
  });
});

test("another tenant's deliveries are in no list and no measure, and who may not read them is told what is missing", async () => {
  const listener = await platform.createListener();
  await seed(listener, [{ event: 'opened', incidentId: uuidv7(), body: exampleIncident() }]);
  const stranger = await platform.createTenant();
  expect(await listed(stranger)).toEqual([]);
  const range = { from: '2020-01-01T00:00:00Z', until: '2021-01-01T00:00:00Z' };
  const stats = 'query ($filter: DeliveryFilter!) { deliveryStats(filter: $filter, stepSeconds: 600000) { total } }';
  expect((await ask(stranger, stats, { filter: range })).data.deliveryStats).toEqual([]);
  const blind = { ...listener.caller, permissions: [] };
  for (const [text, filter] of [
    [list, {}],
    [stats, range],
  ] as const) {
    expect((await ask(blind, text, { filter })).errors[0].message).toContain('deliveries:read');
  }
});

test('a viewer with a scope reads of the incidents in it, and of nothing else', async () => {
  const listener = await platform.createListener();
  const [ours, theirs] = [
    await platform.openIncident(listener.caller, { labels: { cluster: 'eu-1' } }),
    await platform.openIncident(listener.caller, { labels: { cluster: 'us-1' } }),
  ];
  await seed(listener, [
    { event: 'opened', incidentId: ours.id },
    { event: 'reminder', incidentId: theirs.id },
    { event: 'test', incidentId: null },
  ]);
  const scoped = { ...listener.caller, scope: { ownTeams: false, labels: [{ cluster: 'eu-1' }] } };
  expect(await listed(scoped)).toEqual(['opened']);
  const why = `query ($incident: ID!) { whyPaged(personId: "${uuidv7()}", incidentId: $incident) { verdict { reason } } }`;
  expect((await ask(scoped, why, { incident: theirs.id })).data.whyPaged).toBeNull();
  expect(await ask(scoped, why, { incident: ours.id })).toEqual({ data: { whyPaged: { verdict: { reason: 'no_escalation' } } } });
});
