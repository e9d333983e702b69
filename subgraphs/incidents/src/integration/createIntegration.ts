import { AppError } from '#kit/errors';
import { createToken, hashToken } from '#kit/secret';
import { type Actor, type Platform, transact } from '#kit/transact';
import { IntegrationSource } from '#prisma/generated/client';
import { z } from 'zod';

const shape = z.object({
  name: z.string().trim().min(1).max(100),
  source: z.enum(IntegrationSource),
  /** Labels that make up an alert's identity; none means all of them. */
  fingerprintLabels: z.array(z.string().min(1).max(1000)).max(100).default([]),
  /** A token chosen by whoever provisions the sender as well; a random one by default. */
  token: z.string().min(32).max(200).optional(),
});

/**
 * Makes a sender of alerts with a token of its own, good for its source only. The token is in the answer and nowhere else: what is stored is
 * its hash. BAD_USER_INPUT for settings that make no sense, CONFLICT for a name that is taken.
 */
export async function createIntegration(platform: Platform, actor: Actor, settings: z.input<typeof shape>): Promise<{ id: string; token: string }> {
  const parsed = shape.safeParse(settings);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { token = createToken('sre_int') } = parsed.data;
  return transact(platform, actor, async ({ db, audit }) => {
    const { name, source, fingerprintLabels } = parsed.data;
    if (await db.integration.findFirst({ where: { name } })) throw new AppError('CONFLICT', `There is an integration named "${name}" already.`);
    const { id } = await db.integration.create({ data: { name, source, fingerprintLabels, tokenHash: hashToken(token) } });
    audit({ action: 'integration.created', subject: { kind: 'Integration', id }, after: { name, source, fingerprintLabels } });
    return { id, token };
  });
}
