import { requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Page, readPage } from '#kit/page';
import { JsonScalar } from '#kit/schema';
import type { Playbook, PlaybookVersion, Prisma } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { AutomationContext } from '../context.ts';
import { personStub, PersonStub } from '../stubs.ts';
import { type RankedPlaybook, type RankPosition, readRanked } from '../stats/readRanked.ts';
import { checkPlaybook } from './checkPlaybook.ts';
import { playbookDefinition } from './definition.ts';
import {
  CheckPlaybookInput,
  PlaybookCheckType,
  PlaybookConnection,
  PlaybookFilter,
  PlaybookOrder,
  PlaybookType,
  PlaybookVersionConnection,
  PlaybookVersionType,
} from './playbook.type.ts';
import { resolvePlaybook } from './resolvePlaybook.ts';
import { maskDefinition } from './sealHeaders.ts';
import { toYaml } from './yaml.ts';

/** One of both ways in which a playbook is sent. BAD_USER_INPUT for none and for both. */
export function readSource({ yaml, definition }: Pick<CheckPlaybookInput, 'yaml' | 'definition'>): { yaml: string } | { definition: unknown } {
  if (((yaml ?? null) === null) === ((definition ?? null) === null)) throw new AppError('BAD_USER_INPUT', 'Send either "yaml" or "definition".');
  return typeof yaml === 'string' ? { yaml } : { definition };
}

@Resolver(() => PlaybookType)
export class PlaybookResolver {
  @Query(() => PlaybookConnection, { description: 'The playbooks. Needs playbooks:read; by rank also runs:read.' })
  playbooks(
    @Arg('filter', () => PlaybookFilter, { nullable: true }) filter: PlaybookFilter | null,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Arg('order', () => PlaybookOrder, { defaultValue: PlaybookOrder.NAME }) order: PlaybookOrder,
    @Ctx() { caller, db, platform }: AutomationContext,
  ): Promise<Page<Playbook>> {
    requirePermission(caller, 'playbooks:read');
    const where = wherePlaybooks(filter);
    const count = (limit: number): Promise<number> => db.playbook.count({ where, take: limit });
    if (order === 'RANK') {
      requirePermission(caller, 'runs:read');
      return readPage<RankedPlaybook, RankPosition>(
        { first, after },
        {
          position: ({ score, name, id }) => [score, name, id],
          shape: z.tuple([z.number(), z.string(), z.uuid()]),
          read: (page) => readRanked(db, platform.clock.now(), filter, page),
          count,
        },
      );
    }
    return readPage<Playbook, [string, string]>(
      { first, after },
      {
        position: ({ name, id }) => [name, id],
        shape: z.tuple([z.string(), z.uuid()]),
        read: ({ after, take }) =>
          db.playbook.findMany({
            where: after ? { AND: [where, { OR: [{ name: { gt: after[0] } }, { name: after[0], id: { gt: after[1] } }] }] } : where,
            orderBy: [{ name: 'asc' }, { id: 'asc' }],
            take,
          }),
        count,
      },
    );
  }

  @Query(() => PlaybookType, { nullable: true, description: 'One playbook; null for an unknown id. Needs playbooks:read.' })
  playbook(@Arg('id', () => ID) id: string, @Ctx() context: AutomationContext): Promise<Playbook | null> {
    return resolvePlaybook({ id }, context);
  }

  @Query(() => PlaybookCheckType, {
    description:
      'Reads a playbook and finds what is wrong with it; nothing is saved. BAD_USER_INPUT for one of more than 256 KiB. Needs playbooks:read.',
  })
  async checkPlaybook(
    @Arg('input', () => CheckPlaybookInput) input: CheckPlaybookInput,
    @Ctx() { caller, db, platform }: AutomationContext,
  ): Promise<PlaybookCheckType> {
    requirePermission(caller, 'playbooks:read');
    const { definition, problems } = await checkPlaybook(readSource(input), { outbound: platform.outbound, db });
    return { definition, yaml: definition && toYaml(definition), problems };
  }

  @FieldResolver(() => String, { description: 'What it says of itself.' })
  description(@Root() { definition }: Playbook): string {
    return playbookDefinition.safeParse(definition).data?.description ?? '';
  }

  @FieldResolver(() => JsonScalar, { description: 'Its steps, inputs and policies; values of secret headers are `***`.' })
  definition(@Root() { definition }: Playbook): unknown {
    return maskDefinition(definition);
  }

  @FieldResolver(() => String, { description: 'The same as a file.' })
  yaml(@Root() { definition }: Playbook): string {
    return showYaml(definition);
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who made it; null for the platform itself and for an API key without a person.' })
  owner(@Root() { ownerId }: Playbook): PersonStub | null {
    return personStub(ownerId);
  }

  @FieldResolver(() => PlaybookVersionConnection, { description: 'The playbook each time that it was saved, newest first.' })
  versions(
    @Root() { id: playbookId }: Playbook,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { db }: AutomationContext,
  ): Promise<Page<PlaybookVersion>> {
    return readPage<PlaybookVersion, [number]>(
      { first, after },
      {
        position: ({ version }) => [version],
        shape: z.tuple([z.int()]),
        read: ({ after, take }) =>
          db.playbookVersion.findMany({ where: { playbookId, ...(after && { version: { lt: after[0] } }) }, orderBy: { version: 'desc' }, take }),
        count: (limit) => db.playbookVersion.count({ where: { playbookId }, take: limit }),
      },
    );
  }
}

@Resolver(() => PlaybookVersionType)
export class PlaybookVersionResolver {
  @FieldResolver(() => JsonScalar, { description: 'Values of secret headers are `***`.' })
  definition(@Root() { definition }: PlaybookVersion): unknown {
    return maskDefinition(definition);
  }

  @FieldResolver(() => String, { description: 'The same as a file.' })
  yaml(@Root() { definition }: PlaybookVersion): string {
    return showYaml(definition);
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who saved it; null for the platform itself and for an API key without a person.' })
  createdBy(@Root() { createdById }: PlaybookVersion): PersonStub | null {
    return personStub(createdById);
  }
}

function showYaml(stored: unknown): string {
  const parsed = playbookDefinition.safeParse(stored);
  return parsed.success ? toYaml(maskDefinition(parsed.data)) : '';
}

function wherePlaybooks(filter: PlaybookFilter | null): Prisma.PlaybookWhereInput {
  const text = filter?.text?.trim() ?? '';
  return {
    archivedAt: filter?.archived === true ? { not: null } : null,
    ...(filter?.tag && { tags: { has: filter.tag } }),
    ...(text !== '' && {
      OR: [
        { name: { contains: text, mode: 'insensitive' as const } },
        { definition: { path: ['description'], string_contains: text, mode: 'insensitive' as const } },
      ],
    }),
  };
}
