import type { SecretKey } from '#kit/secret';
import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import { z } from 'zod';
import { actionKinds } from '../actions/actionKinds.ts';
import type { AutomationPlatform } from '../context.ts';
import { sealHeaders } from './sealHeaders.ts';
import { type Step, steps } from './steps.ts';

const playbookInput = z.strictObject({ name: z.string().trim().min(1).max(100), steps });
export type PlaybookInput = z.input<typeof playbookInput>;

/**
 * Adds a playbook. Values of headers that carry secrets are sealed before they are stored. BAD_USER_INPUT names the field or the template that is wrong,
 * TARGET_REFUSED an address that is not public, CONFLICT a name that is taken. Who may do this is checked at the door.
 */
export async function createPlaybook(platform: AutomationPlatform, actor: Actor, input: PlaybookInput): Promise<{ id: string }> {
  const parsed = playbookInput.safeParse(input);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { name } = parsed.data;
  for (const step of parsed.data.steps) actionKinds[step.kind].check(step, platform);
  const stored = parsed.data.steps.map((step) => seal(step, platform.secretKey));

  return transact(platform, actor, async ({ db, now, audit }) => {
    const [playbook] = await db.playbook.createManyAndReturn({
      data: [{ name, steps: stored, createdAt: now }],
      skipDuplicates: true,
      select: { id: true },
    });
    if (!playbook) throw new AppError('CONFLICT', `There is already a playbook named ${name}.`);
    const shown = stored.map(({ kind, name, method }) => ({ kind, name, method }));
    audit({ action: 'playbook.created', subject: { kind: 'playbook', id: playbook.id }, after: { name, steps: shown } });
    return playbook;
  });
}

function seal(step: Step, key: SecretKey): Step {
  return step.headers ? { ...step, headers: sealHeaders(step.headers, key) } : step;
}
