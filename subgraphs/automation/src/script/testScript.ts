import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import { type RunnerJob, ScriptLanguage } from '#prisma/generated/client';
import { z } from 'zod';
import type { AutomationPlatform } from '../context.ts';
import { isUuid, readInput } from '../named.ts';
import { runnerLabels } from '../runner/runnerShape.ts';
import { startJob } from '../runner/startJob.ts';
import { openSecrets } from '../secret/openSecrets.ts';
import { scriptLimits } from './scriptLimits.ts';
import { judgeSchema, readParameters } from './parameterSchema.ts';

const shape = z.object({
  scriptId: z.string().nullish(),
  language: z.enum(ScriptLanguage).nullish(),
  code: z.string().min(1).max(262_144).nullish(),
  schema: z.record(z.string(), z.json()).nullish(),
  parameters: z.record(z.string(), z.json()).nullish(),
  secrets: z.record(z.string().regex(/^[A-Z_][A-Z0-9_]{0,63}$/, 'is not the name of a variable'), z.string()).nullish(),
  labels: runnerLabels.nullish(),
  timeoutSeconds: z.int().min(1).max(3_600).nullish(),
  limits: scriptLimits.nullish(),
});
export type ScriptTest = z.input<typeof shape>;

/**
 * Tries a script, saved or as a draft, on a runner: it really runs there. BAD_USER_INPUT has a line for each parameter that does not fit, NOT_FOUND is for a script or a secret.
 * Whoever may write scripts could have any of them print a secret in a form that is not masked, so naming one here needs secrets:manage too.
 */
export async function testScript(platform: AutomationPlatform, caller: Caller, given: ScriptTest): Promise<RunnerJob> {
  requirePermission(caller, 'scripts:manage');
  const { scriptId, ...draft } = readInput(shape, given);
  const secrets = draft.secrets ?? {};
  if (Object.keys(secrets).length > 0) requirePermission(caller, 'secrets:manage');
  return transact(platform, caller, async (unit) => {
    const script = scriptId != null && isUuid(scriptId) ? await unit.db.script.findFirst({ where: { id: scriptId, archivedAt: null } }) : null;
    if (scriptId != null && !script) throw new AppError('NOT_FOUND', `There is no script with the id ${scriptId}.`);
    const [language, code] = [draft.language ?? script?.language, draft.code ?? script?.code];
    if (language === undefined || code === undefined) throw new AppError('BAD_USER_INPUT', 'code: A draft needs its language and its code.');
    const schema = draft.schema ?? (script?.parameters as Record<string, unknown> | undefined) ?? { type: 'object' };
    const problem = judgeSchema(schema);
    if (problem !== null) throw new AppError('BAD_USER_INPUT', `schema: ${problem}.`);
    const parameters = readParameters(schema, draft.parameters);
    await openSecrets(unit.db, platform.secretKey, Object.values(secrets));
    const isSaved = script !== null && code === script.code && language === script.language;
    const job = await startJob(unit, {
      spec: { kind: 'script', language, code, parameters, secrets, limits: draft.limits ?? scriptLimits.parse(script?.limits ?? {}) },
      title: script?.name ?? 'Draft',
      labels: draft.labels ?? {},
      timeoutSeconds: draft.timeoutSeconds ?? Math.min(script?.timeoutSeconds ?? 60, 3_600),
      repeatable: false,
      requestedById: caller.personId,
      ...(isSaved && { script: { id: script.id, version: script.version } }),
    });
    unit.audit({
      action: 'script.tested',
      subject: { kind: 'Script', id: script?.id ?? job.id },
      after: { jobId: job.id, title: job.title, isSaved, secrets, labels: draft.labels ?? {} },
    });
    return script && !isSaved
      ? unit.db.runnerJob.update({ where: { tenantId_id: { tenantId: caller.tenantId, id: job.id } }, data: { scriptId: script.id } })
      : job;
  });
}
