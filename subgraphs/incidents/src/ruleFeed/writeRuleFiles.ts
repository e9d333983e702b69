import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readManagedFile } from '../managedRule/readManagedRules.ts';

/** A tenant's file is named by its id, which nobody else chooses. */
const fileOf = (tenantId: string): string => `${tenantId}.yml`;

/**
 * Writes the managed rules of every tenant into a folder, a file each, where they differ from what is there; a tenant that has none any more keeps an
 * empty file. A file is put in place whole, so that a Prometheus that reads it meanwhile never sees half of one.
 */
export async function writeRuleFiles(platform: Platform, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const keepers = await platform.database.acrossTenants<{ tenant_id: string }>(Prisma.sql`SELECT tenant_id FROM lookup.tenants_with_managed_rules()`);
  const former = (await readdir(folder)).flatMap((file) => /^([0-9a-f-]{36})\.yml$/.exec(file)?.[1] ?? []);
  const failures: unknown[] = [];
  for (const tenantId of new Set([...keepers.map((row) => row.tenant_id), ...former])) {
    await writeRuleFile(platform, folder, tenantId).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} rule files could not be written.`);
}

async function writeRuleFile(platform: Platform, folder: string, tenantId: string): Promise<void> {
  const content = await platform.database.inTenant(tenantId, readManagedFile);
  const path = join(folder, fileOf(tenantId));
  if ((await readText(path)) === content) return;
  const making = `${path}.${process.pid}.new`;
  await writeFile(making, content);
  await rename(making, path);
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    // Judged by shape: errors of Node's own modules may come from another realm.
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
