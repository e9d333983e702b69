import type { Labels } from '#contracts/words';
import { requirePermission } from '#kit/caller';
import { type Page, readPage } from '#kit/page';
import { DateTimeScalar, LabelsScalar } from '#kit/schema';
import type { PolicyVersion } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { NotifyContext } from '../context.ts';
import { Priority, Severity } from '../enums.ts';
import { showStep } from '../escalation/showChain.ts';
import { personStub, PersonStub } from '../stubs.ts';
import { checkPolicy } from './checkPolicy.ts';
import { policyDraft } from './policyDraft.ts';
import {
  PolicyNodeInput,
  PolicyNodeType,
  PolicyProblemType,
  PolicyType,
  PolicyVersionConnection,
  PolicyVersionType,
  WhoWouldBeToldType,
} from './policy.type.ts';
import { readPolicy } from './readPolicy.ts';
import { restorePolicy, savePolicy } from './savePolicy.ts';
import { nestPolicy, showPolicy } from './showPolicy.ts';
import { everybody, whoWouldBeTold } from './whoWouldBeTold.ts';

@Resolver(() => PolicyType)
export class PolicyResolver {
  @Query(() => PolicyType, { description: 'The policy that is live: it decides who is told of an incident.' })
  async policy(@Ctx() { caller, db }: NotifyContext): Promise<PolicyType> {
    requirePermission(caller, 'policies:read');
    const live = await readPolicy(db);
    return { version: live?.version ?? 0, nodes: showPolicy(live?.draft ?? everybody) };
  }

  @Query(() => [PolicyProblemType], { description: 'Everything that makes no sense in a draft; none when it could be saved.' })
  checkPolicy(@Arg('tree', () => [PolicyNodeInput]) tree: PolicyNodeInput[], @Ctx() { caller }: NotifyContext): PolicyProblemType[] {
    requirePermission(caller, 'policies:read');
    return checkPolicy(nestPolicy(tree)).problems;
  }

  @Query(() => WhoWouldBeToldType, {
    description:
      'Who would be told of an incident, or of labels that one would have, when and why, by the live policy or by a draft, if it were announced at a moment and nobody answered.',
  })
  async whoWouldBeTold(
    @Arg('incidentId', () => ID, { nullable: true }) incidentId: string | null,
    @Arg('labels', () => LabelsScalar, { nullable: true }) labels: Labels | null,
    @Arg('severity', () => Severity, { nullable: true, description: 'MEDIUM by default.' }) severity: Severity | null,
    @Arg('priority', () => Priority, { nullable: true }) priority: Priority | null,
    @Arg('ownerTeamId', () => ID, { nullable: true }) ownerTeamId: string | null,
    @Arg('at', () => DateTimeScalar, { nullable: true, description: 'Now by default.' }) at: Date | null,
    @Arg('draft', () => [PolicyNodeInput], { nullable: true }) draft: PolicyNodeInput[] | null,
    @Ctx() { caller, db, platform }: NotifyContext,
  ): Promise<WhoWouldBeToldType> {
    requirePermission(caller, 'policies:read');
    if (incidentId != null) requirePermission(caller, 'incidents:read');
    const trial = { incidentId, labels, severity, priority, ownerTeamId, at, draft: draft && nestPolicy(draft) };
    const { verdicts, ways } = await whoWouldBeTold(db, platform, trial);
    return {
      verdicts: verdicts.map(({ node: { id, path }, reason, facts }) => ({
        ...{ key: id, path, decision: { reason, facts } },
        matched: reason === 'took_incident' || reason === 'passed_down',
      })),
      ways: ways.map(({ chain, ...way }) => ({ ...way, chainName: chain.name, steps: chain.steps.map(showStep) })),
    };
  }

  @Query(() => PolicyVersionConnection, { description: 'The policies that were saved, newest first.' })
  policyVersions(
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: NotifyContext,
  ): Promise<Page<PolicyVersion>> {
    requirePermission(caller, 'policies:read');
    return readPage<PolicyVersion, [number]>(
      { first, after },
      {
        position: ({ version }) => [version],
        shape: z.tuple([z.int()]),
        read: ({ after, take }) =>
          db.policyVersion.findMany({ where: after ? { version: { lt: after[0] } } : {}, orderBy: { version: 'desc' }, take }),
        count: (limit) => db.policyVersion.count({ take: limit }),
      },
    );
  }

  @Mutation(() => PolicyType, {
    description:
      'Puts a policy in the place of the live one, and keeps it as a version. CONFLICT when somebody else saved since `expectedVersion`; BAD_USER_INPUT names the nodes that make no sense; NOT_FOUND for a chain that is not there.',
  })
  async savePolicy(
    @Arg('tree', () => [PolicyNodeInput]) tree: PolicyNodeInput[],
    @Arg('expectedVersion', () => Int, { description: '0 for the first.' }) expectedVersion: number,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() { caller, platform }: NotifyContext,
  ): Promise<PolicyType> {
    requirePermission(caller, 'policies:manage');
    const { version, draft } = await savePolicy(platform, caller, { tree: nestPolicy(tree), expectedVersion, note });
    return { version, nodes: showPolicy(draft) };
  }

  @Mutation(() => PolicyType, { description: 'Makes an earlier version the live policy again, as a new version. CONFLICT as savePolicy.' })
  async restorePolicy(
    @Arg('version', () => Int) version: number,
    @Arg('expectedVersion', () => Int) expectedVersion: number,
    @Ctx() { caller, platform }: NotifyContext,
  ): Promise<PolicyType> {
    requirePermission(caller, 'policies:manage');
    const saved = await restorePolicy(platform, caller, version, expectedVersion);
    return { version: saved.version, nodes: showPolicy(saved.draft) };
  }
}

@Resolver(() => PolicyVersionType)
export class PolicyVersionResolver {
  @FieldResolver(() => PersonStub, { nullable: true, description: 'Who saved it; null for the platform itself and for an API key without a person.' })
  author(@Root() { actorId }: PolicyVersion): PersonStub | null {
    return personStub(actorId);
  }

  @FieldResolver(() => Int)
  nodeCount(@Root() { nodes }: PolicyVersion): number {
    return nodes;
  }

  @FieldResolver(() => [PolicyNodeType], { description: 'All its nodes, each before its children.' })
  nodes(@Root() { tree }: PolicyVersion): PolicyNodeType[] {
    return showPolicy(policyDraft.parse(tree));
  }
}
