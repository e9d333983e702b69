import { requirePermission } from '#kit/caller';
import type { Page } from '#kit/page';
import { DateTimeScalar } from '#kit/schema';
import type { Integration } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { IncidentsContext, IncidentsPlatform } from '../context.ts';
import { AlertStatus } from '../enums.ts';
import { readNewestFirst } from '../readNewestFirst.ts';
import { type Address, addressesOf } from './addresses.ts';
import { createIntegration, type Issued } from './createIntegration.ts';
import { deleteIntegration } from './deleteIntegration.ts';
import { IntegrationAddressType, IntegrationConnection, IntegrationTestType, IntegrationType, IssuedIntegrationType } from './integration.type.ts';
import { integrationConditions, IntegrationFilter } from './integrationFilter.ts';
import { IntegrationChangeInput, NewIntegrationInput } from './integrationInput.ts';
import { longestGraceSeconds, rotateIntegrationToken, usualGraceSeconds } from './rotateIntegrationToken.ts';
import { testIntegration } from './testIntegration.ts';
import { updateIntegration } from './updateIntegration.ts';

@Resolver(() => IntegrationType)
export class IntegrationResolver {
  @Query(() => IntegrationConnection, { description: 'Senders of alerts, the newest first.' })
  integrations(
    @Arg('filter', () => IntegrationFilter, { nullable: true }) filter: IntegrationFilter | null,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { caller, db }: IncidentsContext,
  ): Promise<Page<Integration>> {
    requirePermission(caller, 'integrations:read');
    return readNewestFirst(
      db,
      { first, after },
      {
        table: Prisma.sql`integration`,
        time: Prisma.sql`created_at`,
        conditions: integrationConditions(filter ?? {}),
        timeOf: ({ createdAt }) => createdAt,
        read: (ids) => db.integration.findMany({ where: { id: { in: ids } } }),
      },
    );
  }

  @Query(() => IntegrationType, { nullable: true, description: 'One integration, a deleted one too; null for an id that is not known here.' })
  integration(@Arg('id', () => ID) id: string, @Ctx() { caller, loaders }: IncidentsContext): Promise<Integration | null> {
    requirePermission(caller, 'integrations:read');
    return loaders.integration.load(id);
  }

  @Mutation(() => IssuedIntegrationType, { description: 'Makes a sender of alerts. CONFLICT for a name that is taken.' })
  async createIntegration(
    @Arg('input', () => NewIntegrationInput) input: NewIntegrationInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<IssuedIntegrationType> {
    requirePermission(caller, 'integrations:manage');
    return withAddresses(platform, await createIntegration(platform, caller, input), input.heartbeat != null);
  }

  @Mutation(() => IntegrationType, { description: 'Changes what is named; its senders are judged by it within ten seconds.' })
  updateIntegration(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => IntegrationChangeInput) input: IntegrationChangeInput,
    @Ctx() { platform, caller }: IncidentsContext,
  ): Promise<Integration> {
    return updateIntegration(platform, caller, id, input);
  }

  @Mutation(() => IssuedIntegrationType, {
    description: `Gives it a new token. The one before goes on working for graceSeconds (a day unless said otherwise, ${longestGraceSeconds} at most; 0 ends it within ten seconds); one that was replaced before that ends at once.`,
  })
  async rotateIntegrationToken(
    @Arg('id', () => ID) id: string,
    @Arg('graceSeconds', () => Int, { defaultValue: usualGraceSeconds }) graceSeconds: number,
    @Ctx() { platform, caller, loaders }: IncidentsContext,
  ): Promise<IssuedIntegrationType> {
    const issued = await rotateIntegrationToken(platform, caller, id, graceSeconds);
    return withAddresses(platform, issued, (await loaders.heartbeat.load(id)) !== null);
  }

  @Mutation(() => IntegrationType, { description: 'Ends it: its tokens are refused within ten seconds and its name is free. Its alerts stay.' })
  deleteIntegration(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: IncidentsContext): Promise<Integration> {
    return deleteIntegration(platform, caller, id);
  }

  @Mutation(() => IntegrationTestType, {
    description:
      'Sends a sample of its format through the real intake, marked by the label sre_test="true". It opens an incident like any other alert; sent as RESOLVED, it ends. BAD_USER_INPUT for a format without a sample.',
  })
  async testIntegration(
    @Arg('id', () => ID) id: string,
    @Arg('status', () => AlertStatus, { defaultValue: AlertStatus.FIRING }) status: AlertStatus,
    @Ctx() { platform, caller, loaders }: IncidentsContext,
  ): Promise<IntegrationTestType> {
    const { alertIds, ...receipt } = await testIntegration(platform, caller, id, status);
    const alerts = await loaders.alert.loadMany(alertIds);
    return { ...receipt, alerts: alerts.flatMap((alert) => (alert === null || alert instanceof Error ? [] : [alert])) };
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'When a request of it was last taken, or a beat heard; null when never.' })
  lastReceivedAt(@Root() { id }: Integration, @Ctx() { loaders }: IncidentsContext): Promise<Date | null> {
    return loaders.lastReceived.load(id);
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true })
  previousTokenUntil(@Root() { previousTokenUntil }: Integration, @Ctx() { platform }: IncidentsContext): Date | null {
    return previousTokenUntil && previousTokenUntil > platform.clock.now() ? previousTokenUntil : null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether a secret is kept that its sender signs with.' })
  signed(@Root() { secret }: Integration): boolean {
    return secret !== null;
  }

  @FieldResolver(() => [IntegrationAddressType], { description: 'Where its senders send to. One of nothing but mail has none.' })
  async addresses(@Root() { id, source }: Integration, @Ctx() { platform, loaders }: IncidentsContext): Promise<Address[]> {
    return addressesOf(source, (await loaders.heartbeat.load(id)) !== null, platform.origin());
  }
}

function withAddresses(platform: IncidentsPlatform, { integration, token }: Issued, hasHeartbeat: boolean): IssuedIntegrationType {
  return { integration, token, addresses: addressesOf(integration.source, hasHeartbeat, platform.origin(), token) };
}
