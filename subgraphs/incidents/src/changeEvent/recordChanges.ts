import { type Platform, systemActor, transact } from '#kit/transact';
import { hash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { IncidentsUnit } from '../context.ts';
import type { Sender } from '../ingest/authenticate.ts';
import type { NewChange } from './newChange.ts';

/** Changes may be announced a little ahead; what lies further ahead comes from a wrong clock and would outlive its retention. */
const furthestAheadMs = 86_400_000;

/** Keeps a request's body, unless it was kept already, and the changes in it. A change with a key and a time that came before is not kept twice. */
export async function recordChanges(platform: Platform, sender: Sender, body: string | null, changes: readonly NewChange[]): Promise<void> {
  await transact(platform, systemActor(sender.tenantId), async ({ db, now }: IncidentsUnit) => {
    if (body !== null) await db.payload.create({ data: { at: now, integrationId: sender.id, body, alertCount: 0 } });
    await db.changeEvent.createMany({
      data: changes.map(({ key, at, labels, links, details, ...change }) => ({
        ...change,
        at: at === null || at.getTime() > now.getTime() + furthestAheadMs ? now : at,
        id: key === undefined ? uuidv7() : idOf(sender.id, key),
        integrationId: sender.id,
        labels: { ...sender.labels, ...labels },
        links,
        details,
      })),
      skipDuplicates: true,
    });
  });
}

/** The same id for the same key of the same sender: a UUID of the free form (version 8) from a hash. */
function idOf(senderId: string, key: string): string {
  const digest = hash('sha256', JSON.stringify([senderId, key]));
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
