import { z } from 'zod';

/** What a person is told where and when, as their rules had it when the page was decided. The address is read when it is used. */
export const pagePlan = z.array(
  z.object({
    at: z.iso.datetime(),
    contactId: z.uuid(),
    /** Which of their rules: see planPersonal. */
    reason: z.string(),
  }),
);
export type PagePlan = z.infer<typeof pagePlan>;
