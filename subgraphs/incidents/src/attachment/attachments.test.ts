import { fileRoutes } from '#gateway/files/fileRoutes';
import type { Caller } from '#kit/caller';
import { createFolderStore } from '#kit/objects/createFolderStore';
import { serve, type Served } from '#kit/serve';
import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { createIncident } from '../incident/createIncident.ts';
import { resolveIncident } from '../incident/resolveIncident.ts';
import { openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { attachmentFiles } from './attachmentFiles.ts';
import { sweepAttachments } from './sweepAttachments.ts';

let platform: TestIncidents;
let served: Served;
let sender: TestSender;
let ada: Caller & { personId: string };
let incident: string;
/** Who the gateway takes the next request's sender for. */
let asking: Caller;
beforeAll(async () => {
  platform = await openTestIncidents();
  served = await serve({ routes: fileRoutes(platform.incidents, async () => asking), host: '127.0.0.1', port: 0, log: platform.log });
});
afterAll(async () => {
  await served.close();
  await platform.close();
});
beforeEach(async () => {
  sender = await platform.createSender();
  ada = await platform.createPerson(sender);
  asking = ada;
  incident = (await createIncident(platform, ada, { title: 'Slow', severity: 'HIGH' })).id;
});

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), randomBytes(100)]);
const address = (id: string, rest = '') => `http://127.0.0.1:${served.port}/files/incidents/${id}/attachments${rest}`;
const upload = (
  name: string,
  body: Buffer | string,
  { by = ada, to = incident, headers = {} }: { by?: Caller; to?: string; headers?: Record<string, string> } = {},
) => {
  asking = by;
  const type = { 'content-type': 'application/octet-stream', ...headers };
  return fetch(address(to, `?name=${encodeURIComponent(name)}`), { method: 'POST', headers: type, body: new Uint8Array(Buffer.from(body)) });
};
const download = (id: string, { by = ada, query = '', headers = {} }: { by?: Caller; query?: string; headers?: Record<string, string> } = {}) => {
  asking = by;
  return fetch(address(incident, `/${id}${query}`), { headers });
};
const add = async (name: string, body: Buffer | string = 'x') => ((await (await upload(name, body)).json()) as { id: string }).id;
const listed = async (by: Caller = ada) => {
  const { data, errors } = await platform.ask(
    by,
    `{ incident(id: "${incident}") { attachmentLimits { fileBytes files } attachments { totalCount edges { node { id name contentType isImage bytes sha256 canRemove createdBy { id } } } } } }`,
  );
  expect(errors).toBeUndefined();
  return data.incident?.attachments;
};
const remove = (id: string, by: Caller = ada) =>
  platform.ask(by, `mutation { removeIncidentAttachment(id: "${incident}", attachmentId: "${id}") { id } }`);
const rows = () => platform.database.inTenant(sender.tenantId, (db) => db.incidentAttachment.findMany());

test('a file comes back as it went in, is listed, and the story tells of it', async () => {
  const answer = await upload('C:\\shots\\圖 "1".png', png);
  expect(answer.status).toBe(201);
  const { id, sha256 } = (await answer.json()) as { id: string; sha256: string };
  expect((await listed()).edges).toEqual([
    {
      node: { id, name: '圖 "1".png', contentType: 'image/png', isImage: true, bytes: 108, sha256, canRemove: true, createdBy: { id: ada.personId } },
    },
  ]);
  const got = await download(id);
  expect(Buffer.from(await got.arrayBuffer()).equals(png)).toBe(true);
  expect(Object.fromEntries(got.headers)).toMatchObject({
    ...{ 'content-type': 'application/octet-stream', 'content-length': '108', 'x-content-type-options': 'nosniff' },
    'content-disposition': `attachment; filename="_ _1_.png"; filename*=UTF-8''%E5%9C%96%20%221%22.png`,
    'content-security-policy': "sandbox; default-src 'none'",
  });
  expect((await download(id, { headers: { 'if-none-match': got.headers.get('etag') ?? '' } })).status).toBe(304);
  expect(await platform.story(sender, incident)).toEqual(['opened', 'attachment_added']);
});

test('only what is a picture is shown; a page that calls itself one is saved', async () => {
  const [shot, page] = [await add('a.png', png), await add('b.png', '<html><script>alert(1)</script></html>')];
  const shown = await download(shot, { query: '?inline=true' });
  expect([shown.headers.get('content-type'), shown.headers.get('content-disposition')?.split(';')[0]]).toEqual(['image/png', 'inline']);
  const saved = await download(page, { query: '?inline=true' });
  expect([saved.headers.get('content-type'), saved.headers.get('content-disposition')?.split(';')[0]]).toEqual([
    'application/octet-stream',
    'attachment',
  ]);
});

test.each([
  ['announced', false],
  ['found on the way', true],
])('a file that is too large (%s) is refused in words and leaves nothing', async (_, chunked) => {
  const body = randomBytes(1024 * 1024 + 1);
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(body));
      controller.close();
    },
  });
  asking = ada;
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: chunked ? stream : new Uint8Array(body),
    duplex: 'half',
  };
  const answer = await fetch(address(incident, '?name=big'), init as RequestInit);
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ code: 'BODY_TOO_LARGE', message: expect.stringContaining('1 MB') });
  expect(await rows()).toEqual([]);
});

