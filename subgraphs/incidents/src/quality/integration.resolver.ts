import { AppError } from '#kit/errors';
import type { Integration } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IntegrationType } from '../integration/integration.type.ts';
import { IntegrationQuality, IntegrationTraffic } from './quality.type.ts';
import { readQuality } from './readQuality.ts';

const longestDays = 90;

@Resolver(() => IntegrationType)
export class IntegrationQualityResolver {
  @FieldResolver(() => IntegrationTraffic, { description: 'What it sent in the last 24 hours.' })
  traffic(@Root() { id }: Integration, @Ctx() { loaders }: IncidentsContext): Promise<IntegrationTraffic> {
    return loaders.traffic.load(id);
  }

  @FieldResolver(() => IntegrationQuality, {
    description: `Its figures over the last days, 1 to ${longestDays}. Read for one integration at a time: it walks their incidents.`,
  })
  quality(
    @Root() { id }: Integration,
    @Arg('days', () => Int, { defaultValue: 7 }) days: number,
    @Ctx() { db, platform }: IncidentsContext,
  ): Promise<IntegrationQuality> {
    if (days < 1 || days > longestDays) throw new AppError('BAD_USER_INPUT', `"days" must be between 1 and ${longestDays}.`);
    return readQuality(db, id, new Date(platform.clock.now().getTime() - days * 86_400_000));
  }
}
