import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { runReplay } from '../route/replay/runReplay.ts';
import { sweep } from './sweep.ts';

/** Replays of one sweep; the next comes in seconds. */
const most = 10;

/** Begins again with replays whose worker died or whose job was lost, in every tenant. */
export async function resumeReplays(platform: Platform, signal: AbortSignal): Promise<void> {
  const due = Prisma.sql`SELECT tenant_id, id FROM lookup.route_replays_due(${platform.clock.now()}, ${most}::int)`;
  await sweep(platform, signal, due, 'replays could not be run', (tenantId, id) => runReplay(platform, tenantId, id, signal));
}
