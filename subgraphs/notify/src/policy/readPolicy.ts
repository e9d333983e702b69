import type { NotifyDb } from '../context.ts';
import { type PolicyDraft, policyDraft } from './policyDraft.ts';

/** The policy that is live and its version; null before anybody saved one, when every enabled channel is told. */
export async function readPolicy(db: NotifyDb): Promise<{ version: number; draft: PolicyDraft } | null> {
  const live = await db.policyVersion.findFirst({ orderBy: { version: 'desc' }, select: { version: true, tree: true } });
  return live && { version: live.version, draft: policyDraft.parse(live.tree) };
}
