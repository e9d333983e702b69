import type { Caller } from '#kit/caller';
import { openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { fireSchedules } from './fireSchedules.ts';
import { saveTrigger } from './saveTrigger.ts';
import { setTriggerEnabled } from './setTriggerEnabled.ts';

let platform: TestAutomation;
beforeEach(async () => void (platform = await openTestAutomation()));
afterEach(() => platform.close());

async function createSchedule(missed: 'ONCE' | 'SKIP' = 'ONCE') {
  const caller = await platform.createTenant();
  const { playbookId } = await platform.createTriggered(caller);
  const { trigger } = await saveTrigger(platform, caller, null, {
    kind: 'SCHEDULE',
    name: 'Hourly',
    playbookId,
    cron: '0 * * * *',
    timeZone: 'Asia/Taipei',
    missed,
  });
  return { caller, trigger };
}
const fire = () => fireSchedules(platform, new AbortController().signal);
const decisions = ({ tenantId }: Caller) => platform.database.inTenant(tenantId, (db) => db.triggerDecision.findMany({ orderBy: { at: 'asc' } }));
const secondsUntil = (at: Date | null) => ((at ?? new Date()).getTime() - platform.clock.now().getTime()) / 1000;

test('a schedule fires when it is due, once, whoever looks, and is due again an hour later', async () => {
  const { caller, trigger } = await createSchedule();
  await fire();
  expect(await decisions(caller)).toEqual([]);
  platform.advance(secondsUntil(trigger.nextAt) + 2);
  await Promise.all([fire(), fire(), fire()]);
  expect(await decisions(caller)).toMatchObject([{ triggerId: trigger.id, event: 'schedule.fired', matched: true }]);
  const [event] = await platform.database.inTenant(caller.tenantId, (db) => db.triggerEvent.findMany());
  expect(event).toMatchObject({ payload: { dueAt: trigger.nextAt?.toISOString(), late: false, missed: 0 } });
  const after = await platform.database.inTenant(caller.tenantId, (db) => db.trigger.findFirstOrThrow({ where: { id: trigger.id } }));
  expect(after.nextAt?.getTime()).toBe((trigger.nextAt?.getTime() ?? 0) + 3_600_000);
});

test('what nobody was there for is made up for once, or passes and is in the log', async () => {
  const [once, skip] = [await createSchedule('ONCE'), await createSchedule('SKIP')];
  platform.advance(secondsUntil(once.trigger.nextAt) + 3 * 3_600 + 60);
  await fire();
  await fire();
  const [event] = await platform.database.inTenant(once.caller.tenantId, (db) => db.triggerEvent.findMany());
  expect(event).toMatchObject({ payload: { late: true, missed: 4 } });
  expect(await decisions(once.caller)).toMatchObject([{ matched: true }]);
  expect(await decisions(skip.caller)).toMatchObject([{ matched: false, reason: 'firing_missed', facts: { missed: 4 } }]);
});

test('one that is off does not fire, and does not make up for it when it is on again', async () => {
  const { caller, trigger } = await createSchedule();
  await setTriggerEnabled(platform, caller, trigger.id, false);
  platform.advance(7_300);
  await fire();
  expect(await decisions(caller)).toEqual([]);
  const { nextAt } = await setTriggerEnabled(platform, caller, trigger.id, true);
  expect(nextAt?.getTime()).toBeGreaterThan(platform.clock.now().getTime());
});
