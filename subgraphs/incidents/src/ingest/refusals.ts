import type { AppError } from '#kit/errors';
import { toAppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import { createCoalescer } from './coalesce.ts';
import type { Sender } from './authenticate.ts';
import { repairText } from './repairText.ts';
import { type RefusedRequest, writeRefusals } from './store/writeRefusals.ts';

/** What was seen of a request before it was refused. */
export type Seen = { sender?: Sender | undefined; body?: string | undefined; bodyBytes?: number; alerts?: number };

/** Keeps a refused request of a known sender; resolves when it is counted. Never throws: the sender gets the answer that it was refused with. */
export type KeepRefusal = (seen: Seen, thrown: unknown) => Promise<void>;

/** How much of a body is kept, in bytes. */
const longestBody = 64 * 1024;

/** Bodies that are kept at once of one integration's refusals with one code, and how often another is kept when they go on: 18 MB a day at most. */
const bodiesAtOnce = 20;
const bodyEveryMs = 300_000;

/**
 * The platform's own troubles are no refusals: what failed inside it stands in its log, and while the database is away nothing can be kept anyway.
 */
const notRefused = new Set<AppError['code']>(['INTERNAL', 'UNAVAILABLE', 'TIMEOUT']);

/**
 * Every refused request of a known token is counted before it is answered; some of each kind are kept with their bodies, so that a person can see what is
 * wrong, and a flood of rubbish becomes a number. Requests refused at the same time are written together, like those that are taken.
 */
export function createRefusals({ database, clock, log }: Platform): KeepRefusal {
  const mayKeepBody = createBodyAllowance();
  const line = createCoalescer<RefusedRequest, void>({
    sizeOf: () => 1,
    batchSize: 500,
    waitingLimit: 10_000,
    run: async (tenantId, refused) => {
      await database.inTenant(tenantId, (db) => writeRefusals(db, refused));
      return refused.map(() => undefined);
    },
  });

  return async ({ sender, body = '', bodyBytes = Buffer.byteLength(body), alerts = 0 }, thrown) => {
    const { code, message } = toAppError(thrown);
    if (!sender || notRefused.has(code)) return;
    const at = clock.now();
    const kept = mayKeepBody(`${sender.id} ${code}`, at.getTime()) ? repairText(beginning(body), 'body', []) : null;
    const refused = { at, integrationId: sender.id, code, message: repairText(message, 'message', []), body: kept, bodyBytes, alertCount: alerts };
    await line
      .submit(sender.tenantId, refused)
      .catch((error: unknown) => log.warn({ err: error, integrationId: sender.id, code }, 'refusal not kept'));
  };
}

/** The first bytes of a text, without half a character at the end. */
function beginning(text: string): string {
  return Buffer.byteLength(text) <= longestBody ? text : new TextDecoder().decode(Buffer.from(text).subarray(0, longestBody), { stream: true });
}

/** Kinds of refusals remembered at once. */
const rememberedKinds = 10_000;

function createBodyAllowance(): (kind: string, now: number) => boolean {
  const spent = new Map<string, { level: number; at: number }>();
  return (kind, now) => {
    const before = spent.get(kind) ?? { level: 0, at: now };
    const level = Math.max(0, before.level - (now - before.at) / bodyEveryMs);
    if (level > bodiesAtOnce - 1) return false;
    spent.delete(kind);
    spent.set(kind, { level: level + 1, at: now });
    const [oldest] = spent.keys();
    if (spent.size > rememberedKinds && oldest !== undefined) spent.delete(oldest);
    return true;
  };
}
