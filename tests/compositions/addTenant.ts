import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '#run/root';

/** What the set-up command has to know of a running platform. */
type Where = { DATABASE_URL: string; SECRET_KEY: string; DATA_DIR: string };

/** Another tenant beside the one of the composition, made by the set-up command; answers with an administrator's API key of it. */
export function addTenant(where: Where): string {
  const slug = `other-${randomBytes(4).toString('hex')}`;
  const file = join(tmpdir(), `${slug}.yaml`);
  writeFileSync(file, JSON.stringify({ tenant: { slug, name: 'Another tenant' }, apiKeys: [{ name: 'Tests', role: 'admin' }] }));
  try {
    const made = execFileSync(process.execPath, [join(root, 'build', 'setup.js'), file], {
      cwd: root,
      env: { ...process.env, ...where, LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { apiKeys } = JSON.parse(made.toString()) as { apiKeys: Record<string, string> };
    return apiKeys['Tests'] ?? '';
  } finally {
    rmSync(file);
  }
}
