import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import { z } from 'zod';
import type { IncidentsDb, IncidentsPlatform } from '../context.ts';
import { askSource } from './askSource.ts';
import { sourceSettings } from './createRuleSource.ts';
import { openCredentials } from './credentials.ts';
import { isUuid } from '../isUuid.ts';
import type { SyncOutcome } from './readRulesAnswer.ts';

const { shape } = sourceSettings;
const trial = z.object({ id: z.string().optional(), url: shape.url, credentials: shape.credentials.unwrap().optional() });

/** Somebody is looking at the form: below what the gateway waits for a subgraph. */
const testTimeoutMs = 2_500;

export type SourceTest = { reason: SyncOutcome; detail: string | null; rules: number | null };

/**
 * Asks an address for its rules once, and keeps nothing. For a source that is stored (`id`) its stored credentials are used unless others are given,
 * and only at the server they were given for.
 */
export async function testRuleSource(platform: IncidentsPlatform, actor: Actor, given: z.input<typeof trial>): Promise<SourceTest> {
  const parsed = trial.safeParse(given);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { id, url, credentials } = parsed.data;
  if (id !== undefined && !isUuid(id)) throw new AppError('NOT_FOUND', `There is no rule source ${id}.`);
  platform.outbound.checkTarget(url);
  const used = await transact(platform, actor, async ({ db, audit }) => {
    // An address that no source has yet was tested on behalf of the whole tenant.
    const subject = id === undefined ? { kind: 'Tenant', id: actor.tenantId } : { kind: 'RuleSource', id };
    audit({ action: 'ruleSource.tested', subject, after: { url } });
    return credentials ?? (await storedCredentials(platform, db, id, url));
  });
  const read = await askSource(platform.outbound, url, used, testTimeoutMs);
  return read.reason === 'synced'
    ? { reason: 'synced', detail: read.unread > 0 ? `${read.unread} of its rules have no form that is known.` : null, rules: read.rules.length }
    : { reason: read.reason, detail: read.detail, rules: null };
}

async function storedCredentials({ secretKey }: IncidentsPlatform, db: IncidentsDb, id: string | undefined, url: string) {
  const source = id !== undefined ? await db.ruleSource.findFirst({ where: { id } }) : null;
  if (id !== undefined && source === null) throw new AppError('NOT_FOUND', `There is no rule source ${id}.`);
  const isSameServer = source?.url != null && new URL(source.url).origin === new URL(url).origin;
  if (source?.credentials && !isSameServer) {
    throw new AppError('BAD_USER_INPUT', 'The address is that of another server: give the credentials for it again.');
  }
  return openCredentials(source?.credentials ?? null, secretKey);
}
