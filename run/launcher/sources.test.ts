import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isBuilt, markBuilt } from './sources.mjs';

let root: string;
let state: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sources-'));
  state = join(root, 'state');
  for (const file of ['build/all.js', 'grafana-app/dist/module.js', 'kit/log.ts', 'grafana-app/.config/webpack.ts', 'prisma/schema/a.prisma'])
    write(file, 'one');
  markBuilt(root, state);
});

afterEach(() => rmSync(root, { recursive: true }));

test('a build of the sources as they are is kept', () => {
  expect(isBuilt(root, state)).toBe(true);
});

test.each(['kit/log.ts', 'kit/new.ts', 'grafana-app/.config/webpack.ts', 'prisma/schema/a.prisma', 'package.json'])(
  'a change of %s asks for another',
  (file) => {
    write(file, 'two');
    expect(isBuilt(root, state)).toBe(false);
  },
);

test.each([
  'state/logs/a.json',
  'kit/log.test.ts',
  'tests/journey.ts',
  'build/all.js',
  '.tools/package.json',
  'node_modules/x/index.js',
  'prisma/generated/client.ts',
  'docs/picture.svg',
])('a change of %s does not', (file) => {
  write(file, 'two');
  expect(isBuilt(root, state)).toBe(true);
});

test('a file that only looks newer does not either', () => {
  utimesSync(join(root, 'kit/log.ts'), new Date(), new Date(Date.now() + 60_000));
  expect(isBuilt(root, state)).toBe(true);
});

test('a missing result asks for another', () => {
  rmSync(join(root, 'grafana-app/dist/module.js'));
  expect(isBuilt(root, state)).toBe(false);
});
