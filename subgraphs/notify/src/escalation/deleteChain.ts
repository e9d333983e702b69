import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { readPolicy } from '../policy/readPolicy.ts';
import { chainsAndNodes, lockPolicy } from '../policy/savePolicy.ts';

/** Takes a chain away; its versions and the runs that it began stay. NOT_FOUND, CONFLICT while the live policy names it. */
export function deleteChain(platform: NotifyPlatform, actor: Actor, id: string): Promise<void> {
  return transact(platform, actor, async ({ db, audit }) => {
    const { tenantId } = actor;
    await lockPolicy(db, tenantId);
    const chain = await db.escalationChain.findFirst({ where: { id } });
    if (!chain) throw new AppError('NOT_FOUND', `There is no chain with the id ${id}.`);
    const policy = await readPolicy(db);
    if (policy && chainsAndNodes(policy.draft).chainIds.includes(id)) {
      throw new AppError('CONFLICT', `The policy names ${chain.name}: let its nodes tell by another chain first.`);
    }
    await db.escalationChain.delete({ where: { tenantId_id: { tenantId, id } } });
    audit({ action: 'chain.deleted', subject: { kind: 'EscalationChain', id }, before: { version: chain.version, name: chain.name } });
  });
}
