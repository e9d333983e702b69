import { createToken } from '#kit/secret';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { integrationNames, type IntegrationTokens } from './ingestAddresses.ts';

const shape = z.object({
  /** Seals stored secrets; 32 bytes in base64url. */
  secretKey: z.string(),
  connectionSecret: z.string(),
  apiKey: z.string(),
  integrationTokens: z.record(z.enum(integrationNames), z.string()),
});

/** Keys and tokens of the embedded form, whose database keeps only their hashes. */
export type EmbeddedKeys = z.infer<typeof shape>;

/** What a file may hold that was made by an earlier version. */
const earlier = shape
  .extend({ integrationTokens: z.partialRecord(z.enum(integrationNames), z.string()), alertmanagerToken: z.string(), prometheusToken: z.string() })
  .partial();

/**
 * Made at the first start and kept in the state folder, readable by its owner only, so that scripts go on working after a restart. A folder of an earlier
 * version gains what that did not know, and keeps what it had.
 */
export function openKeys(dir: string): EmbeddedKeys {
  const file = join(dir, 'keys.json');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '{}';
  const { alertmanagerToken, prometheusToken, integrationTokens, ...known } = earlier.parse(JSON.parse(text));
  const had = { alertmanager: alertmanagerToken, prometheus: prometheusToken, ...integrationTokens };
  const keys: EmbeddedKeys = {
    secretKey: known.secretKey ?? randomBytes(32).toString('base64url'),
    connectionSecret: known.connectionSecret ?? createToken('sre_conn'),
    apiKey: known.apiKey ?? createToken('sre_key'),
    integrationTokens: Object.fromEntries(integrationNames.map((name) => [name, had[name] ?? createToken('sre_int')])) as IntegrationTokens,
  };
  const kept = JSON.stringify(keys);
  if (kept !== text) {
    writeFileSync(`${file}.new`, kept, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return keys;
}
