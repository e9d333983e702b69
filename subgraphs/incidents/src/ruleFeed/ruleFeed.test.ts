import type { Caller } from '#kit/caller';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveManagedRule } from '../managedRule/saveManagedRule.ts';
import { deleteManagedRule } from '../managedRule/deleteManagedRule.ts';
import { openTestIncidents, type TestIncidents } from '../openTestIncidents.ts';
import { writeRuleFiles } from './writeRuleFiles.ts';

let platform: TestIncidents;
let caller: Caller;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());
beforeEach(async () => void (caller = await platform.createTenant()));

const keep = (name: string, by = caller) => saveManagedRule(platform, by, null, { name, group: 'g', query: 'up == 0' });
const open = async (name: string, by = caller) => {
  const { data, errors } = await platform.ask(by, 'mutation ($name: String!) { createRuleFeed(name: $name) { url feed { id name lastReadAt } } }', {
    name,
  });
  return data?.createRuleFeed ?? errors?.[0]?.message;
};
const read = (url: string, headers: Record<string, string> = {}) => fetch(platform.url + new URL(url).pathname, { headers });

describe('an address', () => {
  test('serves the rules of its tenant as a file, and only what changed', async () => {
    const { url, feed } = await open('prod');
    expect(url).toMatch(/^https:\/\/sre\.example\.com\/rules\/sre_rules_[\w-]+\/prometheus\.yml$/);
    expect(feed).toMatchObject({ name: 'prod', lastReadAt: null });
    await keep('Mine');
    await keep('Theirs', await platform.createTenant());

    const answer = await read(url);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/yaml; charset=utf-8']);
    const body = await answer.text();
    expect(body).toContain('alert: Mine');
    expect(body).not.toContain('Theirs');
    const etag = answer.headers.get('etag') ?? '';
    expect((await read(url, { 'if-none-match': etag })).status).toBe(304);
    await keep('Another');
    expect((await read(url, { 'if-none-match': etag })).status).toBe(200);
    const { data } = await platform.ask(caller, '{ ruleFeeds { edges { node { lastReadAt } } } }');
    expect(data.ruleFeeds.edges[0].node.lastReadAt).not.toBeNull();
  });

  test('that is closed, or never was, serves nothing', async () => {
    const { url, feed } = await open('prod');
    expect(await open('prod')).toContain('already');
    const stranger = await platform.createTenant();
    const close = (by: Caller) => platform.ask(by, `mutation { deleteRuleFeed(id: "${feed.id}") }`);
    expect((await close(stranger)).errors?.[0]?.message).toContain('There is no address');
    expect((await close({ ...caller, permissions: ['rules:read'] })).errors?.[0]?.message).toContain('rules:manage');
    expect((await read(url)).status).toBe(200);
    expect((await close(caller)).data.deleteRuleFeed).toBe(feed.id);
    expect((await read(url)).status).toBe(404);
    const answer = await read('https://x/rules/nothing/prometheus.yml');
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'NOT_FOUND' }]);
  });

  test('leaves no token behind', async () => {
    const { url } = await open('prod');
    const token = new URL(url).pathname.split('/')[2] ?? '';
    const rows = await platform.database.inTenant(caller.tenantId, async (db) => [await db.auditEntry.findMany(), await db.ruleFeed.findMany()]);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(await open('')).toContain('name');
  });
});

describe('the folder', () => {
  let folder: string;
  beforeEach(() => void (folder = join(mkdtempSync(join(tmpdir(), 'rules-')), 'made')));
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  test('has a file for each tenant that keeps rules, which is touched only when it changes', async () => {
    const other = await platform.createTenant();
    const { id } = await keep('Mine');
    await keep('Theirs', other);
    await writeRuleFiles(platform, folder);
    const path = (tenant: Caller) => join(folder, `${tenant.tenantId}.yml`);
    expect(readFileSync(path(caller), 'utf8')).toContain('alert: Mine');
    expect(readFileSync(path(other), 'utf8')).toContain('alert: Theirs');
    const before = statSync(path(other)).mtimeMs;

    await deleteManagedRule(platform, caller, id);
    writeFileSync(join(folder, 'README.md'), 'ours');
    await writeRuleFiles(platform, folder);
    expect(readFileSync(path(caller), 'utf8')).toContain('groups: []');
    expect(statSync(path(other)).mtimeMs).toBe(before);
    expect(readdirSync(folder).filter((file) => file.endsWith('.new'))).toEqual([]);
    expect(existsSync(join(folder, 'README.md'))).toBe(true);
  });

  test('what was changed by hand is put right', async () => {
    await keep('Mine');
    await writeRuleFiles(platform, folder);
    const path = join(folder, `${caller.tenantId}.yml`);
    writeFileSync(path, 'groups: [');
    await writeRuleFiles(platform, folder);
    expect(readFileSync(path, 'utf8')).toContain('alert: Mine');
  });
});