test.each([
  ['a form of another site', 'x', { 'content-type': 'text/plain' }, 415],
  ['a packed body', 'x', { 'content-encoding': 'gzip' }, 415],
  ['no name', ' ', {}, 400],
  ['a name that turns around', 'a\u202egnp.exe', {}, 400],
])('%s is refused', async (_, name, headers, status) => {
  expect((await upload(name, 'x', { headers })).status).toBe(status);
  expect(await rows()).toEqual([]);
});

test('an incident has room for twenty of the largest', async () => {
  await platform.database.inTenant(sender.tenantId, (db) =>
    db.incidentAttachment.create({
      data: { incidentId: incident, name: 'old', key: 'a/b', bytes: 20 * 1024 * 1024 - 1, createdAt: new Date(), storedAt: new Date() },
    }),
  );
  expect((await upload('one byte', 'x')).status).toBe(201);
  const answer = await upload('another', 'x');
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([409, 'CONFLICT']);
});

test('a store that is away is said to be, and nothing is left behind', async () => {
  const broken = await openBroken();
  const answer = await broken.upload();
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10']);
  expect(await answer.json()).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await broken.close();
  expect(await rows()).toEqual([]);
});

test('its author removes it, or an administrator, and it is gone from the store', async () => {
  const [first, second] = [await add('a'), await add('b')];
  const permissions = ada.permissions.filter((name) => name !== 'attachments:manage');
  const chen = { ...(await platform.createPerson(sender, 'Chen')), permissions };
  expect((await remove(first, chen)).errors?.[0]?.message).toContain('attachments:manage');
  expect((await listed(chen)).edges[0].node.canRemove).toBe(false);
  expect((await remove(first, { ...ada, permissions })).errors).toBeUndefined();
  expect((await remove(second, sender.caller)).errors).toBeUndefined();
  expect((await remove(second)).errors?.[0]?.message).toContain('no attachment');
  expect((await download(first)).status).toBe(404);

  const keys = await platform.database.inTenant(sender.tenantId, (db) => db.objectRemoval.findMany());
  expect(keys).toHaveLength(2);
  await sweepAttachments(platform, new AbortController().signal);
  expect(await platform.objects.get(keys[0]?.key ?? '')).toBeNull();
  expect(await platform.database.inTenant(sender.tenantId, (db) => db.objectRemoval.count())).toBe(0);
  const audits = await platform.database.inTenant(sender.tenantId, (db) =>
    db.auditEntry.findMany({ where: { action: 'incident.attachmentRemoved' } }),
  );
  expect(audits).toHaveLength(2);
});

test('an upload that never became whole goes within an hour, and files go with what their incident leaves behind', async () => {
  await platform.database.inTenant(sender.tenantId, (db) =>
    db.incidentAttachment.create({
      data: { incidentId: incident, name: 'half', key: `${sender.tenantId}/half`, bytes: 0, createdAt: platform.clock.now() },
    }),
  );
  await add('whole');
  expect((await listed()).totalCount).toBe(1);
  platform.advance(3_601);
  await sweepAttachments(platform, new AbortController().signal);
  expect((await rows()).map(({ name }) => name)).toEqual(['whole']);
  await resolveIncident(platform, ada, incident);
  platform.advance(401 * 86_400);
  await sweepAttachments(platform, new AbortController().signal);
  expect(await rows()).toEqual([]);
});

test("what hides a private incident hides its files, and no other tenant's are reached", async () => {
  const team = await platform.createTeam(sender);
  incident = (await createIncident(platform, ada, { title: 'Secret', severity: 'HIGH', private: true, ownerTeamId: team })).id;
  const member = { ...ada, teamIds: [team] };
  const id = ((await (await upload('plan.txt', 'x', { by: member })).json()) as { id: string }).id;
  const other = { ...(await platform.createPerson(sender, 'Chen')), permissions: ada.permissions.filter((name) => name !== 'private:see') };
  const stranger = await platform.createTenant();
  for (const by of [other, stranger]) {
    expect((await download(id, { by })).status).toBe(404);
    expect((await upload('x', 'x', { by, to: incident })).status).toBe(404);
    expect((await remove(id, by)).errors).toBeDefined();
    expect(await listed(by)).toBeUndefined();
  }
  expect((await download(id, { by: member })).status).toBe(200);
  expect((await upload('x', 'x', { to: uuidv7() })).status).toBe(404);
});

test.each(['incidents:note', 'incidents:read'] as const)('%s is needed', async (permission) => {
  const id = await add('a');
  const by = { ...ada, permissions: ada.permissions.filter((name) => name !== permission) };
  expect((await (permission === 'incidents:note' ? upload('x', 'x', { by }) : download(id, { by }))).status).toBe(403);
});

/** The same routes over a store whose folder is a file. */
async function openBroken() {
  const files = attachmentFiles({ ...platform, objects: createFolderStore('/dev/null/nowhere') });
  const server = await serve({ routes: fileRoutes({ name: 'incidents', files }, async () => ada), host: '127.0.0.1', port: 0, log: platform.log });
  return {
    close: server.close,
    upload: () =>
      fetch(`http://127.0.0.1:${server.port}/files/incidents/${incident}/attachments?name=x`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: 'x',
      }),
  };
}
