import type { Caller } from '#kit/caller';
import { exampleIncident, openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { leaseMs } from './delivery.task.ts';
import { takeDelivery } from './takeDelivery.ts';

let platform: TestNotify;
beforeAll(async () => {
  platform = await openTestNotify();
  await platform.queue.work(platform.notify.handlers);
});
afterAll(() => platform.close());

const announce = (caller: Caller) => platform.run('incident.flushed/dispatchNotices', caller, { incident: exampleIncident() });
const outcomes = async (caller: Caller) => (await platform.deliveries(caller))[0]?.attempts.map(({ outcome }) => outcome);
const sweep = () => platform.notify.crons[0]?.run(new AbortController().signal);

test('the queue carries a delivery by itself: dispatched, failed once, swept, delivered', async () => {
  const { caller, receiver } = await platform.createListener();
  receiver.answer({ status: 500 });
  await announce(caller);
  await until(async () => (await outcomes(caller))?.length === 1);
  platform.advance(5);
  await sweep();
  await until(async () => (await outcomes(caller))?.length === 2);
  expect(await outcomes(caller)).toEqual(['http_5xx', 'delivered']);
});

test('the sweep finds what a killed worker held, in every tenant, and two sweeps at once do no harm', async () => {
  const listeners = [await platform.createListener(), await platform.createListener()];
  for (const { caller, channelId } of listeners) {
    const id = await platform.database.inTenant(caller.tenantId, async (db) => {
      const now = platform.clock.now();
      const delivery = await db.delivery.create({
        data: {
          incidentId: exampleIncident().id,
          channelId,
          threadKey: `${channelId}:`,
          dedupKey: 'opened',
          event: 'opened',
          body: exampleIncident(),
          createdAt: now,
          nextAt: now,
        },
      });
      return delivery.id;
    });
    await takeDelivery(platform, caller.tenantId, id);
  }
  platform.advance(leaseMs / 1000);
  await Promise.all([sweep(), sweep()]);
  for (const { caller, receiver } of listeners) {
    await until(async () => (await outcomes(caller))?.at(-1) === 'delivered');
    expect(await outcomes(caller)).toEqual(['worker_lost', 'delivered']);
    expect(receiver.received).toHaveLength(1);
  }
});

async function until(isReached: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (await isReached()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('not reached within 10 s');
}
