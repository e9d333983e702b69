import type { Labels } from '#contracts/words';
import { AppError } from '#kit/errors';
import { Severity } from '#prisma/generated/client';
import { z } from 'zod';
import { labels } from '../ingest/sources/shapes.ts';

/** Longest time that a heartbeat may be silent: a month and some days, for what runs once a month. */
const longestIntervalSeconds = 35 * 86_400;

/** How often a sender has to be heard of, and how late it may be; `severity` is that of the alert about its silence. */
export const heartbeatShape = z.object({
  intervalSeconds: z.int().min(10).max(longestIntervalSeconds),
  graceSeconds: z.int().min(0).max(longestIntervalSeconds),
  severity: z.enum(Severity).default('CRITICAL'),
});
export type HeartbeatSettings = z.infer<typeof heartbeatShape>;

/** What people decide of an integration, apart from what only its source knows. */
export const integrationShape = z.object({
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean(),
  /** Labels that make up an alert's identity; none means all of them. */
  fingerprintLabels: z.array(z.string().min(1).max(1_000)).max(100),
  labels: labels
    .refine((set) => Object.keys(set).length <= 50, 'expected at most 50 labels')
    .refine(
      (set) => !Object.hasOwn(set, '') && Object.values(set).every((value) => value.length <= 1_000),
      'expected names, and values of at most 1000 characters',
    )
    .transform((set): Labels => set),
  rateLimit: z.int().min(1).max(1_000_000).nullable(),
  ownerTeamId: z.uuid().nullable(),
  secret: z.string().min(8).max(1_000).nullable(),
  heartbeat: heartbeatShape.nullable(),
});

/** The value in its shape; BAD_USER_INPUT names every field that is wrong. */
export function readInput<Shape>(shape: z.ZodType<Shape>, value: unknown): Shape {
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  return parsed.data;
}
