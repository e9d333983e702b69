import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { integrationNames } from './ingestAddresses.ts';
import { openKeys } from './openKeys.ts';

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'keys-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));
const file = () => join(dir, 'keys.json');

test('keys are made once, for the owner only', () => {
  const made = openKeys(dir);
  expect(Object.keys(made.integrationTokens).sort()).toEqual([...integrationNames].sort());
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(openKeys(dir)).toEqual(made);
});

test('a folder of an earlier version keeps what it had and gains the rest', () => {
  const before = { secretKey: 's', connectionSecret: 'c', apiKey: 'k', alertmanagerToken: 'sre_int_a', prometheusToken: 'sre_int_p' };
  writeFileSync(file(), JSON.stringify(before));
  const keys = openKeys(dir);
  expect(keys).toMatchObject({
    secretKey: 's',
    connectionSecret: 'c',
    apiKey: 'k',
    integrationTokens: { alertmanager: 'sre_int_a', prometheus: 'sre_int_p' },
  });
  expect(keys.integrationTokens.grafana).toMatch(/^sre_int_/);
  expect(openKeys(dir)).toEqual(keys);
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual(keys);
});
