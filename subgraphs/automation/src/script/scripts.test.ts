import { openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import type { Caller } from '#kit/caller';
import { archiveScript } from './archiveScript.ts';
import { importScripts } from './importScripts.ts';
import { saveScript } from './saveScript.ts';
import { readScripts, writeScripts } from './scriptFile.ts';
import type { ScriptDraft } from './scriptShape.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

const draft = { name: 'Restart', language: 'BASH' as const, code: 'systemctl restart "$PARAM_UNIT"\n' };
const versions = (caller: Caller) =>
  platform.database.inTenant(caller.tenantId, (db) =>
    db.scriptVersion.findMany({ orderBy: { version: 'asc' }, select: { version: true, code: true, note: true } }),
  );

test('a script is kept with its versions: another one when what is run changes, and not for words about it', async () => {
  const caller = await platform.createTenant();
  const first = await saveScript(platform, caller, { ...draft, note: 'first' });
  expect(first).toMatchObject({ version: 1, timeoutSeconds: 60, parameters: { type: 'object', properties: {} } });
  const described = await saveScript(platform, caller, { ...draft, id: first.id, baseVersion: 1, description: 'Restarts a unit', tags: ['linux'] });
  expect(described).toMatchObject({ version: 1, description: 'Restarts a unit' });
  const second = await saveScript(platform, caller, { ...draft, id: first.id, baseVersion: 1, code: 'true\n', note: 'does nothing' });
  expect(second.version).toBe(2);
  expect(await versions(caller)).toEqual([
    { version: 1, code: draft.code, note: 'first' },
    { version: 2, code: 'true\n', note: 'does nothing' },
  ]);
});

test('two people who began at the same version do not overwrite each other', async () => {
  const caller = await platform.createTenant();
  const { id } = await saveScript(platform, caller, draft);
  await saveScript(platform, caller, { ...draft, id, baseVersion: 1, code: 'a' });
  await expect(saveScript(platform, caller, { ...draft, id, baseVersion: 1, code: 'b' })).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('a name is taken once, and free when its script is archived', async () => {
  const caller = await platform.createTenant();
  const { id } = await saveScript(platform, caller, draft);
  await expect(saveScript(platform, caller, draft)).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(/^name: /) });
  await archiveScript(platform, caller, id);
  await expect(saveScript(platform, caller, { ...draft, id, baseVersion: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await saveScript(platform, caller, draft)).id).not.toBe(id);
});

test.each([
  [{ parameters: { type: 'string' } }, /type: object/],
  [{ parameters: { type: 'object', proprties: {} } }, /unknown keyword/],
  [{ parameters: { type: 'object', properties: { a: { $ref: 'https://x.example/s' } } } }, /refer/],
  [{ parameters: { type: 'object', properties: { a: { type: 'string', pattern: '(' } } } }, /parameters: /],
  [{ code: '' }, /^code: /],
  [{ timeoutSeconds: 0 }, /^timeoutSeconds: /],
])('%j is refused', async (change, message) => {
  const caller = await platform.createTenant();
  await expect(saveScript(platform, caller, { ...draft, ...change })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching(message),
  });
});

test('a stranger finds no script, and who may only read changes none', async () => {
  const caller = await platform.createTenant();
  const { id } = await saveScript(platform, caller, draft);
  const stranger = await platform.createTenant();
  await expect(saveScript(platform, stranger, { ...draft, id, baseVersion: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(archiveScript(platform, stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const reader = { ...caller, permissions: caller.permissions.filter((name) => name !== 'scripts:manage') };
  for (const verb of [saveScript(platform, reader, draft), archiveScript(platform, reader, id), importScripts(platform, reader, '', null, false)])
    await expect(verb).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

const library: ScriptDraft[] = [
  {
    name: 'B',
    description: 'a\nb',
    language: 'PYTHON',
    tags: ['x', 'y: z'],
    code: 'print("""\n---\n""")\n\t#é\n\n',
    parameters: { type: 'object', properties: { n: { type: 'integer', minimum: 1 } }, required: ['n'] },
    timeoutSeconds: 5,
    limits: { network: true, memoryMiB: 64 },
  },
  {
    name: 'A # odd',
    description: '',
    language: 'JAVASCRIPT',
    tags: [],
    code: 'no end of line',
    parameters: { type: 'object' },
    timeoutSeconds: 86_400,
    limits: { network: false },
  },
];

test('limits are a part of a version; whoever saves without saying them keeps them', async () => {
  const caller = await platform.createTenant();
  const { id, limits } = await saveScript(platform, caller, { name: 'Bounded', language: 'BASH', code: 'true' });
  expect(limits).toEqual({ network: false });
  const bounded = { id, name: 'Bounded', language: 'BASH' as const, code: 'true' };
  const second = await saveScript(platform, caller, { ...bounded, baseVersion: 1, limits: { network: true, memoryMiB: 64, cpuSeconds: null } });
  expect(second).toMatchObject({ version: 2, limits: { network: true, memoryMiB: 64 } });
  expect(await saveScript(platform, caller, { ...bounded, baseVersion: 2 })).toMatchObject({ version: 2, limits: { network: true, memoryMiB: 64 } });
  await expect(saveScript(platform, caller, { ...bounded, baseVersion: 2, limits: { memoryMiB: 1 } })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
});

test('a library written as YAML and read again is the same, and so is the file', () => {
  const file = writeScripts(library);
  const read = readScripts(file);
  expect(read.problems).toEqual([]);
  expect(read.scripts).toEqual([library[1], library[0]]);
  expect(writeScripts(read.scripts)).toBe(file);
  expect(file).toContain('code: |');
});

test('an import adds, changes and leaves; a dry run only says so; with one problem nothing is taken in', async () => {
  const caller = await platform.createTenant();
  const file = writeScripts(library);
  const names = (change: string) => ({
    scripts: [
      { name: 'A # odd', change },
      { name: 'B', change },
    ],
    problems: [],
  });
  expect(await importScripts(platform, caller, file, null, true)).toEqual(names('ADDED'));
  expect(await versions(caller)).toEqual([]);
  expect(await importScripts(platform, caller, file, 'from Git', false)).toEqual(names('ADDED'));
  expect(await importScripts(platform, caller, file, 'from Git', false)).toEqual(names('UNCHANGED'));
  const changed = file.replace('timeoutSeconds: 5', 'timeoutSeconds: 6');
  expect((await importScripts(platform, caller, changed, null, false)).scripts).toEqual([
    { name: 'A # odd', change: 'UNCHANGED' },
    { name: 'B', change: 'CHANGED' },
  ]);
  const broken = await importScripts(platform, caller, `${file}---\nkind: Script\nname: C\nlanguage: cobol\ncode: x\nextra: 1\n`, null, false);
  expect(broken.scripts).toEqual([]);
  expect(broken.problems.map(({ message }) => message)).toEqual([expect.stringMatching(/^language: /), expect.stringMatching(/extra/)]);
  expect(broken.problems[0]?.line).toBeGreaterThan(10);
});

test.each([
  ['', /no script/],
  ['kind: Script\nname: [', /./],
  [`a: &a [x]\n${Array.from({ length: 9 }, (_, n) => `b${n}: &b${n} [${`*${n === 0 ? 'a' : `b${n - 1}`},`.repeat(9)}]`).join('\n')}`, /./],
])('a file that cannot be read is told so: %#', (text, message) => {
  const { scripts, problems } = readScripts(text);
  expect(scripts).toEqual([]);
  expect(problems[0]?.message).toMatch(message);
});
