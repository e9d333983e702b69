import { requirePermission } from '#kit/caller';
import { type Page, readPage } from '#kit/page';
import type { EscalationChain, EscalationChainVersion } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { NotifyContext } from '../context.ts';
import { listPolicy, plantPolicy } from '../policy/plantPolicy.ts';
import { readPolicy } from '../policy/readPolicy.ts';
import { personStub, PersonStub } from '../stubs.ts';
import {
  EscalationChainConnection,
  EscalationChainInput,
  EscalationChainType,
  EscalationChainVersionConnection,
  EscalationChainVersionType,
  EscalationStepType,
} from './chain.type.ts';
import { type ChainDraft, chainDraft } from './chainDraft.ts';
import { deleteChain } from './deleteChain.ts';
import { saveChain } from './saveChain.ts';
import { readChainInput, showStep } from './showChain.ts';

const draftOf = ({ body }: { body: unknown }): ChainDraft => chainDraft.parse(body);

@Resolver(() => EscalationChainType)
export class ChainResolver {
  @Query(() => EscalationChainConnection, { description: 'The chains, by name.' })
  escalationChains(
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: NotifyContext,
  ): Promise<Page<EscalationChain>> {
    requirePermission(caller, 'policies:read');
    return readPage<EscalationChain, [string]>(
      { first, after },
      {
        position: ({ name }) => [name],
        shape: z.tuple([z.string()]),
        read: ({ after, take }) => db.escalationChain.findMany({ where: after ? { name: { gt: after[0] } } : {}, orderBy: { name: 'asc' }, take }),
        count: (limit) => db.escalationChain.count({ take: limit }),
      },
    );
  }

  @Query(() => EscalationChainType, { nullable: true, description: 'One chain; null for an unknown id.' })
  escalationChain(@Arg('id', () => ID) id: string, @Ctx() { caller, db }: NotifyContext): Promise<EscalationChain | null> {
    requirePermission(caller, 'policies:read');
    return db.escalationChain.findFirst({ where: { id } });
  }

  @Mutation(() => EscalationChainType, {
    description:
      'Adds a chain. BAD_USER_INPUT for steps that make no sense, NOT_FOUND for what they name and is not there, CONFLICT for a name that is taken.',
  })
  createEscalationChain(
    @Arg('chain', () => EscalationChainInput) chain: EscalationChainInput,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() { caller, platform }: NotifyContext,
  ): Promise<EscalationChain> {
    requirePermission(caller, 'policies:manage');
    return saveChain(platform, caller, { id: null, chain: readChainInput(chain), expectedVersion: 0, note });
  }

  @Mutation(() => EscalationChainType, {
    description:
      'Saves a chain as a further version; runs under way keep their steps. CONFLICT when somebody else saved since `expectedVersion`, else as createEscalationChain.',
  })
  updateEscalationChain(
    @Arg('id', () => ID) id: string,
    @Arg('chain', () => EscalationChainInput) chain: EscalationChainInput,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() { caller, platform }: NotifyContext,
  ): Promise<EscalationChain> {
    requirePermission(caller, 'policies:manage');
    return saveChain(platform, caller, { id, chain: readChainInput(chain), expectedVersion, note });
  }

  @Mutation(() => ID, { description: 'Takes a chain away. NOT_FOUND, CONFLICT while the live policy names it.' })
  async deleteEscalationChain(@Arg('id', () => ID) id: string, @Ctx() { caller, platform }: NotifyContext): Promise<string> {
    requirePermission(caller, 'policies:manage');
    await deleteChain(platform, caller, id);
    return id;
  }

  @FieldResolver(() => String)
  description(@Root() chain: EscalationChain): string {
    return draftOf(chain).description;
  }

  @FieldResolver(() => [EscalationStepType])
  steps(@Root() chain: EscalationChain): EscalationStepType[] {
    return draftOf(chain).steps.map(showStep);
  }

  @FieldResolver(() => [EscalationStepType], { description: 'For incidents that the policy calls important; none for the same.' })
  importantSteps(@Root() chain: EscalationChain): EscalationStepType[] {
    return draftOf(chain).importantSteps.map(showStep);
  }

  @FieldResolver(() => Boolean, { description: 'Whether those who were told hear that somebody has it.' })
  tellsAcknowledged(@Root() chain: EscalationChain): boolean {
    return draftOf(chain).tellsAcknowledged;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How long after the last step it begins again while nobody answers; null for never.' })
  remindMinutes(@Root() chain: EscalationChain): number | null {
    return draftOf(chain).remindMinutes;
  }

  @FieldResolver(() => [[String]], { description: 'The nodes of the live policy that tell by it, by their names from the root down.' })
  async usedBy(@Root() { id }: EscalationChain, @Ctx() { db }: NotifyContext): Promise<string[][]> {
    const policy = await readPolicy(db);
    const nodes = policy ? listPolicy(plantPolicy(policy.draft)) : [];
    return nodes.filter(({ tells, chainId }) => tells === 'CHAIN' && chainId === id).map(({ path }) => path);
  }

  @FieldResolver(() => Int, { description: 'Incidents for which it runs.' })
  running(@Root() { id }: EscalationChain, @Ctx() { db }: NotifyContext): Promise<number> {
    return db.escalationRun.count({ where: { chainId: id, state: 'RUNNING' } });
  }

  @FieldResolver(() => EscalationChainVersionConnection, { description: 'The chain each time that it was saved, newest first.' })
  versions(
    @Root() { id }: EscalationChain,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { db }: NotifyContext,
  ): Promise<Page<EscalationChainVersion>> {
    return readPage<EscalationChainVersion, [number]>(
      { first, after },
      {
        position: ({ version }) => [version],
        shape: z.tuple([z.int()]),
        read: ({ after, take }) =>
          db.escalationChainVersion.findMany({
            where: { chainId: id, ...(after && { version: { lt: after[0] } }) },
            orderBy: { version: 'desc' },
            take,
          }),
        count: (limit) => db.escalationChainVersion.count({ where: { chainId: id }, take: limit }),
      },
    );
  }
}

@Resolver(() => EscalationChainVersionType)
export class ChainVersionResolver {
  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who saved it; null for the platform itself and for an API key without a person.' })
  author(@Root() { actorId }: EscalationChainVersion): PersonStub | null {
    return personStub(actorId);
  }

  @FieldResolver(() => [EscalationStepType])
  steps(@Root() version: EscalationChainVersion): EscalationStepType[] {
    return draftOf(version).steps.map(showStep);
  }

  @FieldResolver(() => [EscalationStepType])
  importantSteps(@Root() version: EscalationChainVersion): EscalationStepType[] {
    return draftOf(version).importantSteps.map(showStep);
  }

  @FieldResolver(() => String)
  description(@Root() version: EscalationChainVersion): string {
    return draftOf(version).description;
  }

  @FieldResolver(() => Boolean, { description: 'Whether those who were told heard that somebody has it.' })
  tellsAcknowledged(@Root() version: EscalationChainVersion): boolean {
    return draftOf(version).tellsAcknowledged;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How long after the last step it began again while nobody answered; null for never.' })
  remindMinutes(@Root() version: EscalationChainVersion): number | null {
    return draftOf(version).remindMinutes;
  }
}
