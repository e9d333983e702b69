import { ScriptLanguage } from '#prisma/generated/client';
import { z } from 'zod';
import { libraryName } from '../named.ts';
import { scriptLimits } from './scriptLimits.ts';

/** A script as it is written: what a version keeps, and what a file says of it. */
export const scriptDraft = z.object({
  name: libraryName,
  description: z.string().max(4_000).default(''),
  language: z.enum(ScriptLanguage),
  tags: z.array(z.string().trim().min(1).max(50)).max(20).default([]),
  code: z.string().min(1).max(262_144),
  /** A JSON Schema of an object. */
  parameters: z.record(z.string(), z.json()).default({ type: 'object', properties: {} }),
  timeoutSeconds: z.int().min(1).max(86_400).default(60),
  limits: scriptLimits.default({ network: false }),
});
export type ScriptDraft = z.infer<typeof scriptDraft>;
