import { judgeFiring } from './judgeFiring.ts';

const schedule = { cron: '0 * * * *', timeZone: 'UTC', nextAt: new Date('2026-11-27T10:00:00Z') };
const at = (time: string) => new Date(`2026-11-27T${time}Z`);

test('in time it fires, whatever becomes of those that are missed', () => {
  for (const missed of ['ONCE', 'SKIP'] as const)
    expect(judgeFiring({ ...schedule, missed }, at('10:00:04'))).toEqual({
      fires: true,
      dueAt: schedule.nextAt,
      late: false,
      missed: 0,
      nextAt: at('11:00:00'),
    });
});

test('after an hour and more without a worker all that were missed are one, or none', () => {
  expect(judgeFiring({ ...schedule, missed: 'ONCE' }, at('12:30:00'))).toMatchObject({ fires: true, late: true, missed: 3, nextAt: at('13:00:00') });
  expect(judgeFiring({ ...schedule, missed: 'SKIP' }, at('12:30:00'))).toMatchObject({ fires: false, late: true, missed: 3, nextAt: at('13:00:00') });
});

test('two minutes late is missed as well', () => {
  expect(judgeFiring({ ...schedule, missed: 'SKIP' }, at('10:02:00'))).toMatchObject({ fires: false, missed: 1, nextAt: at('11:00:00') });
});
