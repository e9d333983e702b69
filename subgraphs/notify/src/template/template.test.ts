import type { Language } from '#contracts/directory';
import type { Caller } from '#kit/caller';
import { systemActor, transact } from '#kit/transact';
import { execute, parse } from 'graphql';
import { uuidv7 } from 'uuidv7';
import { sendNotices } from '../notice/sendNotices.ts';
import { openTestNotify, type TestNotify } from '../openTestNotify.ts';
import { savePolicy } from '../policy/savePolicy.ts';
import { deleteTemplate, restoreTemplate, saveTemplate, type TemplateSaving } from './saveTemplate.ts';

let platform: TestNotify;
beforeAll(async () => void (platform = await openTestNotify()));
afterAll(() => platform.close());

const english = (body: string, subject?: string) => ({ 'en-US': { body, ...(subject !== undefined && { subject }) } });
const save = (caller: Caller, change: Partial<TemplateSaving> = {}) =>
  saveTemplate(platform, caller, {
    ...{
      place: 'TENANT',
      placeId: null,
      channelKind: null,
      event: 'opened',
      texts: english('Hello {{ incident.title }}'),
      expectedVersion: 0,
      note: null,
    },
    ...change,
  });
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

/** Sends one notice of a new incident to a new listener, and says what its receiver and its history got. */
async function tell(
  listener: Awaited<ReturnType<TestNotify['createListener']>>,
  { language = 'en-US', policyName, ownerTeamId = null }: { language?: Language; policyName?: string; ownerTeamId?: string | null } = {},
) {
  const { caller, channelId, receiver } = listener;
  const incident = await platform.openIncident(caller, { ownerTeamId });
  const cause = { reason: 'escalation_step', ...(policyName !== undefined && { policyName }) };
  await transact(platform, systemActor(caller.tenantId), (unit) =>
    sendNotices(unit, [{ incident, event: 'opened', channelId, language, cause, dedupKey: uuidv7() }]),
  );
  await platform.wake(caller);
  const delivery = (await platform.deliveries(caller)).at(-1);
  const { data } = JSON.parse(receiver.received.at(-1)?.body ?? '{}') as { data: { text?: string } };
  return { text: data.text, delivery, sent: delivery?.sent as { subject: string; text: string } | null };
}

test('a notice is said by the template of its place, in the language of its reader, and its history says by which version', async () => {
  const listener = await platform.createListener();
  const saved = await save(listener.caller, {
    texts: {
      ...english('{{ incident.title }} is {{ incident.severity | downcase }}', 'Help: {{ incident.title }}'),
      'zh-Hant': { body: '請處理：{{ incident.title }}' },
    },
  });
  const { text, delivery, sent } = await tell(listener);
  expect(text).toMatch(/^Disk of db-\d+ is full is critical$/);
  expect(sent?.subject).toMatch(/^Help: Disk/);
  expect(delivery).toMatchObject({ status: 'DELIVERED', templateId: saved.id, templateVersion: 1, templateFailed: null });
  const chinese = await tell(listener, { language: 'zh-Hant' });
  expect(chinese.text).toMatch(/^請處理：/);
  expect(chinese.sent?.subject).toMatch(/^\[已觸發\]/);
});

test('the policy comes before the team, and the team before the tenant', async () => {
  const listener = await platform.createListener();
  const { caller } = listener;
  const team = await platform.database.inTenant(caller.tenantId, async (db) => (await db.team.create({ data: { name: 'DBAs' } })).id);
  const { draft } = await savePolicy(platform, caller, {
    expectedVersion: 0,
    tree: { name: 'Everything', tells: 'NOBODY', children: [{ name: 'Databases' }] },
  });
  await save(caller, { texts: english('tenant') });
  await save(caller, { place: 'TEAM', placeId: team, texts: english('team') });
  await save(caller, { place: 'POLICY', placeId: draft.children[0]?.id ?? '', texts: english('policy') });
  expect((await tell(listener)).text).toBe('tenant');
  expect((await tell(listener, { ownerTeamId: team })).text).toBe('team');
  expect((await tell(listener, { ownerTeamId: team, policyName: 'Everything › Databases' })).text).toBe('policy');
  expect((await tell(listener, { policyName: 'Everything › Renamed since' })).text).toBe('tenant');
});

test.each([
  ['fails as it is filled in', english('{{ incident.number | divided_by: 0 }}{% for i in (1..9000) %}x{% endfor %}')],
  ['is kept in a form that nobody can read', { 'en-US': { body: 7 } }],
])('a template that %s stops no notice: the built-in words go out, and the error is kept', async (_, texts) => {
  const listener = await platform.createListener();
  await save(listener.caller);
  await platform.database.inTenant(listener.caller.tenantId, (db) => db.noticeTemplate.updateMany({ data: { texts: texts as never } }));
  const { delivery, sent } = await tell(listener);
  expect(delivery).toMatchObject({ status: 'DELIVERED', templateFailed: expect.any(String) });
  expect(sent?.subject).toMatch(/^\[Triggered\]/);
  const { data } = await ask(listener.caller, '{ deliveries { edges { node { templateFailed templateVersion } } } }');
  expect(data.deliveries.edges[0].node).toEqual({ templateFailed: delivery?.templateFailed, templateVersion: null });
});

