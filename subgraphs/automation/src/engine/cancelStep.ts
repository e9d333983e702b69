import { actionOf, isDeed } from '../actions/actionKinds.ts';
import type { AutomationPlatform } from '../context.ts';
import { readDefinition } from './lockRun.ts';
import { stepFinder } from './plan/paths.ts';

/** Tells whoever does a step outside that nobody waits for it any more. */
export async function cancelStep(
  platform: AutomationPlatform,
  tenantId: string,
  { runId, path, fence }: { runId: string; path: string; fence: number },
): Promise<void> {
  const run = await platform.database.inTenant(tenantId, (db) => db.run.findFirst({ where: { id: runId }, select: { definition: true } }));
  const definition = run && readDefinition(run);
  const step = definition && stepFinder(definition)(path);
  if (step && isDeed(step)) await actionOf(step).cancel?.(step, { tenantId, runId, path, fence }, platform);
}
