import { AppError } from '#kit/errors';
import type { EscalationChain } from '#prisma/generated/client';
import type { NotifyDb } from '../context.ts';
import { lockPolicy } from '../policy/savePolicy.ts';
import { chainDraft } from './chainDraft.ts';

/** What a chain may name. */
export type NamedInChain = { channelId: string } | { scheduleId: string } | { teamId: string } | { personId: string };

/** The chains with a step that names this, by name. */
export async function chainsNaming(db: NotifyDb, named: NamedInChain): Promise<Pick<EscalationChain, 'id' | 'name'>[]> {
  const [[key, id] = ['', '']] = Object.entries(named);
  const chains = await db.escalationChain.findMany({ orderBy: { name: 'asc' } });
  return chains.filter(({ body }) => {
    const { steps, importantSteps } = chainDraft.parse(body);
    return [...steps, ...importantSteps].some((step) => {
      const values = Object.entries(step);
      return values.some(([name, value]) => (name === key && value === id) || (name === `${key}s` && Array.isArray(value) && value.includes(id)));
    });
  });
}

/** CONFLICT, naming them, when chains name what is to be taken away. */
export async function requireUnnamed(db: NotifyDb, tenantId: string, named: NamedInChain): Promise<void> {
  // Whoever saves a chain holds the same lock, so none can name it meanwhile.
  await lockPolicy(db, tenantId);
  const chains = await chainsNaming(db, named);
  if (chains.length === 0) return;
  throw new AppError(
    'CONFLICT',
    `It is used by ${chains.map(({ name }) => name).join(', ')}: take it out of ${chains.length === 1 ? 'this chain' : 'these chains'} first.`,
  );
}
