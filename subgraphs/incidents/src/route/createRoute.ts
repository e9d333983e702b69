import { AppError } from '#kit/errors';
import { type Actor, type Platform, transact } from '#kit/transact';
import type { Route } from '#prisma/generated/client';
import { z } from 'zod';

const shape = z.object({
  name: z.string().trim().min(1).max(100),
  /** Labels that alerts of one incident have in common; `...` stands for every label. */
  groupBy: z.array(z.string().min(1).max(1000)).max(100),
  /** How long a new incident gathers alerts before it is announced, up to a day. */
  groupWaitMs: z.int().min(0).max(86_400_000).default(30_000),
});

/** Makes a route: the root of the tenant's tree, or the last one below it. BAD_USER_INPUT for settings that make no sense, CONFLICT for a name that is taken. */
export async function createRoute(platform: Platform, actor: Actor, settings: z.input<typeof shape>): Promise<Route> {
  const parsed = shape.safeParse(settings);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  return transact(platform, actor, async ({ db, audit }) => {
    const { name, groupBy, groupWaitMs } = parsed.data;
    if (await db.route.findFirst({ where: { name, archivedAt: null } })) throw new AppError('CONFLICT', `There is a route named "${name}" already.`);
    const root = await db.route.findFirst({ where: { parentId: null, archivedAt: null } });
    const position = root ? await db.route.count({ where: { parentId: root.id, archivedAt: null } }) : 0;
    const route = await db.route.create({ data: { name, groupBy, groupWaitMs, parentId: root?.id ?? null, position } });
    audit({ action: 'route.created', subject: { kind: 'Route', id: route.id }, after: { name, groupBy, groupWaitMs } });
    return route;
  });
}
