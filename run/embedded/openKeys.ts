import { createToken } from '#kit/secret';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const shape = z.object({
  /** Seals stored secrets; 32 bytes in base64url. */
  secretKey: z.string(),
  connectionSecret: z.string(),
  apiKey: z.string(),
  alertmanagerToken: z.string(),
  prometheusToken: z.string(),
});

/** Keys and tokens of the embedded form, whose database keeps only their hashes. */
export type EmbeddedKeys = z.infer<typeof shape>;

/** Made at the first start and kept in the state folder, readable by its owner only, so that scripts go on working after a restart. */
export function openKeys(dir: string): EmbeddedKeys {
  const file = join(dir, 'keys.json');
  if (!existsSync(file)) {
    const made: EmbeddedKeys = {
      secretKey: randomBytes(32).toString('base64url'),
      connectionSecret: createToken('sre_conn'),
      apiKey: createToken('sre_key'),
      alertmanagerToken: createToken('sre_int'),
      prometheusToken: createToken('sre_int'),
    };
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  }
  return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
}
