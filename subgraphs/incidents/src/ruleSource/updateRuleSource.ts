import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import type { RuleSource } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsPlatform } from '../context.ts';
import { sourceSettings } from './createRuleSource.ts';
import { sealCredentials } from './credentials.ts';
import { lockRuleSource } from './lockRuleSource.ts';
import { syncRuleSourceTask } from './ruleSource.task.ts';

const { shape } = sourceSettings;
const changes = z.object({
  name: shape.name.optional(),
  url: shape.url.optional(),
  credentials: shape.credentials.unwrap().optional(),
  intervalS: shape.intervalS.unwrap().optional(),
  enabled: z.boolean().optional(),
});

/**
 * Changes what is given of a source and leaves the rest; one that is asked on a schedule is asked anew at once. Stored credentials go to the server
 * they were given for and to no other: with an address of another server they must be given again.
 */
export async function updateRuleSource(platform: IncidentsPlatform, actor: Actor, id: string, change: z.input<typeof changes>): Promise<RuleSource> {
  const parsed = changes.safeParse(change);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { credentials, ...plain } = parsed.data;
  if (plain.url !== undefined) platform.outbound.checkTarget(plain.url);

  return transact(platform, actor, async ({ db, now, audit, enqueue }) => {
    const before = await lockRuleSource(db, id);
    const isAsked = before.kind === 'PROMETHEUS';
    if (!isAsked && (plain.url ?? credentials ?? plain.intervalS) !== undefined) {
      throw new AppError('BAD_USER_INPUT', `"${before.name}" is not asked for its rules, so it has no address, credentials or interval.`);
    }
    if (plain.url !== undefined && before.credentials !== null && credentials === undefined && !isSameServer(before.url, plain.url)) {
      throw new AppError('BAD_USER_INPUT', 'The address is that of another server: give the credentials for it again.');
    }
    if (plain.name !== undefined && (await db.ruleSource.findFirst({ where: { name: plain.name, id: { not: id } } }))) {
      throw new AppError('CONFLICT', `There is a rule source named "${plain.name}" already.`);
    }
    const source = await db.ruleSource.update({
      where: { tenantId_id: { tenantId: before.tenantId, id } },
      data: { ...withoutUndefined(plain), ...(credentials && sealCredentials(credentials, platform.secretKey)), ...(isAsked && { nextSyncAt: now }) },
    });
    audit({ action: 'ruleSource.changed', subject: { kind: 'RuleSource', id }, before: told(before), after: told(source) });
    if (isAsked && source.enabled) enqueue(syncRuleSourceTask, { sourceId: id });
    return source;
  });
}

function isSameServer(one: string | null, other: string): boolean {
  return one !== null && new URL(one).origin === new URL(other).origin;
}

/** What of a source the audit shows: no credentials, but which kind they are. */
function told({ name, url, auth, intervalS, enabled }: RuleSource) {
  return { name, url, auth, intervalS, enabled };
}

function withoutUndefined<Fields extends Record<string, unknown>>(fields: Fields): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
