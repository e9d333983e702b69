import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact, type Unit } from '#kit/transact';
import type { Prisma, Script } from '#prisma/generated/client';
import { z } from 'zod';
import type { AutomationDb, AutomationPlatform } from '../context.ts';
import { isUuid, readInput } from '../named.ts';
import { judgeSchema } from './parameterSchema.ts';
import { scriptLimits } from './scriptLimits.ts';
import { type ScriptDraft, scriptDraft } from './scriptShape.ts';

const saving = scriptDraft.extend({
  /** The script to change; null adds one. */
  id: z.string().nullish(),
  /** The version that the draft was made from; 0 for a new one. */
  baseVersion: z.int().min(0).default(0),
  teamId: z.uuid().nullish(),
  /** Null keeps those that it has; a new one gets the usual, and no network. */
  limits: scriptLimits.nullish(),
  note: z.string().trim().max(500).nullish(),
});
export type ScriptSaving = z.input<typeof saving>;

/**
 * Saves a script: another version of it, when what a version keeps has changed. BAD_USER_INPUT has a line for each field that is wrong, NOT_FOUND, CONFLICT when somebody
 * else saved since the draft was begun, or the name is taken.
 */
export async function saveScript(platform: AutomationPlatform, caller: Caller, given: ScriptSaving): Promise<Script> {
  requirePermission(caller, 'scripts:manage');
  const { id, baseVersion, teamId, note, limits, ...draft } = readInput(saving, given);
  const problem = judgeSchema(draft.parameters);
  if (problem !== null) throw new AppError('BAD_USER_INPUT', `parameters: ${problem}.`);
  return transact(platform, caller, async (unit) => {
    const before = id != null && isUuid(id) ? await unit.db.script.findFirst({ where: { id, archivedAt: null } }) : null;
    if (id != null && !before) throw new AppError('NOT_FOUND', `There is no script with the id ${id}.`);
    if ((before?.version ?? 0) !== baseVersion) {
      throw new AppError(
        'CONFLICT',
        `The script was saved by somebody else: version ${before?.version ?? 0} is there, this draft began at ${baseVersion}.`,
      );
    }
    return keepScript(unit, caller, before, { ...draft, limits: limits ?? scriptLimits.parse(before?.limits ?? {}) }, { teamId, note });
  });
}

/** Writes a script that was judged, and its version when what a version keeps has changed. CONFLICT when its name is taken. */
export async function keepScript(
  { db, now, audit }: Unit<AutomationDb>,
  { tenantId, personId }: Pick<Caller, 'tenantId' | 'personId'>,
  before: Script | null,
  draft: ScriptDraft,
  { teamId, note }: { teamId?: string | null | undefined; note?: string | null | undefined },
): Promise<Script> {
  const { language, code, timeoutSeconds, limits } = draft;
  const parameters = draft.parameters as Prisma.InputJsonObject;
  const taken = await db.script.findFirst({
    where: { name: draft.name, archivedAt: null, ...(before && { id: { not: before.id } }) },
    select: { id: true },
  });
  if (taken) throw new AppError('CONFLICT', `name: There is already a script named ${draft.name}.`);
  const isNew = before === null || !keepsTheSame(before, draft);
  const version = (before?.version ?? 0) + (isNew ? 1 : 0);
  const row = { ...draft, parameters, version, updatedAt: now, updatedById: personId, ...(teamId !== undefined && { teamId }) };
  const saved = before
    ? await db.script.update({ where: { tenantId_id: { tenantId, id: before.id } }, data: row })
    : await db.script.create({ data: { ...row, createdAt: now } });
  if (isNew) {
    await db.scriptVersion.create({
      data: { scriptId: saved.id, version, at: now, authorId: personId, note: note || null, language, code, parameters, timeoutSeconds, limits },
    });
  }
  audit({
    action: 'script.saved',
    subject: { kind: 'Script', id: saved.id },
    ...(before && { before: shown(before) }),
    after: shown(saved),
  });
  return saved;
}

/** Whether a version of this script would keep the same. */
export function keepsTheSame(script: Script, { language, code, parameters, timeoutSeconds, limits }: ScriptDraft): boolean {
  const kept = (part: Pick<ScriptDraft, 'language' | 'code' | 'timeoutSeconds'>, schema: unknown, bounds: unknown) =>
    JSON.stringify([part.language, part.code, part.timeoutSeconds, sorted(schema), sorted(bounds)]);
  return kept(script, script.parameters, scriptLimits.parse(script.limits)) === kept({ language, code, timeoutSeconds }, parameters, limits);
}

/** PostgreSQL orders the fields of its JSON in its own way. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  );
}

const shown = ({ name, version, language, tags, teamId, timeoutSeconds, limits }: Script) => ({
  ...{ name, version, language, tags, teamId, timeoutSeconds, limits },
});
