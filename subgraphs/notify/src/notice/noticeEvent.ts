import { z } from 'zod';

/** What is told. `digest` sums up many incidents, `swap_offered` and its like are about a shift, `approval` asks whether a run may go on, `automation` is what a playbook tells, `test` and `verification` are about nothing. */
export const noticeEvent = z.enum([
  'opened',
  'updated',
  'reminder',
  'acknowledged',
  'unacknowledged',
  'resolved',
  'mentioned',
  'sla_breached',
  'digest',
  'swap_offered',
  'swap_taken',
  'swap_withdrawn',
  'test',
  'verification',
  'approval',
  'automation',
]);
export type NoticeEvent = z.infer<typeof noticeEvent>;

/** Those that call people to an open incident. Whoever was told one is told of the end; what of them still waits is called off when there is nobody to call any more. */
export const alarms = ['opened', 'updated', 'reminder', 'unacknowledged', 'sla_breached'] as const satisfies readonly NoticeEvent[];

/** Whether an event is one of the alarms. */
export function isAlarm(event: string): boolean {
  return (alarms as readonly string[]).includes(event);
}
