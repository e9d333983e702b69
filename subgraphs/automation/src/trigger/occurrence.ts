import type { IncidentFacts } from '#contracts/events';
import type { Prisma } from '#prisma/generated/client';

/** Names of what happens to triggers themselves; all others are events of the platform. */
export const scheduleFired = 'schedule.fired';
export const webhookReceived = 'webhook.received';

/** Something that happened, as triggers are shown it. */
export type Occurrence = {
  /** The same however often it is told. */
  id: string;
  at: Date;
  name: string;
  /** Whose schedule or hook it was; null for events of the platform, which every trigger that waits for them sees. */
  triggerId: string | null;
  payload: Prisma.InputJsonObject;
  /** The incident as it was then; null for what is about none. */
  incident: IncidentFacts | null;
  /** Ids of the runs that led to it, the first first. */
  causation: string[];
};

/** What conditions and inputs of triggers may name. */
export const triggerVariables = ['event', 'incident'] as const;

/** The values of those names. */
export function triggerScope({ name, at, payload, incident }: Pick<Occurrence, 'name' | 'at' | 'payload' | 'incident'>): Record<string, unknown> {
  return { event: { name, at: at.toISOString(), payload }, incident };
}
