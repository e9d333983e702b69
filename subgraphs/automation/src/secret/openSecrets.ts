import { AppError } from '#kit/errors';
import { openSecret, type SecretKey } from '#kit/secret';
import type { AutomationDb } from '../context.ts';

/** The values of these secrets by name, readable. NOT_FOUND names those that are not there. */
export async function openSecrets(db: Pick<AutomationDb, 'secret'>, key: SecretKey, names: readonly string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await db.secret.findMany({ where: { name: { in: [...names] } } });
  const missing = names.filter((name) => !rows.some((row) => row.name === name));
  if (missing.length > 0) throw new AppError('NOT_FOUND', `There is no secret named ${[...new Set(missing)].join(', ')}.`);
  return new Map(rows.map(({ name, value }) => [name, openSecret(value, key)]));
}
