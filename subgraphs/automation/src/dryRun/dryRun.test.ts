import { exampleIncident, openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { uuidv7 } from 'uuidv7';
import { dryRunPlaybook } from './dryRunPlaybook.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

const get = (id: string, more: object) => ({ kind: 'http', id, name: id, method: 'GET', url: `${platform.service.origin}/${id}`, ...more });

test('each step says what it would do, and nothing is done or kept', async () => {
  const caller = await platform.createTenant();
  const incident = exampleIncident({ labels: { instance: 'db-1:9100' } });
  const eventId = uuidv7();
  await platform.database.inTenant(caller.tenantId, (db) =>
    db.triggerEvent.create({
      data: { id: eventId, at: new Date(), name: 'incident.opened', payload: { incident }, incident, incidentId: incident.id },
    }),
  );
  const playbook = await platform.save(
    caller,
    [
      get('ask', { url: `${platform.service.origin}/{{ incident.labels.instance }}?token=hunter22`, headers: { authorization: 'Bearer hunter22' } }),
      { kind: 'condition', id: 'known', name: 'Known', when: 'event.name == "incident.opened"', then: [get('yes', {})], else: [get('no', {})] },
      { kind: 'condition', id: 'later', name: 'Later', when: 'steps.ask.output.status == 200', then: [get('one', {})], else: [get('other', {})] },
      { kind: 'forEach', id: 'each', name: 'Each', items: '[1, 2, 3, 4, 5]', steps: [get('item', { url: 'https://x.example/{{ item }}' })] },
      get('gap', { url: 'https://x.example/{{ steps.ask.output.body }}' }),
      get('left', { if: 'false' }),
      { kind: 'wait', id: 'w', name: 'W', seconds: 5 },
    ],
    { policies: { rate: { most: 1, minutes: 5 }, approvals: [{ when: 'true' }] } },
  );
  const { steps, decisions } = await dryRunPlaybook(platform, caller, { id: playbook.id, eventId });
  expect(JSON.stringify(steps)).not.toContain('hunter22');
  const of = (path: string) => steps.find((step) => step.path === path);
  expect(of('ask')?.would).toMatchObject({
    method: 'GET',
    url: `${platform.service.origin}/db-1%3A9100?token=***`,
    headers: { authorization: '***' },
  });
  expect(of('known')?.would).toEqual({ goes: 'then' });
  expect([of('yes')?.skipped, of('no')?.skipped, of('left')?.skipped]).toEqual([false, true, true]);
  expect(of('later')?.problem).toMatch(/has no value/);
  expect([of('one')?.skipped, of('other')?.skipped]).toEqual([false, false]);
  expect(steps.filter(({ path }) => path.endsWith('.item')).map(({ path }) => path)).toEqual(['each[0].item', 'each[1].item', 'each[2].item']);
  expect(of('each[1].item')?.would).toMatchObject({ url: 'https://x.example/2' });
  expect(of('gap')).toMatchObject({ would: null, problem: expect.stringMatching(/template/) });
  expect(of('w')?.would).toEqual({ seconds: 5 });
  expect(decisions.map(({ policy, verdict }) => [policy, verdict])).toEqual([
    ['rate', 'passed'],
    ['approval', 'held'],
  ]);
  expect(platform.service.received).toEqual([]);
  expect(await platform.runs(caller)).toEqual([]);
  expect(await platform.database.inTenant(caller.tenantId, (db) => db.runDecision.count())).toBe(0);
});

test('what another tenant has is not found; a draft is tried without being saved', async () => {
  const [one, other] = [await platform.createTenant(), await platform.createTenant()];
  const playbook = await platform.save(one, [{ kind: 'wait', id: 'w', name: 'W', seconds: 5 }]);
  await expect(dryRunPlaybook(platform, other, { id: playbook.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(dryRunPlaybook(platform, one, { id: playbook.id, incidentId: uuidv7() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(dryRunPlaybook(platform, one, { id: playbook.id, eventId: uuidv7() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(dryRunPlaybook(platform, one, {})).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(dryRunPlaybook(platform, one, { definition: { name: 'x' } })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  const draft = { name: 'x', steps: [{ kind: 'wait', id: 'w', name: 'W', seconds: 7 }] };
  expect(await dryRunPlaybook(platform, other, { definition: draft })).toMatchObject({ steps: [{ would: { seconds: 7 } }], decisions: [] });
});
