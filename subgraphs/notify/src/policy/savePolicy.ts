import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import { requirePolicy } from './checkPolicy.ts';
import { type PolicyDraft, policyDraft, type PolicyDraftInput } from './policyDraft.ts';
import { readPolicy } from './readPolicy.ts';

const noteShape = z.string().trim().max(2_000).nullable();

export type PolicySaving = {
  tree: PolicyDraftInput;
  /** The version that the draft was made from; 0 when there was none. */
  expectedVersion: number;
  note?: string | null;
};

/**
 * Puts a draft in the place of the live policy, and keeps it as a version. CONFLICT when somebody else saved since the draft was begun, BAD_USER_INPUT with the
 * nodes that make no sense, NOT_FOUND for a chain that is not there. Incidents that are announced from now on go by it; runs under way go on as they are.
 */
export function savePolicy(platform: NotifyPlatform, actor: Actor, saving: PolicySaving): Promise<{ version: number; draft: PolicyDraft }> {
  const checked = requirePolicy(saving.tree);
  const note = noteShape.safeParse(saving.note ?? null);
  if (!note.success) throw new AppError('BAD_USER_INPUT', 'The note is longer than 2,000 characters.');
  return transact(platform, actor, async ({ db, now, audit }) => {
    await lockPolicy(db, actor.tenantId);
    const live = await readPolicy(db);
    const before = live?.version ?? 0;
    if (before !== saving.expectedVersion) {
      throw new AppError(
        'CONFLICT',
        `The policy was saved by somebody else: version ${before} is live, this draft began at ${saving.expectedVersion}.`,
      );
    }
    await requireChains(db, checked);
    const draft = giveIds(checked);
    const version = before + 1;
    const nodes = chainsAndNodes(draft).nodes;
    await db.policyVersion.create({ data: { version, at: now, actorId: actor.personId, note: note.data || null, tree: draft, nodes } });
    audit({
      action: 'policies.saved',
      subject: { kind: 'Policy', id: actor.tenantId },
      before: { version: before },
      after: { version, nodes, note: note.data },
    });
    return { version, draft };
  });
}

/** Makes an earlier version the live policy again, as a new version. NOT_FOUND for a version that never was, CONFLICT as savePolicy. */
export async function restorePolicy(
  platform: NotifyPlatform,
  actor: Actor,
  version: number,
  expectedVersion: number,
): Promise<{ version: number; draft: PolicyDraft }> {
  const { tenantId } = actor;
  const found = await platform.database.inTenant(tenantId, (db) =>
    db.policyVersion.findUnique({ where: { tenantId_version: { tenantId, version } }, select: { tree: true } }),
  );
  if (!found) throw new AppError('NOT_FOUND', `There is no version ${version} of the policy.`);
  return savePolicy(platform, actor, { tree: policyDraft.parse(found.tree), expectedVersion, note: `Version ${version} again` });
}

/** Lets one change of a tenant's policy, or of what it names, happen at a time, until its transaction ends. */
export async function lockPolicy(db: NotifyDb, tenantId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`notify.policy:${tenantId}`}, 0))`;
}

/** The chains that a policy names, and how many nodes it has. */
export function chainsAndNodes(draft: PolicyDraft): { chainIds: string[]; nodes: number } {
  const below = draft.children.map(chainsAndNodes);
  return {
    chainIds: [...new Set([...(draft.tells === 'CHAIN' && draft.chainId ? [draft.chainId] : []), ...below.flatMap(({ chainIds }) => chainIds)])],
    nodes: 1 + below.reduce((sum, { nodes }) => sum + nodes, 0),
  };
}

async function requireChains(db: NotifyDb, draft: PolicyDraft): Promise<void> {
  const { chainIds } = chainsAndNodes(draft);
  const known = await db.escalationChain.findMany({ where: { id: { in: chainIds } }, select: { id: true } });
  const unknown = chainIds.find((id) => !known.some((chain) => chain.id === id));
  if (unknown !== undefined) throw new AppError('NOT_FOUND', `There is no chain with the id ${unknown}.`);
}

function giveIds({ children, ...node }: PolicyDraft): PolicyDraft {
  return { ...node, id: node.id ?? uuidv7(), children: children.map(giveIds) };
}
