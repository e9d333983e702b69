import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { judgeQuiet } from '../quiet/judgeQuiet.ts';
import { sweep, sweepSize } from './sweep.ts';

/** Judges the incidents of every tenant in which a window has just begun or ended, or whose job was lost. */
export async function judgeDueQuiet(platform: Platform, signal: AbortSignal): Promise<void> {
  const due = Prisma.sql`SELECT tenant_id, id FROM lookup.quiet_due(${platform.clock.now()}, ${sweepSize}::int)`;
  await sweep(platform, signal, due, 'tenants could not be judged', (tenantId) => judgeQuiet(platform, tenantId));
}
