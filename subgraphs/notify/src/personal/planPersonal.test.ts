import { planPersonal, type PlanContact } from './planPersonal.ts';
import type { PersonalRules, QuietHours } from './personalShape.ts';

const [mail, phone, chat] = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b', '00000000-0000-7000-8000-00000000000c'];
const contact = (id: string, kind: string, change: Partial<PlanContact> = {}): PlanContact => ({
  id,
  kind,
  isVerified: true,
  isEnabled: true,
  ...change,
});
const contacts = [contact(mail, 'email'), contact(phone, 'sms'), contact(chat, 'slack')];
const notify = (contactId: string) => ({ kind: 'NOTIFY' as const, contactId });
const wait = (minutes: number) => ({ kind: 'WAIT' as const, minutes });
const rules: PersonalRules = { default: [notify(chat), wait(5), notify(phone), wait(10), notify(mail)], important: [notify(phone)] };
const none: PersonalRules = { default: [], important: [] };
const noon = new Date('2026-11-27T12:00:00Z');
const shown = (plan: ReturnType<typeof planPersonal>) => plan.map(({ at, contactId, reason }) => [at.toISOString(), contactId, reason]);

test('rules are walked in their order, waits add up', () => {
  expect(shown(planPersonal(rules, contacts, noon, null, 'default', 'HIGH'))).toEqual([
    ['2026-11-27T12:00:00.000Z', chat, 'rule'],
    ['2026-11-27T12:05:00.000Z', phone, 'rule'],
    ['2026-11-27T12:15:00.000Z', mail, 'rule'],
  ]);
  expect(shown(planPersonal(rules, contacts, noon, null, 'important', 'HIGH'))).toEqual([['2026-11-27T12:00:00.000Z', phone, 'rule']]);
  expect(planPersonal({ ...rules, important: [] }, contacts, noon, null, 'important', 'HIGH')).toHaveLength(3);
});

test('a contact that cannot be used is passed over, and what follows comes no sooner', () => {
  const some = [contact(mail, 'email'), contact(phone, 'sms', { isVerified: false }), contact(chat, 'slack', { isEnabled: false })];
  expect(shown(planPersonal(rules, some, noon, null, 'default', 'HIGH'))).toEqual([['2026-11-27T12:15:00.000Z', mail, 'rule']]);
  expect(shown(planPersonal(rules, some, noon, null, 'important', 'HIGH'))).toEqual([['2026-11-27T12:00:00.000Z', mail, 'no_usable_contact']]);
});

test('without rules it is an e-mail at once, and without an address nothing', () => {
  expect(shown(planPersonal(none, contacts, noon, null, 'default', 'INFO'))).toEqual([['2026-11-27T12:00:00.000Z', mail, 'no_rules']]);
  expect(planPersonal(none, [contact(phone, 'sms')], noon, null, 'default', 'INFO')).toEqual([]);
});

const quiet: QuietHours = {
  timeZone: 'Europe/Berlin',
  hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00' }],
  breaksThrough: 'HIGH',
};

test('quiet hours hold back what is not bad enough, to their end by the clock of the person', () => {
  const night = new Date('2026-10-24T23:00:00Z'); // 01:00 in Berlin, in the night in which the clocks go back
  expect(shown(planPersonal(rules, contacts, night, quiet, 'default', 'MEDIUM'))).toEqual([
    ['2026-10-25T06:00:00.000Z', chat, 'after_quiet_hours'],
    ['2026-10-25T06:00:00.000Z', phone, 'after_quiet_hours'],
    ['2026-10-25T06:00:00.000Z', mail, 'after_quiet_hours'],
  ]);
  expect(planPersonal(rules, contacts, night, quiet, 'default', 'HIGH')[0]?.at).toEqual(night);
  expect(planPersonal(rules, contacts, night, quiet, 'important', 'INFO')[0]?.at).toEqual(night);
  const evening = new Date('2026-11-27T20:50:00Z'); // 21:50: the third step falls into the night
  expect(shown(planPersonal(rules, contacts, evening, quiet, 'default', 'LOW'))).toEqual([
    ['2026-11-27T20:50:00.000Z', chat, 'rule'],
    ['2026-11-27T20:55:00.000Z', phone, 'rule'],
    ['2026-11-28T06:00:00.000Z', mail, 'after_quiet_hours'],
  ]);
});

test('a step that is held back to the same moment as another of the same contact comes once', () => {
  const night = new Date('2026-11-27T23:00:00Z');
  const twice = { default: [notify(phone), wait(5), notify(phone)], important: [] };
  expect(planPersonal(twice, contacts, night, quiet, 'default', 'LOW')).toHaveLength(1);
});

test('a digest takes what is mild, at its next time of day; what is important is never in it', () => {
  const digest = { timeZone: 'Asia/Taipei', at: '09:00', from: 'LOW' as const, contactId: mail };
  expect(shown(planPersonal(rules, contacts, noon, null, 'default', 'INFO', digest))).toEqual([['2026-11-28T01:00:00.000Z', mail, 'digest']]);
  expect(planPersonal(rules, contacts, noon, null, 'default', 'MEDIUM', digest)).toHaveLength(3);
  expect(planPersonal(rules, contacts, noon, null, 'important', 'LOW', digest)[0]?.reason).toBe('rule');
  const off = [contact(mail, 'email', { isEnabled: false }), contact(phone, 'sms')];
  expect(shown(planPersonal(rules, off, noon, null, 'default', 'LOW', digest))).toEqual([['2026-11-27T12:05:00.000Z', phone, 'rule']]);
});
