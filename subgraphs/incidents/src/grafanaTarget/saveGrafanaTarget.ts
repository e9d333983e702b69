import { AppError } from '#kit/errors';
import { sealSecret } from '#kit/secret';
import { type Actor, transact } from '#kit/transact';
import type { GrafanaTarget } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsPlatform } from '../context.ts';
import { pushRulesTask } from './grafanaTarget.task.ts';
import { lockGrafanaTarget } from './lockGrafanaTarget.ts';

const uid = z
  .string()
  .trim()
  .regex(/^[a-zA-Z0-9_-]{1,40}$/, 'must be a uid of Grafana: letters, digits, - and _, at most 40');

const shape = z.object({
  name: z.string().trim().min(1).max(100),
  /** Grafana's root address. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .transform((url) => url.replace(/\/+$/, '')),
  /** Token of a service account that may write alert rules; left out, the stored one is kept. */
  token: z.string().trim().min(1).max(2_000).optional(),
  folderUid: uid,
  datasourceUid: uid,
  enabled: z.boolean().default(true),
});

/**
 * Keeps a Grafana that gets the managed rules: a new one, or in the place of the one with this id; it is due at once. A stored token goes to the server it
 * was given for and to no other. BAD_USER_INPUT names the field, TARGET_REFUSED an address that is not public, CONFLICT a name that is taken.
 */
export async function saveGrafanaTarget(
  platform: IncidentsPlatform,
  actor: Actor,
  id: string | null,
  input: z.input<typeof shape>,
): Promise<GrafanaTarget> {
  const parsed = shape.safeParse(input);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { token, ...plain } = parsed.data;
  platform.outbound.checkTarget(plain.url);

  return transact(platform, actor, async ({ db, now, audit, enqueue }) => {
    const before = id === null ? null : await lockGrafanaTarget(db, id);
    if (token === undefined && (before === null || new URL(before.url).origin !== new URL(plain.url).origin)) {
      throw new AppError('BAD_USER_INPUT', 'token: give the token of a service account of this Grafana.');
    }
    if (await db.grafanaTarget.findFirst({ where: { name: plain.name, ...(before && { id: { not: before.id } }) } })) {
      throw new AppError('CONFLICT', `There is a Grafana named "${plain.name}" already.`);
    }
    const data = { ...plain, nextPushAt: now, failures: 0 };
    const sealed = token === undefined ? (before?.token ?? '') : sealSecret(token, platform.secretKey);
    const target =
      before === null
        ? await db.grafanaTarget.create({ data: { ...data, token: sealed, createdAt: now } })
        : await db.grafanaTarget.update({ where: { tenantId_id: { tenantId: before.tenantId, id: before.id } }, data: { ...data, token: sealed } });
    const subject = { kind: 'GrafanaTarget', id: target.id };
    if (before === null) audit({ action: 'grafanaTarget.created', subject, after: plain });
    else audit({ action: 'grafanaTarget.changed', subject, before: told(before), after: plain });
    if (target.enabled) enqueue(pushRulesTask, { targetId: target.id });
    return target;
  });
}

function told({ name, url, folderUid, datasourceUid, enabled }: GrafanaTarget) {
  return { name, url, folderUid, datasourceUid, enabled };
}
