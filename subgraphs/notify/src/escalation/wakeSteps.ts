import { setTimeout as pause } from 'node:timers/promises';
import type { NotifyPlatform } from '../context.ts';
import { wakePages } from '../page/wakePages.ts';
import { wakeRuns } from './wakeRuns.ts';

/** Steps of one transaction, at most: it holds the locks of so many incidents. */
export const batch = 200;

export type StepKind = 'run' | 'page';

const wakers = { run: wakeRuns, page: wakePages };

/** How often what is busy is tried again together, and how long after each other, in ms: mostly another worker does the same steps, and is done with them by then. */
const again = 3;
const apartMs = 100;

type Group = { ids: readonly string[]; tries: number };

/**
 * Does the due steps of a tenant's runs or pages together, a batch after the other. Where a batch fails it is halved until those at fault are alone, and they fail for themselves: the rest
 * is done all the same. What is busy is tried again a little later, and what stays so is done alone, which waits. Throws what failed, when all else is done.
 */
export async function wakeSteps(platform: NotifyPlatform, kind: StepKind, tenantId: string, ids: readonly string[]): Promise<void> {
  const failures: unknown[] = [];
  const left: Group[] = [];
  for (let from = 0; from < ids.length; from += batch) left.push({ ids: ids.slice(from, from + batch), tries: 0 });
  for (let group = left.shift(); group; group = left.shift()) {
    const { ids, tries } = group;
    if (tries > 0 && ids.length > 1) await pause(apartMs);
    try {
      const { busy } = await wakers[kind](platform, tenantId, ids);
      if (tries < again && busy.length > 0) left.push({ ids: busy, tries: tries + 1 });
      else left.push(...busy.map((id) => ({ ids: [id], tries })));
    } catch (error) {
      const half = Math.ceil(ids.length / 2);
      if (ids.length > 1) left.unshift({ ids: ids.slice(0, half), tries: 0 }, { ids: ids.slice(half), tries: 0 });
      else failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
