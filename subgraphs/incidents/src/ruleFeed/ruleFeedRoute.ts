import { AppError } from '#kit/errors';
import { hashToken } from '#kit/secret';
import type { HttpResponse, Route } from '#kit/serve';
import { type Platform, systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { hash } from 'node:crypto';
import { readManagedFile } from '../managedRule/readManagedRules.ts';

/** How often it is written down that an address was read. */
const noteEveryMs = 60_000;

/** `GET /rules/{token}/prometheus.yml`: the managed rules as a rule file, for vmalert's `-rule` and for whatever puts files before a Prometheus. */
export function ruleFeedRoute(platform: Platform): Route {
  return {
    method: 'GET',
    path: '/rules/:token/prometheus.yml',
    async handle({ params, headers }) {
      const [feed] = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
        Prisma.sql`SELECT tenant_id, id FROM lookup.rule_feed_by_token(${hashToken(params['token'] ?? '')})`,
      );
      if (!feed) throw new AppError('NOT_FOUND', 'There are no rules at this address.');
      const file = await transact(platform, systemActor(feed.tenant_id), async ({ db, now }) => {
        const stale = { OR: [{ lastReadAt: null }, { lastReadAt: { lt: new Date(now.getTime() - noteEveryMs) } }] };
        await db.ruleFeed.updateMany({ where: { id: feed.id, ...stale }, data: { lastReadAt: now } });
        return readManagedFile(db);
      });
      return answer(file, headers['if-none-match']);
    },
  };
}

/** The file, or 304 when the reader has it already. */
function answer(file: string, known: string | undefined): HttpResponse {
  const etag = `"${hash('sha256', file).slice(0, 32)}"`;
  const headers = { etag, 'cache-control': 'no-cache', 'content-type': 'application/yaml; charset=utf-8' };
  return known === etag ? { status: 304, headers } : { status: 200, headers, body: file };
}
