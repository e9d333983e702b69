import { z } from 'zod';

/** What of an incident is told. */
export const noticeEvent = z.enum(['opened', 'resolved']);
export type NoticeEvent = z.infer<typeof noticeEvent>;