test('versions are kept, shown, and made the texts again; who began at an older one is told', async () => {
  const { caller } = await platform.createListener();
  const { id } = await save(caller, { texts: english('one') });
  await expect(save(caller, { texts: english('two') })).rejects.toMatchObject({ code: 'CONFLICT' });
  await save(caller, { texts: english('two'), expectedVersion: 1, note: 'Shorter' });
  await restoreTemplate(platform, caller, id, 1, 2);
  const query = '{ noticeTemplates { totalCount edges { node { id version texts { language body } versions { version note texts { body } } } } } }';
  const { data, errors } = await ask(caller, query);
  expect(errors).toBeUndefined();
  expect(data.noticeTemplates).toMatchObject({
    totalCount: 1,
    edges: [{ node: { id, version: 3, texts: [{ language: 'en-US', body: 'one' }] } }],
  });
  expect(data.noticeTemplates.edges[0].node.versions).toEqual([
    { version: 3, note: 'Version 1 again', texts: [{ body: 'one' }] },
    { version: 2, note: 'Shorter', texts: [{ body: 'two' }] },
    { version: 1, note: null, texts: [{ body: 'one' }] },
  ]);
  await deleteTemplate(platform, caller, id);
  expect((await ask(caller, query)).data.noticeTemplates.totalCount).toBe(0);
  await save(caller, { texts: english('anew') });
});

test.each<[string, Partial<TemplateSaving>, string]>([
  ['a syntax that is broken', { texts: english('{% if %}') }, 'BAD_USER_INPUT'],
  ['a variable that there is not', { texts: english('{{ nothing }}') }, 'BAD_USER_INPUT'],
  ['no text at all', { texts: { 'en-US': {} } }, 'BAD_USER_INPUT'],
  ['another language', { texts: { fr: { body: 'x' } } }, 'BAD_USER_INPUT'],
  ['a code', { event: 'verification' }, 'BAD_USER_INPUT'],
  ['an unknown kind', { channelKind: 'smoke signal' }, 'BAD_USER_INPUT'],
  ['a team for everybody', { placeId: uuidv7() }, 'BAD_USER_INPUT'],
  ['a team that is not there', { place: 'TEAM', placeId: uuidv7() }, 'NOT_FOUND'],
  ['a node that is not there', { place: 'POLICY', placeId: uuidv7() }, 'NOT_FOUND'],
])('%s is refused', async (_, change, code) => {
  const { caller } = await platform.createListener();
  await expect(save(caller, change)).rejects.toMatchObject({ code });
});

test('another tenant, and who may not, change and read nothing', async () => {
  const { caller } = await platform.createListener();
  const { id } = await save(caller);
  const stranger = await platform.createTenant();
  await expect(deleteTemplate(platform, stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(restoreTemplate(platform, stranger, id, 1, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await ask(stranger, '{ noticeTemplates { totalCount } }')).data.noticeTemplates.totalCount).toBe(0);
  const reader = { ...caller, permissions: caller.permissions.filter((name) => name !== 'templates:manage') };
  for (const attempt of [save(reader), deleteTemplate(platform, reader, id), restoreTemplate(platform, reader, id, 1, 1)]) {
    await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('templates:manage') });
  }
  expect((await ask({ ...caller, permissions: [] }, '{ noticeTemplates { totalCount } }')).errors[0].message).toContain('templates:read');
});

describe('a preview', () => {
  const query = `query ($input: NoticeTemplateInput!, $incident: ID) { previewNotice(input: $input, kind: "slack", language: "en-US", incidentId: $incident) {
    subject text facts { label } tone actions link failure faults { language part message } } }`;
  const input = (body: string | null, subject: string | null = null) => ({
    place: 'TENANT',
    event: 'opened',
    texts: [{ language: 'en-US', subject, body }],
  });

  test('is of a sample or of an incident, over what is inherited', async () => {
    const { caller } = await platform.createListener();
    const incident = await platform.openIncident(caller);
    await save(caller, { channelKind: 'slack', texts: english('inherited {{ incident.number }}') });
    const answer = await ask(caller, query, { input: input(null, 'On {{ incident.labels.service }}') });
    expect(answer.errors).toBeUndefined();
    const sample = answer.data.previewNotice;
    expect(sample).toMatchObject({
      subject: 'On checkout',
      text: 'inherited 1234',
      facts: [],
      tone: 'critical',
      actions: ['Acknowledge', 'Resolve'],
      failure: null,
    });
    const real = (await ask(caller, query, { input: input(null, '{{ incident.title }}'), incident: incident.id })).data.previewNotice;
    expect(real.subject).toBe(incident.title);
  });

  test('points at what is wrong and shows what would go out', async () => {
    const { caller } = await platform.createListener();
    const faulty = (await ask(caller, query, { input: input('{{ incident.titel }}') })).data.previewNotice;
    expect(faulty).toMatchObject({ subject: '[Triggered] #1234 Checkout answers slowly', faults: [{ language: 'en-US', part: 'body' }] });
    const failing = (await ask(caller, query, { input: input('{% if false %}x{% endif %}') })).data.previewNotice;
    expect(failing).toMatchObject({ failure: 'Nothing comes out of the template.', faults: [] });
  });

  test('of an incident that the caller does not see is refused', async () => {
    const { caller } = await platform.createListener();
    const incident = await platform.openIncident(caller, { labels: { cluster: 'us-1' } });
    const scoped = { ...caller, scope: { ownTeams: false, labels: [{ cluster: 'eu-1' }] } };
    for (const asking of [scoped, await platform.createTenant()]) {
      expect((await ask(asking, query, { input: input('x'), incident: incident.id })).errors[0].message).toContain('no incident');
    }
  });
});
