import { chainDraft } from '../../escalation/chainDraft.ts';
import type { Way } from '../../page/readWays.ts';
import { findLevels } from './findLevels.ts';
import { planReach } from './planReach.ts';

const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const now = new Date('2026-03-02T10:00:00Z');

describe('the way to a person', () => {
  const way = (number: number, kind: string, change: Partial<Way> = {}): Way => ({
    ...{ id: id(number), kind, isVerified: true, isEnabled: true, channelId: id(50), address: 'x', label: 'x' },
    ...change,
  });
  const notify = (number: number) => ({ kind: 'NOTIFY' as const, contactId: id(number) });
  const wait = (minutes: number) => ({ kind: 'WAIT' as const, minutes });
  const of = (contacts: Way[], steps: (ReturnType<typeof notify> | ReturnType<typeof wait>)[] = []) =>
    planReach({ contacts, rules: { default: steps, important: [] }, quietHours: null, digest: null }, now);

  test('is that of their rules, in order, with what else there is', () => {
    const contacts = [way(1, 'email'), way(2, 'slack'), way(3, 'sms'), way(4, 'sms'), way(5, 'telegram', { isVerified: false })];
    expect(of(contacts, [notify(2), notify(5), wait(5), notify(3), notify(4), wait(10), notify(1)])).toEqual({
      kinds: ['email', 'slack', 'sms'],
      ways: [
        { kind: 'slack', minutes: 0 },
        { kind: 'sms', minutes: 5 },
        { kind: 'email', minutes: 15 },
      ],
      reason: 'rule',
    });
  });

  test('is mail at once for who said nothing, and none for who has none', () => {
    expect(of([way(1, 'email')])).toEqual({ kinds: ['email'], ways: [{ kind: 'email', minutes: 0 }], reason: 'no_rules' });
    expect(of([way(1, 'email', { isEnabled: false })])).toEqual({ kinds: [], ways: [], reason: null });
  });
});

test('a chain has a level for each wait after somebody was told', () => {
  const wait = (seconds: number) => ({ kind: 'wait', seconds });
  const onCall = (number: number) => ({ kind: 'onCall', scheduleId: id(number) });
  const { name, steps } = chainDraft.parse({
    name: 'Databases',
    steps: [wait(60), onCall(1), { kind: 'everyChannel' }, wait(300), wait(300), onCall(2), wait(600), onCall(1)],
  });
  const found = (number: number) => findLevels([{ id: id(9), name, steps }], id(number)).map(({ level, seconds }) => [level, seconds]);
  expect([found(1), found(2), found(3)]).toEqual([
    [
      [1, 60],
      [3, 1_260],
    ],
    [[2, 660]],
    [],
  ]);
});
