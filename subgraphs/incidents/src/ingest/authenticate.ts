import type { Labels } from '#contracts/words';
import { AppError } from '#kit/errors';
import { hashToken } from '#kit/secret';
import type { Platform } from '#kit/transact';
import { type Integration, Prisma } from '#prisma/generated/client';
import type { CompiledRule } from '../enrichment/enrich.ts';
import { readEnrichment } from '../enrichment/readEnrichment.ts';
import { labelsOf } from '../incident/incidentFacts.ts';

/** The sender that a token belongs to. */
export type Sender = Omit<Integration, 'labels'> & {
  labels: Labels;
  /** When the token ends; null for the one that is not replaced. */
  tokenUntil: Date | null;
  /** What its tenant's alerts go through before anything is decided on them; undefined where there are no rules. */
  rules?: readonly CompiledRule[];
};

/**
 * Tells whose token this is; any source will do when none is named. UNAUTHENTICATED for none, an unknown one or one whose grace time is over, FORBIDDEN
 * for a token of another source or an integration that is switched off. `onKnown` is told whose token it is before anything about it is refused.
 */
export type Authenticate = (
  token: string | undefined,
  source: Integration['source'] | undefined,
  onKnown?: (sender: Sender) => void,
) => Promise<Sender>;

/** A sender that was removed or changed is believed for this long at most. */
const rememberedMs = 10_000;

/** Senders remembered at once; the longest remembered one makes room. Unknown tokens are not remembered, so they push nobody out. */
const rememberedSenders = 1_000;

/** Looks tokens up once in ten seconds, since every request of the hot path carries one. */
export function createAuthenticate({ database, clock }: Platform): Authenticate {
  const remembered = new Map<string, { sender: Promise<Sender>; until: number }>();

  const recall = (token: string): Promise<Sender> => {
    const tokenHash = hashToken(token);
    const now = clock.now().getTime();
    const known = remembered.get(tokenHash);
    if (known && known.until > now) return known.sender;

    const sender = findSender(database, tokenHash);
    const entry = { sender, until: now + rememberedMs };
    remembered.delete(tokenHash);
    remembered.set(tokenHash, entry);
    sender.catch(() => remembered.get(tokenHash) === entry && remembered.delete(tokenHash));
    const [oldest] = remembered.keys();
    if (remembered.size > rememberedSenders && oldest !== undefined) remembered.delete(oldest);
    return sender;
  };

  return async (token, source, onKnown) => {
    if (!token) throw new AppError('UNAUTHENTICATED', 'The address or the Authorization header must carry an integration token.');
    const sender = await recall(token);
    onKnown?.(sender);
    if (sender.tokenUntil && sender.tokenUntil <= clock.now()) {
      throw new AppError(
        'UNAUTHENTICATED',
        `This token of the integration "${sender.name}" was replaced, and the time for which it went on working is over.`,
      );
    }
    if (source !== undefined && sender.source !== source) throw new AppError('FORBIDDEN', `This token is for ${sender.source}, not for ${source}.`);
    if (!sender.enabled) throw new AppError('FORBIDDEN', `The integration "${sender.name}" is switched off.`);
    return sender;
  };
}

async function findSender(database: Platform['database'], tokenHash: string): Promise<Sender> {
  const [found] = await database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.integration_by_token(${tokenHash})`,
  );
  if (!found) throw new AppError('UNAUTHENTICATED', 'This integration token is not known.');
  const { tenant_id: tenantId, id } = found;
  const { integration, rules } = await database.inTenant(tenantId, async (db) => ({
    integration: await db.integration.findFirst({ where: { id } }),
    rules: await readEnrichment(db, tenantId),
  }));
  if (!integration) throw new AppError('UNAUTHENTICATED', 'This integration token is not known.');
  const isReplaced = integration.tokenHash !== tokenHash;
  return {
    ...integration,
    labels: labelsOf(integration.labels),
    tokenUntil: isReplaced ? integration.previousTokenUntil : null,
    ...(rules && { rules }),
  };
}
