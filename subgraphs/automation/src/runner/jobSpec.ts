import { ScriptLanguage } from '#prisma/generated/client';
import { z } from 'zod';
import { scriptLimits } from '../script/scriptLimits.ts';

/** What a job's row keeps of what is to be done: secrets by their names only, opened when a runner takes it. */
export const jobSpec = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('script'),
    language: z.enum(ScriptLanguage),
    code: z.string(),
    parameters: z.record(z.string(), z.json()),
    /** Environment variable -> name of a secret. */
    secrets: z.record(z.string(), z.string()),
    /** One that was given out before there were limits has the network, which nobody had to ask for then. */
    limits: scriptLimits.default({ network: true }),
  }),
  z.object({
    kind: z.literal('ssh'),
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535),
    /** Name of an SSH credential. */
    credential: z.string(),
    command: z.string(),
  }),
]);
export type JobSpec = z.infer<typeof jobSpec>;
