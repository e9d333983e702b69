import type { DirectoryPerson } from '#contracts/directory';
import type { NotifyDb } from '../context.ts';
import type { NoticeContact } from '../notice/notice.ts';
import type { Digest, PersonalRules, QuietHours } from '../personal/personalShape.ts';
import type { PlanContact } from '../personal/planPersonal.ts';

/** A contact with all that a notice needs. */
export type Way = PlanContact & { channelId: string; address: NoticeContact['address']; label: string };

/** How a person wants to be told. */
export type Ways = { rules: PersonalRules; contacts: Way[]; quietHours: QuietHours | null; digest: Digest | null };

const none: Ways = { rules: { default: [], important: [] }, contacts: [], quietHours: null, digest: null };

/** The ways to these people, read at once. */
export async function readWays(_db: NotifyDb, _people: readonly Pick<DirectoryPerson, 'id'>[]): Promise<(personId: string) => Ways> {
  return () => none;
}

/** The contacts of one person. */
export async function readWaysOf(db: NotifyDb, personId: string): Promise<Way[]> {
  return (await readWays(db, [{ id: personId }]))(personId).contacts;
}
