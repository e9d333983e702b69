import type { IncidentsDb } from '../context.ts';
import { type FlapPolicy, usualFlapPolicy } from './judgeFlapping.ts';

/** The tenant's, or the usual one. */
export async function readFlapPolicy(db: IncidentsDb): Promise<FlapPolicy> {
  return (await db.flapPolicy.findFirst({ select: { enabled: true, changes: true, windowMinutes: true } })) ?? usualFlapPolicy;
}
