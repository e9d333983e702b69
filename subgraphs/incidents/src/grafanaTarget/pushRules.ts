import { AppError } from '#kit/errors';
import { openSecret, type SecretKey } from '#kit/secret';
import type { Job } from '#kit/task';
import { systemActor, transact } from '#kit/transact';
import type { IncidentsPlatform } from '../context.ts';
import { readManagedRules } from '../managedRule/readManagedRules.ts';
import { composeGroup } from './composeRule.ts';
import { GrafanaRefusal, openGrafana, type PushOutcome } from './grafanaApi.ts';
import { pushTimeoutMs } from './grafanaTarget.task.ts';
import { judgeDrift } from './judgeDrift.ts';
import { planPush } from './planPush.ts';
import { type TakenTarget, takeGrafanaTarget } from './takeGrafanaTarget.ts';

/**
 * One push to one Grafana that is due: what it has is held against the managed rules, and only groups that differ are put. It is tried again, ever later,
 * until it goes well; a change that came meanwhile makes it due once more.
 */
export async function pushRules(platform: IncidentsPlatform, { tenantId, payload, signal }: Job<{ targetId: string }>): Promise<void> {
  const taken = await takeGrafanaTarget(platform, tenantId, payload.targetId);
  if (taken === null) return;
  const { reason, detail } = await push(platform, tenantId, taken, signal);
  await transact(platform, systemActor(tenantId), async ({ db, now }) => {
    const failures = reason === 'pushed' ? 0 : taken.failures + 1;
    const again = reason === 'pushed' ? null : new Date(now.getTime() + Math.min(2 ** failures * 15_000, 3_600_000));
    await db.$executeRaw`
      UPDATE grafana_target SET lease_until = NULL, outcome = ${reason}, detail = ${detail}, failures = ${failures},
        pushed_at = CASE WHEN ${reason === 'pushed'} THEN ${now}::timestamptz ELSE pushed_at END,
        next_push_at = CASE WHEN next_push_at = ${taken.lease}::timestamptz THEN ${again}::timestamptz ELSE next_push_at END
      WHERE tenant_id = ${tenantId}::uuid AND id = ${taken.id}::uuid AND lease_until = ${taken.lease}::timestamptz`;
  });
}

async function push(
  { outbound, secretKey, database }: IncidentsPlatform,
  tenantId: string,
  target: TakenTarget,
  signal: AbortSignal,
): Promise<{ reason: PushOutcome; detail: string | null }> {
  try {
    const grafana = openGrafana(outbound, { url: target.url, token: openToken(target.token, secretKey) }, pushTimeoutMs, signal);
    const ours = await database.inTenant(tenantId, readManagedRules);
    const plan = planPush(judgeDrift(ours, await grafana.rules(), target));
    if (plan.kind === 'refused') return { reason: plan.reason, detail: plan.groups.join(', ') };
    if (plan.groups.length > 0) await grafana.ensureFolder(target.folderUid);
    for (const uid of plan.remove) await grafana.deleteRule(uid);
    for (const title of plan.groups) {
      const members = ours.filter(({ group }) => group === title);
      await grafana.putGroup(target.folderUid, title, composeGroup(title, members, target));
    }
    return { reason: 'pushed', detail: null };
  } catch (error) {
    if (error instanceof GrafanaRefusal) return { reason: error.reason, detail: error.detail };
    throw error;
  }
}

/** The stored token; a GrafanaRefusal when it was sealed with another key. */
export function openToken(sealed: string, secretKey: SecretKey): string {
  try {
    return openSecret(sealed, secretKey);
  } catch (error) {
    if (error instanceof AppError) throw new GrafanaRefusal('secret_unreadable', 'Its token was stored with another SECRET_KEY; give it again.');
    throw error;
  }
}
