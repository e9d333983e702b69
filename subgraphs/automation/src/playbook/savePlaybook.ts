import { AppError } from '#kit/errors';
import { type Actor, transact } from '#kit/transact';
import type { Prisma } from '#prisma/generated/client';
import { type Playbook } from '#prisma/generated/client';
import type { AutomationPlatform, AutomationUnit } from '../context.ts';
import { checkPlaybook } from './checkPlaybook.ts';
import type { PlaybookDefinition } from './definition.ts';
import { sealDefinition } from './sealHeaders.ts';

export type PlaybookDraft = ({ yaml: string } | { definition: unknown }) & {
  /** Null for a new one. */
  id: string | null;
  /** The version that the author saw; null for a new one. */
  baseVersion: number | null;
  note?: string | null;
  /** As it is by default; a new one is enabled. */
  enabled?: boolean | null;
};

/**
 * Saves a playbook as a further version; runs under way keep theirs. Secret values of headers are sealed. BAD_USER_INPUT names the first things that are wrong with it,
 * NOT_FOUND, CONFLICT for a name that is taken and when somebody else saved since `baseVersion`. Who may do this is checked at the door.
 */
export function savePlaybook(platform: AutomationPlatform, actor: Actor, draft: PlaybookDraft): Promise<Playbook> {
  return transact(platform, actor, async (unit) => {
    const { definition, problems } = await checkPlaybook('yaml' in draft ? { yaml: draft.yaml } : { definition: draft.definition }, {
      outbound: platform.outbound,
      db: unit.db,
    });
    if (!definition || problems.length > 0) throw new AppError('BAD_USER_INPUT', explain(problems));
    const before = draft.id === null ? null : await requirePlaybook(unit, draft.id, draft.baseVersion);
    const sealed = sealDefinition(definition, platform.secretKey, before?.definition);
    const saved = await write(unit, actor, draft, before, sealed);
    const seen = (playbook: Playbook): Prisma.InputJsonObject => ({ name: playbook.name, version: playbook.version, enabled: playbook.enabled });
    unit.audit({
      action: before ? 'playbook.saved' : 'playbook.created',
      subject: { kind: 'playbook', id: saved.id },
      ...(before && { before: seen(before) }),
      after: { ...seen(saved), note: draft.note ?? null },
    });
    return saved;
  });
}

async function requirePlaybook({ db }: AutomationUnit, id: string, baseVersion: number | null): Promise<Playbook> {
  const [locked] = await db.$queryRaw<{ id: string }[]>`SELECT id FROM playbook WHERE id = ${id}::uuid AND archived_at IS NULL FOR UPDATE`;
  if (!locked) throw new AppError('NOT_FOUND', `There is no playbook ${id}.`);
  const playbook = await db.playbook.findFirstOrThrow({ where: { id } });
  if (playbook.version !== baseVersion) {
    throw new AppError('CONFLICT', `Somebody else saved this playbook since; version ${playbook.version} is the last one.`);
  }
  return playbook;
}

async function write(
  { db, now }: AutomationUnit,
  actor: Actor,
  { note, enabled }: PlaybookDraft,
  before: Playbook | null,
  definition: PlaybookDefinition,
): Promise<Playbook> {
  const { name, tags } = definition;
  if (name !== before?.name && (await db.playbook.findFirst({ where: { name, archivedAt: null }, select: { id: true } })))
    throw new AppError('CONFLICT', `There is already a playbook named ${name}.`);
  const said = { name, tags, definition: definition as Prisma.InputJsonObject, updatedAt: now };
  const [saved] = before
    ? [
        await db.playbook.update({
          where: { tenantId_id: { tenantId: before.tenantId, id: before.id } },
          data: { ...said, version: { increment: 1 }, enabled: enabled ?? before.enabled },
        }),
      ]
    : await db.playbook.createManyAndReturn({
        data: [{ ...said, createdAt: now, enabled: enabled ?? true, ownerId: actor.personId }],
        skipDuplicates: true,
      });
  if (!saved) throw new AppError('CONFLICT', `There is already a playbook named ${name}.`);
  await db.playbookVersion.create({
    data: {
      playbookId: saved.id,
      version: saved.version,
      definition: said.definition,
      note: note ?? null,
      createdAt: now,
      createdById: actor.personId,
    },
  });
  return saved;
}

/** The first things that are wrong, a line each. */
function explain(problems: readonly { path: string; message: string; line: number | null }[]): string {
  const lines = problems
    .slice(0, 10)
    .map(({ path, message, line }) => `${line === null ? '' : `line ${line}: `}${path === '' ? '' : `${path}: `}${message}`);
  return lines.join('\n') || 'This is not a playbook.';
}
