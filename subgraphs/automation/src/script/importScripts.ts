import { type Caller, requirePermission } from '#kit/caller';
import { transact } from '#kit/transact';
import type { AutomationPlatform } from '../context.ts';
import { keepsTheSame, keepScript } from './saveScript.ts';
import { type FileProblem, readScripts } from './scriptFile.ts';

export type ImportedScript = { name: string; change: 'ADDED' | 'CHANGED' | 'UNCHANGED' };
export type ScriptImport = { scripts: ImportedScript[]; problems: FileProblem[] };

/**
 * Takes in a file of scripts (script/scriptFile), by their names: all of them or, when anything is wrong with it, none. With `dryRun` nothing is changed, and the answer
 * says what would be. Scripts that the file does not name stay.
 */
export async function importScripts(
  platform: AutomationPlatform,
  caller: Caller,
  yaml: string,
  note: string | null,
  dryRun: boolean,
): Promise<ScriptImport> {
  requirePermission(caller, 'scripts:manage');
  const { scripts, problems } = readScripts(yaml);
  if (problems.length > 0) return { scripts: [], problems };
  return transact(platform, caller, async (unit) => {
    const rows = await unit.db.script.findMany({ where: { name: { in: scripts.map(({ name }) => name) }, archivedAt: null } });
    const byName = new Map(rows.map((row) => [row.name, row]));
    const imported: ImportedScript[] = [];
    for (const draft of scripts) {
      const before = byName.get(draft.name) ?? null;
      const isSame =
        before !== null &&
        keepsTheSame(before, draft) &&
        before.description === draft.description &&
        before.tags.join('\n') === draft.tags.join('\n');
      imported.push({ name: draft.name, change: before === null ? 'ADDED' : isSame ? 'UNCHANGED' : 'CHANGED' });
      if (!dryRun && !isSame) await keepScript(unit, caller, before, draft, { note });
    }
    return { scripts: imported, problems: [] };
  });
}
