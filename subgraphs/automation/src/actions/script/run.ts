import { compileExpression, type Json } from '#kit/expression';
import { AppError } from '#kit/errors';
import type { Script, ScriptVersion } from '#prisma/generated/client';
import type { AutomationDb } from '../../context.ts';
import { evaluateIn, type Scope } from '../../engine/scope.ts';
import { type Deed, scopeVariables } from '../../playbook/definition.ts';
import { callOffStep, giveStep } from '../../runner/giveStep.ts';
import { runnerLabels } from '../../runner/runnerShape.ts';
import { readParameters } from '../../script/parameterSchema.ts';
import { type ScriptLimits, scriptLimits } from '../../script/scriptLimits.ts';
import type { Action, StepProblem } from '../actionKinds.ts';

type ScriptStep = Extract<Deed, { kind: 'script' }>;

/** Runs a script of the library on a runner. */
export const scriptAction: Action<ScriptStep> = {
  async check(step, { db }) {
    const found = await findScript(db, step).catch((error: unknown) => problemOf('script', error));
    const names = 'path' in found ? [] : missingNames(found.schema, step);
    const secrets = Object.entries(step.secrets);
    const known = new Set(
      (await db.secret.findMany({ where: { name: { in: secrets.map(([, name]) => name) } }, select: { name: true } })).map(({ name }) => name),
    );
    return [
      ...('path' in found ? [found] : []),
      ...names,
      ...Object.entries(step.parameters).flatMap(([name, text]) => problemsAt(`parameters.${name}`, () => compileExpression(text, scopeVariables))),
      ...secrets.flatMap(([variable, name]) =>
        known.has(name) ? [] : [{ path: `secrets.${variable}`, message: `There is no secret named ${name}.` }],
      ),
      ...labelProblems(step.runner),
    ];
  },

  async describe(step, { scope, ref }, { database }) {
    const { name, version, language, schema, limits } = await database.inTenant(ref.tenantId, (db) => findScript(db, step));
    const parameters = readParameters(schema, evaluateAll(step.parameters, scope));
    return { script: name, version, language, parameters, secrets: step.secrets, runner: step.runner, timeoutSeconds: step.timeoutSeconds, limits };
  },

  async perform(step, { scope, ref }, platform) {
    const { id, name, version, language, code, schema, limits } = await platform.database.inTenant(ref.tenantId, (db) => findScript(db, step));
    const parameters = readParameters(schema, evaluateAll(step.parameters, scope));
    return giveStep(platform, ref, {
      spec: { kind: 'script', language, code, parameters, secrets: step.secrets, limits },
      title: name,
      labels: step.runner,
      timeoutSeconds: step.timeoutSeconds,
      repeatable: step.idempotent === true,
      script: { id, version },
    });
  },

  isRepeatable: (step) => step.idempotent === true,
  cancel: (_, ref, platform) => callOffStep(platform, ref),
};

type FoundScript = Pick<Script, 'id' | 'name'> &
  Pick<ScriptVersion, 'version' | 'language' | 'code'> & { schema: Record<string, unknown>; limits: ScriptLimits };

/** The script that a step names, in the version that it names. NOT_FOUND. */
async function findScript(
  db: Pick<AutomationDb, 'script' | 'scriptVersion'>,
  { script: name, version }: Pick<ScriptStep, 'script' | 'version'>,
): Promise<FoundScript> {
  const script = await db.script.findFirst({ where: { name, archivedAt: null } });
  if (!script) throw new AppError('NOT_FOUND', `There is no script named ${name}.`);
  const kept =
    version === undefined || version === script.version ? script : await db.scriptVersion.findFirst({ where: { scriptId: script.id, version } });
  if (!kept) throw new AppError('NOT_FOUND', `The script ${name} has no version ${version}.`);
  return {
    ...{ id: script.id, name, version: kept.version, language: kept.language, code: kept.code, limits: scriptLimits.parse(kept.limits) },
    schema: kept.parameters as Record<string, unknown>,
  };
}

function evaluateAll(parameters: ScriptStep['parameters'], scope: Scope): Record<string, Json> {
  return Object.fromEntries(Object.entries(parameters).map(([name, text]) => [name, evaluateIn(scope, text)]));
}

/** Parameters that the schema wants and the step does not give, and such as it does not know where it knows all. */
function missingNames(schema: Record<string, unknown>, { parameters }: ScriptStep): StepProblem[] {
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  const known = Object.keys((schema['properties'] as object | undefined) ?? {});
  const given = Object.keys(parameters);
  return [
    ...required.filter((name) => !given.includes(name)).map((name) => ({ path: 'parameters', message: `The script needs the parameter ${name}.` })),
    ...(schema['additionalProperties'] === false
      ? given
          .filter((name) => !known.includes(name))
          .map((name) => ({ path: `parameters.${name}`, message: `The script knows no parameter ${name}.` }))
      : []),
  ];
}

export function labelProblems(labels: Record<string, string>): StepProblem[] {
  const parsed = runnerLabels.safeParse(labels);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ path: ['runner', ...path].join('.'), message: `It ${message}.` }));
}

export function problemsAt(path: string, work: () => unknown): StepProblem[] {
  try {
    work();
    return [];
  } catch (error) {
    return [problemOf(path, error)];
  }
}

function problemOf(path: string, error: unknown): StepProblem {
  if (!(error instanceof AppError)) throw error;
  return { path, message: error.message };
}
