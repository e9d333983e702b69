import type { Task } from '#kit/task';
import type { NotifyUnit } from '../delivery/endDelivery.ts';

/** How far ahead steps are looked for (wakeSoon), in ms: longer than until the next look, so that each is seen before it is due. */
export const aheadMs = 10_000;

/** Has a step woken by a job where it is due before the next look would find it. What is due later needs none: its row is enough. */
export function wakeAt<Payload>({ now, enqueue }: Pick<NotifyUnit, 'now' | 'enqueue'>, at: Date | null, task: Task<Payload>, payload: Payload): void {
  if (at !== null && at.getTime() - now.getTime() < aheadMs) enqueue(task, payload, { startAfter: at });
}
