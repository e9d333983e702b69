import { requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Page, readPage } from '#kit/page';
import type { Playbook, Prisma, Script, ScriptVersion } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { AutomationContext } from '../context.ts';
import { isUuid, readNamedPage } from '../named.ts';
import { readUsers } from '../playbook/findUsers.ts';
import { PlaybookConnection } from '../playbook/playbook.type.ts';
import { personStub, PersonStub, TeamStub } from '../stubs.ts';
import { archiveScript } from './archiveScript.ts';
import { importScripts, type ScriptImport } from './importScripts.ts';
import { saveScript } from './saveScript.ts';
import {
  ScriptConnection,
  ScriptFilter,
  ScriptImportType,
  ScriptInputType,
  ScriptLimitsType,
  ScriptType,
  ScriptVersionConnection,
  ScriptVersionType,
} from './script.type.ts';
import { writeScripts } from './scriptFile.ts';
import { type ScriptLimits, scriptLimits } from './scriptLimits.ts';
import type { ScriptDraft } from './scriptShape.ts';

@Resolver(() => ScriptType)
export class ScriptResolver {
  @Query(() => ScriptConnection, { description: 'Scripts of the library by name. Needs scripts:read.' })
  scripts(
    @Arg('filter', () => ScriptFilter, { nullable: true }) filter: ScriptFilter | null,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<Page<Script>> {
    requirePermission(caller, 'scripts:read');
    const where = conditions(filter ?? {});
    return readNamedPage(
      { first, after },
      ({ after: past, ...query }) => db.script.findMany({ where: { AND: [where, past] }, ...query }),
      (take) => db.script.count({ where, take }),
    );
  }

  @Query(() => ScriptType, { nullable: true, description: 'One script; null for an id that is not known here. Needs scripts:read.' })
  async script(@Arg('id', () => ID) id: string, @Ctx() { caller, db }: AutomationContext): Promise<Script | null> {
    requirePermission(caller, 'scripts:read');
    return isUuid(id) ? db.script.findFirst({ where: { id } }) : null;
  }

  @Query(() => String, { description: 'Scripts as one YAML file, to be kept in Git; the whole library without ids. NOT_FOUND. Needs scripts:read.' })
  async exportScripts(
    @Arg('ids', () => [ID], { nullable: true, description: 'At most 200.' }) ids: string[] | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<string> {
    requirePermission(caller, 'scripts:read');
    const wanted = ids?.slice(0, 200).filter(isUuid);
    const rows = await db.script.findMany({
      where: { archivedAt: null, ...(wanted && { id: { in: wanted } }) },
      orderBy: { name: 'asc' },
      take: 200,
    });
    if (ids !== null && rows.length < new Set(ids).size) throw new AppError('NOT_FOUND', 'There is no script with one of these ids.');
    return writeScripts(rows.map(draftOf));
  }

  @Mutation(() => ScriptType, {
    description:
      'Saves a script, as another version when its code, language, parameters, time or limits changed. BAD_USER_INPUT, NOT_FOUND, CONFLICT when somebody else saved or the name is taken. Needs scripts:manage.',
  })
  saveScript(@Arg('input', () => ScriptInputType) input: ScriptInputType, @Ctx() { platform, caller }: AutomationContext): Promise<Script> {
    return saveScript(platform, caller, input);
  }

  @Mutation(() => ScriptType, {
    description: 'Takes a script out of the library. NOT_FOUND, IN_USE with the playbooks that name it. Needs scripts:manage.',
  })
  archiveScript(
    @Arg('id', () => ID) id: string,
    @Arg('force', () => Boolean, { defaultValue: false, description: 'Also when playbooks name it; their steps fail from then on.' }) force: boolean,
    @Ctx() { platform, caller }: AutomationContext,
  ): Promise<Script> {
    return archiveScript(platform, caller, id, force);
  }

  @Mutation(() => ScriptImportType, {
    description:
      'Takes in a YAML file as exportScripts writes it, by the names of its scripts: all of them, or none when anything is wrong. Needs scripts:manage.',
  })
  importScripts(
    @Arg('yaml', () => String, { description: 'At most 2,000,000 characters.' }) yaml: string,
    @Arg('note', () => String, { nullable: true, description: 'For the versions that it makes.' }) note: string | null,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: 'Only says what would change.' }) dryRun: boolean,
    @Ctx() { platform, caller }: AutomationContext,
  ): Promise<ScriptImport> {
    return importScripts(platform, caller, yaml, note, dryRun);
  }

  @FieldResolver(() => PlaybookConnection, {
    description: 'Playbooks whose steps name it, by name; those that are put away not. Needs playbooks:read.',
  })
  usedBy(
    @Root() { name }: Script,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Ctx() { caller, db }: AutomationContext,
  ): Promise<Page<Playbook>> {
    requirePermission(caller, 'playbooks:read');
    return readUsers(db, { kind: 'script', name }, { first, after });
  }

  @FieldResolver(() => TeamStub, { nullable: true, description: 'The team that looks after it.' })
  team(@Root() { teamId }: Script): TeamStub | null {
    return teamId === null ? null : { id: teamId };
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who saved it last; null for a key without a person.' })
  updatedBy(@Root() { updatedById }: Script): PersonStub | null {
    return personStub(updatedById);
  }

  @FieldResolver(() => ScriptLimitsType, { description: 'What it may use.' })
  limits(@Root() { limits }: Script): ScriptLimits {
    return scriptLimits.parse(limits);
  }

  @FieldResolver(() => String, { description: 'It as a YAML file.' })
  yaml(@Root() script: Script): string {
    return writeScripts([draftOf(script)]);
  }

  @FieldResolver(() => ScriptVersionConnection, { description: 'As it was saved, the latest first.' })
  versions(
    @Root() { id: scriptId }: Script,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Ctx() { db }: AutomationContext,
  ): Promise<Page<ScriptVersion>> {
    return readPage(
      { first, after },
      {
        position: ({ version }: ScriptVersion) => [version] as [number],
        shape: z.tuple([z.int()]),
        read: ({ after: past, take }) =>
          db.scriptVersion.findMany({ where: { scriptId, ...(past && { version: { lt: past[0] } }) }, orderBy: { version: 'desc' }, take }),
        count: (take) => db.scriptVersion.count({ where: { scriptId }, take }),
      },
    );
  }
}

@Resolver(() => ScriptVersionType)
export class ScriptVersionResolver {
  @FieldResolver(() => ScriptLimitsType, { description: 'What it may use.' })
  limits(@Root() { limits }: ScriptVersion): ScriptLimits {
    return scriptLimits.parse(limits);
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who saved it; null for a key without a person.' })
  author(@Root() { authorId }: ScriptVersion): PersonStub | null {
    return personStub(authorId);
  }
}

function conditions({ text, tag, language, archived }: ScriptFilter): Prisma.ScriptWhereInput {
  const contains = { contains: text ?? '', mode: 'insensitive' as const };
  return {
    archivedAt: archived === true ? { not: null } : null,
    ...(text && { OR: [{ name: contains }, { description: contains }] }),
    ...(tag && { tags: { has: tag } }),
    ...(language && { language }),
  };
}

function draftOf({ name, description, language, tags, code, parameters, timeoutSeconds, limits }: Script): ScriptDraft {
  return {
    name,
    description,
    language,
    tags,
    code,
    parameters: parameters as ScriptDraft['parameters'],
    timeoutSeconds,
    limits: scriptLimits.parse(limits),
  };
}
