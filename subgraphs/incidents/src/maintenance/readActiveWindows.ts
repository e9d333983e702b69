import { type Matcher, matchers } from '#contracts/matcher';
import type { MaintenanceWindow } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { isInWindow, windowAt } from '../schedule/windowAt.ts';

/** A maintenance window in force, with the end of its present window. */
export type ActiveWindow = Pick<MaintenanceWindow, 'id' | 'name' | 'resourceIds' | 'includesChildren'> & { matchers: Matcher[]; until: Date };

export async function readActiveWindows(db: Pick<IncidentsDb, 'maintenanceWindow'>, at: Date): Promise<ActiveWindow[]> {
  const windows = await db.maintenanceWindow.findMany({ where: { startsAt: { lte: at }, endsAt: { gt: at } }, orderBy: { id: 'asc' } });
  return windows.flatMap((window) => {
    const present = windowAt(window, at);
    return present && isInWindow(present, at) ? [{ ...window, matchers: matchers.parse(window.matchers), until: present.until }] : [];
  });
}
