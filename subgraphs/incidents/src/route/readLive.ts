import type { IncidentsDb } from '../context.ts';
import { standardRoot } from './plantRoot.ts';
import { readDraft } from './readDraft.ts';
import type { RouteDraft } from './routeDraft.ts';

/** The tree that decides on the next alert: the live one, or at version 0 the one that this alert would plant. */
export async function readLive(db: IncidentsDb): Promise<{ version: number; draft: RouteDraft }> {
  const { version, draft } = await readDraft(db);
  return { version, draft: draft ?? standardRoot };
}
