import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import type { RuleSource } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsPlatform, IncidentsUnit } from '../context.ts';
import { storeRules } from '../ruleSource/storeRules.ts';
import { readRuleFile, type RuleFileRead } from './readRuleFile.ts';

/** Longest file, in characters; below what the gateway takes as one request. */
export const longestFile = 200_000;

export const ruleFile = z.object({
  /** Name of the source that holds the file; it is made when it is not there. */
  source: z.string().trim().min(1).max(100),
  /** Name of the file within the source; importing it again replaces its rules. */
  file: z.string().trim().min(1).max(200),
  content: z.string().max(longestFile),
});

export type Imported = RuleFileRead & { source: RuleSource };

/**
 * Brings the alert rules of a rule file; those that were there under the file's name and are not in it any more are gone. BAD_USER_INPUT, with the line,
 * for a file of which nothing can be read: then everything stays as it was.
 */
export async function importRuleFile(platform: IncidentsPlatform, actor: Actor, given: z.input<typeof ruleFile>): Promise<Imported> {
  const parsed = ruleFile.safeParse(given);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { source: name, file, content } = parsed.data;
  const read = readRuleFile(content, file);
  const [problem] = read.findings;
  if (read.rules.length === 0 && read.recordings === 0 && problem !== undefined) {
    throw new AppError('BAD_USER_INPUT', `Nothing of the file was understood. Line ${problem.line}: ${problem.code}, ${problem.detail}`);
  }

  return transact(platform, actor, async (unit) => {
    const source = await ensureFileSource(unit, name);
    const stored = await storeRules(unit, source.id, read.rules, { file });
    unit.audit({ action: 'ruleFile.imported', subject: { kind: 'RuleSource', id: source.id }, after: { file, ...stored } });
    return { ...read, source };
  });
}

async function ensureFileSource({ db, now, audit }: IncidentsUnit, name: string): Promise<RuleSource> {
  const known = await db.ruleSource.findFirst({ where: { name } });
  if (known !== null && known.kind !== 'FILE') throw new AppError('CONFLICT', `"${name}" is a rule source of another kind; choose another name.`);
  const outcome = { outcome: 'synced', attemptedAt: now, syncedAt: now };
  if (known !== null) return db.ruleSource.update({ where: { tenantId_id: { tenantId: known.tenantId, id: known.id } }, data: outcome });
  const made = await db.ruleSource.create({ data: { name, kind: 'FILE', createdAt: now, ...outcome } });
  audit({ action: 'ruleSource.created', subject: { kind: 'RuleSource', id: made.id }, after: { name, kind: 'FILE' } });
  return made;
}
