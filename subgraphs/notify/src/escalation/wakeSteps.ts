import type { NotifyPlatform } from '../context.ts';
import { wakePages } from '../page/wakePages.ts';
import { wakeRuns } from './wakeRuns.ts';

/** Steps of one transaction, at most: it holds the locks of so many incidents. */
export const batch = 200;

export type StepKind = 'run' | 'page';

const wakers = { run: wakeRuns, page: wakePages };

/**
 * Does the due steps of a tenant's runs or pages together, a batch after the other. Where a batch fails it is halved until those at fault are alone, and they fail for themselves: the rest
 * is done all the same. What was busy is done alone afterwards, which waits. Throws what failed, when all else is done.
 */
export async function wakeSteps(platform: NotifyPlatform, kind: StepKind, tenantId: string, ids: readonly string[]): Promise<void> {
  const failures: unknown[] = [];
  const left = Array.from({ length: Math.ceil(ids.length / batch) }, (_, at) => ids.slice(at * batch, (at + 1) * batch));
  for (let group = left.shift(); group; group = left.shift()) {
    try {
      const { busy } = await wakers[kind](platform, tenantId, group);
      left.push(...busy.map((id) => [id]));
    } catch (error) {
      const half = Math.ceil(group.length / 2);
      if (group.length > 1) left.unshift(group.slice(0, half), group.slice(half));
      else failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
