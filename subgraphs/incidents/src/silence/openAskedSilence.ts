import type { EventPayload } from '#contracts/events';
import { AppError } from '#kit/errors';
import { type Platform, systemActor, transact } from '#kit/transact';
import { markQuiet } from '../quiet/markQuiet.ts';
import { openSilence } from './openSilence.ts';
import { readSilenceDraft } from './readSilenceDraft.ts';

/**
 * Opens the silence that a step of a playbook asks for, and answers the step. Asked twice, the one that is there is told: its comment names the step. What is broader than the
 * tenant's limits waits for a person's approval, as any other.
 */
export function openAskedSilence(platform: Platform, tenantId: string, asked: EventPayload<'step.silenceAsked'>): Promise<void> {
  const { step, matchers, minutes, comment, createdBy } = asked;
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now, emit, signal } = unit;
    const mark = `[${step.key}]`;
    await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${step.key}))::text`;
    const known = await db.silence.findFirst({
      where: { comment: { endsWith: mark }, createdAt: { gte: new Date(now.getTime() - 7 * 86_400_000) } },
    });
    const told = (outcome: string, error: string | null, output: Record<string, unknown> | null) =>
      emit('step.answered', { step, at: now.toISOString(), outcome, error, output });
    try {
      const endsAt = new Date(now.getTime() + minutes * 60_000);
      const draft = () => readSilenceDraft({ matchers, endsAt, comment: `${comment.slice(0, 800)} ${mark}`, createdBy }, now);
      const silence = known ?? (await openSilence(unit, systemActor(tenantId), draft()));
      signal('silence', [silence.id]);
      await markQuiet(unit);
      told('succeeded', null, { silenceId: silence.id, endsAt: silence.endsAt.toISOString(), approval: silence.approval });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'BAD_USER_INPUT') throw error;
      told('silence_refused', error.message, null);
    }
  });
}
