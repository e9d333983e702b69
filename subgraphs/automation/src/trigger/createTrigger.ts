import { explainMatcher, matchers } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import { z } from 'zod';
import type { AutomationPlatform } from '../context.ts';

const triggerInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  event: z.literal('incident.opened'),
  matchers: matchers.max(50).superRefine((conditions, context) => {
    for (const [place, condition] of conditions.entries()) {
      const problem = explainMatcher(condition);
      if (problem !== null) context.addIssue({ code: 'custom', path: [place, 'value'], message: problem });
    }
  }),
  playbookId: z.uuid(),
});
export type TriggerInput = z.infer<typeof triggerInput>;

/**
 * Adds a trigger that starts a playbook for every opened incident that its matchers hold for. BAD_USER_INPUT names the field that is wrong,
 * NOT_FOUND a playbook that the tenant does not have, CONFLICT a name that is taken. Who may do this is checked at the door.
 */
export async function createTrigger(platform: AutomationPlatform, actor: Actor, input: TriggerInput): Promise<{ id: string }> {
  const parsed = triggerInput.safeParse(input);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { name, playbookId } = parsed.data;

  return transact(platform, actor, async ({ db, now, audit }) => {
    if (!(await db.playbook.findFirst({ where: { id: playbookId }, select: { id: true } })))
      throw new AppError('NOT_FOUND', `There is no playbook ${playbookId}.`);
    const [trigger] = await db.trigger.createManyAndReturn({
      data: [{ ...parsed.data, createdAt: now }],
      skipDuplicates: true,
      select: { id: true },
    });
    if (!trigger) throw new AppError('CONFLICT', `There is already a trigger named ${name}.`);
    audit({ action: 'trigger.created', subject: { kind: 'trigger', id: trigger.id }, after: parsed.data });
    return trigger;
  });
}
