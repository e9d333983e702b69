import { writtenMatchers } from '#contracts/writtenMatchers';
import { AppError } from '#kit/errors';
import { z } from 'zod';
import type { TriggerDraftInput } from './triggerDraft.ts';
import type { TriggerInputType } from './trigger.type.ts';

/** A trigger as clients give it: what its kind does not have is left out, and what is not given has the usual value. */
export function readTriggerInput(given: TriggerInputType): TriggerDraftInput {
  const { kind, name, playbookId, enabled, description, condition, inputs, event, cron, timeZone, missed, signing, secret } = given;
  const common = {
    ...{ name, playbookId, enabled, description: description ?? '', condition: condition?.trim() ? condition : null },
    inputs: (inputs ?? {}) as Record<string, string>,
  };
  switch (kind) {
    case 'EVENT': {
      const matchers = writtenMatchers.safeParse(given.matchers ?? []);
      if (!matchers.success) throw new AppError('BAD_USER_INPUT', `matchers: ${z.prettifyError(matchers.error)}`);
      return { kind, ...common, event: event ?? '', matchers: matchers.data };
    }
    case 'SCHEDULE':
      return { kind, ...common, cron: cron ?? '', timeZone: timeZone ?? '', missed: missed ?? 'ONCE' };
    case 'WEBHOOK':
      return { kind, ...common, signing: signing ?? 'STANDARD', secret: secret || null };
    default:
      return kind satisfies never;
  }
}
