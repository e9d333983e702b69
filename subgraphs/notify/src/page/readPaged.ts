import type { DirectoryPerson } from '#contracts/directory';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import { followDelegations } from '../personal/followDelegations.ts';
import { readWays, type Ways } from './readWays.ts';

/** Whom telling these people comes to: those who are told, in whose place, and by which ways. */
export type Paged = { standIns: ReadonlyMap<string, string>; people: DirectoryPerson[]; ways: (personId: string) => Ways };

/** In the place of somebody who is away, whom they delegated to is told. */
export async function readPaged(db: NotifyDb, platform: Pick<NotifyPlatform, 'directory'>, asked: readonly string[], at: Date): Promise<Paged> {
  const standIns = await followDelegations(db, asked, at);
  const people = await platform.directory.people(db, [...new Set(asked.map((id) => standIns.get(id) ?? id))]);
  const ways = await readWays(
    db,
    platform,
    people.map(({ id }) => id),
  );
  return { standIns, people, ways };
}
