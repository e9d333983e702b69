import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import type { EscalationChain } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyPlatform } from '../context.ts';
import { lockPolicy } from '../policy/savePolicy.ts';
import type { ChainDraftInput } from './chainDraft.ts';
import { requireChain, requireNamed } from './requireChain.ts';

const noteShape = z.string().trim().max(2_000).nullable();

export type ChainSaving = {
  /** Null for a chain that is new. */
  id: string | null;
  chain: ChainDraftInput;
  /** The version that the draft was made from; 0 for a chain that is new. */
  expectedVersion: number;
  note?: string | null;
};

/**
 * Makes a chain, or a further version of one. Runs under way keep the steps that they began with. BAD_USER_INPUT for steps that make no sense, NOT_FOUND for a chain,
 * channel, schedule, person or team that is not there, CONFLICT for a name that is taken or when somebody else saved since `expectedVersion`.
 */
export function saveChain(platform: NotifyPlatform, actor: Actor, { id, chain, expectedVersion, note }: ChainSaving): Promise<EscalationChain> {
  const draft = requireChain(chain);
  const checkedNote = noteShape.safeParse(note ?? null);
  if (!checkedNote.success) throw new AppError('BAD_USER_INPUT', 'The note is longer than 2,000 characters.');
  return transact(platform, actor, async ({ db, now, audit }) => {
    const { tenantId, personId } = actor;
    await lockPolicy(db, tenantId);
    const before = id === null ? null : await db.escalationChain.findFirst({ where: { id } });
    if (id !== null && !before) throw new AppError('NOT_FOUND', `There is no chain with the id ${id}.`);
    if ((before?.version ?? 0) !== expectedVersion) {
      throw new AppError(
        'CONFLICT',
        `The chain was saved by somebody else: version ${before?.version ?? 0} is there, this draft began at ${expectedVersion}.`,
      );
    }
    const namesake = await db.escalationChain.findFirst({ where: { name: draft.name, NOT: { id: id ?? '00000000-0000-0000-0000-000000000000' } } });
    if (namesake) throw new AppError('CONFLICT', `There is already a chain named ${draft.name}.`);
    await requireNamed(db, platform, draft);
    const version = expectedVersion + 1;
    const columns = { name: draft.name, version, body: draft, updatedAt: now };
    const saved =
      before === null
        ? await db.escalationChain.create({ data: { ...columns, createdAt: now } })
        : await db.escalationChain.update({ where: { tenantId_id: { tenantId, id: before.id } }, data: columns });
    await db.escalationChainVersion.create({
      data: { chainId: saved.id, version, at: now, actorId: personId, note: checkedNote.data || null, name: draft.name, body: draft },
    });
    audit({
      action: before === null ? 'chain.created' : 'chain.updated',
      subject: { kind: 'EscalationChain', id: saved.id },
      ...(before && { before: { version: before.version, name: before.name } }),
      after: { version, name: draft.name, steps: draft.steps.length },
    });
    return saved;
  });
}
