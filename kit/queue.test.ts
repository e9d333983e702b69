import { openTestPlatform, type TestPlatform } from '#tests/database/openTestPlatform';
import { systemActor, transact } from '#kit/transact';
import { z } from 'zod';
import { defineTask, implementTask } from './task.ts';

const laterTask = defineTask('later', z.object({}));
const failingTask = defineTask('failing', z.object({}));
let platform: TestPlatform;
beforeAll(async () => void (platform = await openTestPlatform({ tasks: [laterTask, failingTask] })));
afterAll(() => platform.close());

test('a job that has to wait for its time, and one that is tried again, start within seconds of it', async () => {
  const { tenantId } = await platform.createTenant();
  const starts = { later: 0, failing: 0 };
  const done = new Promise<void>((resolve) => {
    const tell = () => starts.later > 0 && starts.failing > 1 && resolve();
    void platform.queue.work([
      implementTask(laterTask, async () => {
        starts.later += 1;
        tell();
      }),
      implementTask(failingTask, async () => {
        starts.failing += 1;
        tell();
        if (starts.failing === 1) throw new Error('the first time always fails');
      }),
    ]);
  });
  platform.log.level = 'silent';
  await transact(platform, systemActor(tenantId), async ({ enqueue, now }) => {
    enqueue(laterTask, {}, { startAfter: new Date(now.getTime() + 1_000) });
    enqueue(failingTask, {});
  });
  // A worker that sleeps until NOTIFY comes for either of them half a minute later, after this test's limit.
  await done;
}, 15_000);
