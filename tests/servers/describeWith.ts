import { reasonMissing } from './ensure.ts';
import type { ServerName } from './requirements.ts';

/**
 * `describe` for a suite that needs real servers. Where one is missing and may not be installed the suite is skipped, with the
 * reason in its name, which the test command lists; in CI nothing is skipped and the missing server fails the suite instead.
 */
export function describeWith(servers: readonly ServerName[], title: string, suite: () => void): void {
  const missing = servers.map(reasonMissing).filter((reason) => reason !== undefined);
  if (missing.length === 0 || process.env['CI'] === 'true') describe(title, suite);
  else describe.skip(`${title} [${missing.join('; ')}]`, suite);
}
