import { AppError } from '#kit/errors';
import { createToken, hashToken, sealSecret } from '#kit/secret';
import { type Actor, transact } from '#kit/transact';
import type { Prisma } from '#prisma/generated/client';
import { type Trigger } from '#prisma/generated/client';
import { randomBytes } from 'node:crypto';
import type { AutomationDb, AutomationPlatform } from '../context.ts';
import { playbookDefinition } from '../playbook/definition.ts';
import { following } from './cron.ts';
import { describeTrigger } from './describeTrigger.ts';
import { readDraft, rulesOf, type TriggerDraft, type TriggerDraftInput } from './triggerDraft.ts';

/** A saved trigger; token and secret of a hook are told once, when they are made. */
export type SavedTrigger = { trigger: Trigger; token: string | null; secret: string | null };

/**
 * Makes a trigger, or sets all of the one of this id, which must have the version that its editor saw; its kind stays. BAD_USER_INPUT names the field that is wrong,
 * NOT_FOUND a trigger or playbook that the tenant does not have, CONFLICT a name that is taken or a version that is gone by. Who may do this is checked at the door.
 */
export async function saveTrigger(
  platform: AutomationPlatform,
  actor: Actor,
  target: { id: string; expectedVersion: number } | null,
  input: TriggerDraftInput,
): Promise<SavedTrigger> {
  const draft = readDraft(input);
  return transact(platform, actor, async ({ db, now, audit }) => {
    const before = target && (await lockTrigger(db, target.id));
    if (before && before.version !== target.expectedVersion)
      throw new AppError(
        'CONFLICT',
        `The trigger was saved by somebody else: version ${before.version} is there, this draft began at ${target.expectedVersion}.`,
      );
    if (before && before.kind !== draft.kind) throw new AppError('BAD_USER_INPUT', `kind: a trigger stays what it is, ${before.kind}.`);
    await requirePlaybook(db, draft);
    const namesake = await db.trigger.findFirst({
      where: { name: draft.name, archivedAt: null, ...(before && { NOT: { id: before.id } }) },
      select: { id: true },
    });
    if (namesake) throw new AppError('CONFLICT', `There is already a trigger named ${draft.name}.`);

    const keys = draft.kind === 'WEBHOOK' ? keysOf(draft, before) : null;
    const { name, description, playbookId, enabled } = draft;
    const { matchers, condition, inputs } = rulesOf(draft);
    const columns = {
      ...{ name, description, playbookId, enabled, matchers, condition, inputs, kind: draft.kind, updatedAt: now },
      ...(draft.kind === 'EVENT' && { event: draft.event }),
      ...(draft.kind === 'SCHEDULE' && {
        ...{ cron: draft.cron, timeZone: draft.timeZone, missed: draft.missed },
        nextAt: following(draft.cron, draft.timeZone, now, 1)[0] ?? null,
      }),
      ...(draft.kind === 'WEBHOOK' && { signing: draft.signing }),
      ...(keys?.token && { tokenHash: hashToken(keys.token) }),
      ...(keys?.secret && { secret: sealSecret(keys.secret, platform.secretKey) }),
    } satisfies Prisma.TriggerUncheckedUpdateInput;
    const trigger = before
      ? await db.trigger.update({
          where: { tenantId_id: { tenantId: actor.tenantId, id: before.id } },
          data: { ...columns, version: { increment: 1 } },
        })
      : await db.trigger.create({ data: { ...columns, createdAt: now } });
    audit({
      action: before ? 'trigger.updated' : 'trigger.created',
      subject: { kind: 'trigger', id: trigger.id },
      ...(before && { before: describeTrigger(before) }),
      after: describeTrigger(trigger),
    });
    return { trigger, token: keys?.token ?? null, secret: keys?.secret ?? null };
  });
}

/** The trigger of this id, locked until the transaction ends; NOT_FOUND without one. */
export async function lockTrigger(db: AutomationDb, id: string): Promise<Trigger> {
  const found = await db.$queryRaw<unknown[]>`SELECT id FROM trigger WHERE id::text = ${id} AND archived_at IS NULL FOR UPDATE`;
  const trigger = found.length > 0 ? await db.trigger.findFirst({ where: { id } }) : null;
  if (!trigger) throw new AppError('NOT_FOUND', `There is no trigger ${id}.`);
  return trigger;
}

/** A trigger names inputs that its playbook has; those that a playbook needs and a trigger does not give are told when a run is to start. */
async function requirePlaybook(db: AutomationDb, { playbookId, inputs }: TriggerDraft): Promise<void> {
  const playbook = await db.playbook.findFirst({ where: { id: playbookId, archivedAt: null } });
  if (!playbook) throw new AppError('NOT_FOUND', `There is no playbook ${playbookId}.`);
  const known = playbookDefinition.shape.inputs.safeParse((playbook.definition as { inputs?: unknown }).inputs);
  const unknown = Object.keys(inputs).find((name) => known.success && !Object.hasOwn(known.data, name));
  if (unknown !== undefined) throw new AppError('BAD_USER_INPUT', `inputs: the playbook ${playbook.name} has no input "${unknown}".`);
}

function keysOf(draft: Extract<TriggerDraft, { kind: 'WEBHOOK' }>, before: Trigger | null): { token: string | null; secret: string | null } {
  const isNew = before === null;
  // A secret that was made for one way of signing may make no sense for the other.
  const secret = draft.secret ?? (isNew || before.signing !== draft.signing ? createHookSecret(draft.signing) : null);
  return { token: isNew ? createToken('sre_hook') : null, secret };
}

/** A secret as senders of this kind take it. */
export function createHookSecret(signing: 'STANDARD' | 'GITHUB'): string {
  return signing === 'STANDARD' ? `whsec_${randomBytes(24).toString('base64')}` : randomBytes(24).toString('base64url');
}
