import type { Prisma, Trigger } from '#prisma/generated/client';

/** A trigger as the audit keeps it: without its secrets. */
export function describeTrigger(trigger: Trigger): Prisma.InputJsonObject {
  const { name, kind, event, matchers, condition, inputs, cron, timeZone, missed, signing, playbookId, enabled, version } = trigger;
  return {
    name,
    kind,
    event,
    matchers: matchers ?? [],
    condition,
    inputs: inputs ?? {},
    cron,
    timeZone,
    missed,
    signing,
    playbookId,
    enabled,
    version,
  };
}
