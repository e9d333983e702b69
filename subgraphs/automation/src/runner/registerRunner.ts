import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { createToken, hashToken } from '#kit/secret';
import { transact, type Unit } from '#kit/transact';
import type { Runner } from '#prisma/generated/client';
import { z } from 'zod';
import type { AutomationDb, AutomationPlatform } from '../context.ts';
import { isUuid, libraryName, readInput } from '../named.ts';
import { runnerLabels } from './runnerShape.ts';

const shape = z.object({
  name: libraryName,
  labels: runnerLabels.refine((labels) => Object.keys(labels).length > 0, 'needs a label: what has none is for the platform itself'),
});
export type RunnerInput = z.input<typeof shape>;

/** Makes a runner known and its token, which is told this once: only its hash is kept. BAD_USER_INPUT, CONFLICT for a name that is taken. */
export async function registerRunner(platform: AutomationPlatform, caller: Caller, input: RunnerInput): Promise<{ runner: Runner; token: string }> {
  requirePermission(caller, 'runners:manage');
  const { name, labels } = readInput(shape, input);
  const token = createToken('sre_runner');
  return transact(platform, caller, async (unit) => {
    await requireFree(unit, name, null);
    const { db, now, audit } = unit;
    const runner = await db.runner.create({ data: { name, labels, tokenHash: hashToken(token), createdAt: now, createdById: caller.personId } });
    audit({ action: 'runner.registered', subject: { kind: 'Runner', id: runner.id }, after: { name, labels } });
    return { runner, token };
  });
}

/** Changes a runner's name, its labels, or whether it is given anything; what it has in hand it ends. BAD_USER_INPUT, NOT_FOUND, CONFLICT. */
export async function updateRunner(
  platform: AutomationPlatform,
  caller: Caller,
  id: string,
  change: { name?: string | null | undefined; labels?: Record<string, string> | null | undefined; enabled?: boolean | null | undefined },
): Promise<Runner> {
  requirePermission(caller, 'runners:manage');
  return transact(platform, caller, async (unit) => {
    const { db, audit, signal } = unit;
    const before = await takeRunner(db, id);
    const { name, labels } = readInput(shape, { name: change.name ?? before.name, labels: change.labels ?? before.labels });
    await requireFree(unit, name, id);
    const enabled = change.enabled ?? before.enabled;
    const runner = await db.runner.update({ where: { tenantId_id: { tenantId: caller.tenantId, id } }, data: { name, labels, enabled } });
    audit({
      action: 'runner.updated',
      subject: { kind: 'Runner', id },
      before: { name: before.name, labels: before.labels, enabled: before.enabled },
      after: { name, labels, enabled },
    });
    signal('runnerQueue', [id]);
    return runner;
  });
}

/** Gives a runner another token, told this once; the one before is refused from now on. NOT_FOUND. */
export async function rotateRunnerToken(platform: AutomationPlatform, caller: Caller, id: string): Promise<{ runner: Runner; token: string }> {
  requirePermission(caller, 'runners:manage');
  const token = createToken('sre_runner');
  return transact(platform, caller, async ({ db, audit }) => {
    await takeRunner(db, id);
    const runner = await db.runner.update({ where: { tenantId_id: { tenantId: caller.tenantId, id } }, data: { tokenHash: hashToken(token) } });
    audit({ action: 'runner.tokenRotated', subject: { kind: 'Runner', id } });
    return { runner, token };
  });
}

/** Takes a runner away: its token is refused from now on, what it has in hand is lost. NOT_FOUND. */
export async function removeRunner(platform: AutomationPlatform, caller: Caller, id: string): Promise<boolean> {
  requirePermission(caller, 'runners:manage');
  return transact(platform, caller, async ({ db, now, audit }) => {
    const before = await takeRunner(db, id);
    await db.runner.update({ where: { tenantId_id: { tenantId: caller.tenantId, id } }, data: { archivedAt: now, enabled: false } });
    audit({ action: 'runner.removed', subject: { kind: 'Runner', id }, before: { name: before.name } });
    return true;
  });
}

async function takeRunner(db: Pick<AutomationDb, 'runner'>, id: string): Promise<Runner> {
  const runner = isUuid(id) ? await db.runner.findFirst({ where: { id, archivedAt: null } }) : null;
  if (!runner) throw new AppError('NOT_FOUND', `There is no runner with the id ${id}.`);
  return runner;
}

async function requireFree({ db }: Unit<AutomationDb>, name: string, id: string | null): Promise<void> {
  const taken = await db.runner.findFirst({ where: { name, archivedAt: null, ...(id !== null && { id: { not: id } }) }, select: { id: true } });
  if (taken) throw new AppError('CONFLICT', `name: There is already a runner named ${name}.`);
}
