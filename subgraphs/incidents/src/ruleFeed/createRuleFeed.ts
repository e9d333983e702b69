import { AppError } from '#kit/errors';
import { createToken, hashToken } from '#kit/secret';
import { type Actor, type Platform, transact } from '#kit/transact';
import type { RuleFeed } from '#prisma/generated/client';
import { z } from 'zod';

const shape = z.object({ name: z.string().trim().min(1).max(100) });

/** Makes an address that serves the managed rules. Its token is told this once; what is stored is its hash. CONFLICT for a name that is taken. */
export async function createRuleFeed(platform: Platform, actor: Actor, input: z.input<typeof shape>): Promise<{ feed: RuleFeed; token: string }> {
  const parsed = shape.safeParse(input);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { name } = parsed.data;
  const token = createToken('sre_rules');
  return transact(platform, actor, async ({ db, now, audit }) => {
    const [feed] = await db.ruleFeed.createManyAndReturn({ data: [{ name, tokenHash: hashToken(token), createdAt: now }], skipDuplicates: true });
    if (!feed) throw new AppError('CONFLICT', `There is an address named "${name}" already.`);
    audit({ action: 'ruleFeed.created', subject: { kind: 'RuleFeed', id: feed.id }, after: { name } });
    return { feed, token };
  });
}
