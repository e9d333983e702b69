import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { writeTold } from '../notice/writeTold.ts';
import { type Paging, planPages } from './planPages.ts';
import { readPaged } from './readPaged.ts';

/** Starts telling people by their own rules, once for the key of each. The caller holds the incident's dispatch lock. */
export async function startPages(unit: NotifyUnit, platform: NotifyPlatform, paging: Paging): Promise<void> {
  if (paging.people.length === 0) return;
  const asked = paging.people.map(({ id }) => id);
  const pages = planPages(paging, await readPaged(unit.db, platform, asked, unit.now), unit.now);
  await writeTold(
    unit,
    pages.map((page) => ({ page })),
  );
}
