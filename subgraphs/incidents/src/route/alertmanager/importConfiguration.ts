import { type Caller, requirePermission } from '#kit/caller';
import { type Platform, transact } from '#kit/transact';
import { isDeepStrictEqual } from 'node:util';
import { readInhibitionDraft } from '../../inhibition/readInhibitionDraft.ts';
import { putInhibitionRule } from '../../inhibition/saveInhibitionRule.ts';
import { putTimeInterval, readTimeIntervalDraft } from '../../timeInterval/saveTimeInterval.ts';
import { readLive } from '../readLive.ts';
import { putRoutes, requireVersion } from '../saveRoutes.ts';
import { lockTree } from '../writeTree.ts';
import { keepIds } from './keepIds.ts';
import { planImport } from './planImport.ts';
import { type AlertmanagerConfiguration, readConfiguration } from './readConfiguration.ts';

/** What takes a permission of its own beside that for routes. */
export function hasQuiet({ inhibitRules, timeIntervals }: AlertmanagerConfiguration): boolean {
  return inhibitRules.length + timeIntervals.length > 0;
}

/**
 * Takes over a configuration of Alertmanager: the tree of routes in the place of the live one, its inhibit rules and time intervals by their names; all of it or
 * nothing. What is there and says the same stays untouched, so that the same file imported again changes nothing. Needs routes:manage, and quiet:manage
 * for a file with rules or intervals. BAD_USER_INPUT with the line of what cannot be read, CONFLICT when somebody else saved the routes.
 */
export async function importConfiguration(platform: Platform, caller: Caller, text: string, expectedVersion: number): Promise<void> {
  requirePermission(caller, 'routes:manage');
  const read = readConfiguration(text);
  if (hasQuiet(read)) requirePermission(caller, 'quiet:manage');
  const { tenantId } = caller;
  await transact(platform, caller, async (unit) => {
    await lockTree(unit.db, tenantId);
    const live = await readLive(unit.db);
    requireVersion(live, expectedVersion);
    const { inhibitRules, timeIntervals } = await planImport(unit.db, read);
    for (const { id, change, name, intervals } of timeIntervals) {
      if (change !== 'same') await putTimeInterval(unit, tenantId, id, readTimeIntervalDraft({ name, intervals }));
    }
    // First those that are renamed, so that a name is free when another takes it.
    for (const { id, change, name, sourceMatchers, targetMatchers, equal } of inhibitRules.toSorted(
      (one, other) => Number(!one.id) - Number(!other.id),
    )) {
      if (change === 'same') continue;
      const before = id === null ? null : await unit.db.inhibitionRule.findFirst({ where: { id }, select: { enabled: true } });
      const draft = { name, sourceMatchers, targetMatchers, equal, enabled: before?.enabled ?? true };
      await putInhibitionRule(unit, tenantId, id, readInhibitionDraft(draft));
    }
    const tree = keepIds(read.tree, live.draft);
    if (live.version > 0 && isDeepStrictEqual(tree, live.draft)) return;
    await putRoutes(unit, caller, { tree, expectedVersion, note: 'Imported from Alertmanager' });
  });
}
