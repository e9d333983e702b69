import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import type { RuleSource } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsPlatform } from '../context.ts';
import { credentials, sealCredentials } from './credentials.ts';
import { syncRuleSourceTask } from './ruleSource.task.ts';

/** What a person may say of a source that is asked on a schedule. */
export const sourceSettings = z.object({
  name: z.string().trim().min(1).max(100),
  /** Base address of a Prometheus or vmalert, without `/api/v1/rules`. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .transform((url) => url.replace(/\/+$/, '').replace(/\/api\/v1\/rules$/, '')),
  credentials: credentials.default({ auth: 'NONE' }),
  /** Seconds from one sync to the next. */
  intervalS: z.int().min(15).max(86_400).default(60),
});

export type SourceSettings = z.input<typeof sourceSettings>;

/**
 * Adds a Prometheus or vmalert whose alert rules are read on a schedule, for the first time at once. BAD_USER_INPUT names the field that is wrong,
 * TARGET_REFUSED an address that is not public, CONFLICT a name that is taken.
 */
export async function createRuleSource(platform: IncidentsPlatform, actor: Actor, settings: SourceSettings): Promise<RuleSource> {
  const parsed = sourceSettings.safeParse(settings);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { name, url, credentials: given, intervalS } = parsed.data;
  platform.outbound.checkTarget(url);

  return transact(platform, actor, async ({ db, now, audit, enqueue }) => {
    const [source] = await db.ruleSource.createManyAndReturn({
      data: [{ name, url, intervalS, kind: 'PROMETHEUS', ...sealCredentials(given, platform.secretKey), nextSyncAt: now, createdAt: now }],
      skipDuplicates: true,
    });
    if (!source) throw new AppError('CONFLICT', `There is a rule source named "${name}" already.`);
    audit({ action: 'ruleSource.created', subject: { kind: 'RuleSource', id: source.id }, after: { name, url, auth: given.auth, intervalS } });
    enqueue(syncRuleSourceTask, { sourceId: source.id });
    return source;
  });
}
