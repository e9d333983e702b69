import type { Integration } from '#prisma/generated/client';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { IncidentsContext } from '../context.ts';
import { IntegrationType } from '../integration/integration.type.ts';
import { describeHeartbeat } from './describeHeartbeat.ts';
import { HeartbeatType } from './heartbeat.type.ts';

@Resolver(() => IntegrationType)
export class IntegrationHeartbeatResolver {
  @FieldResolver(() => HeartbeatType, { nullable: true, description: 'Null when its silence means nothing.' })
  async heartbeat(@Root() { id }: Integration, @Ctx() { platform, loaders }: IncidentsContext): Promise<HeartbeatType | null> {
    const heartbeat = await loaders.heartbeat.load(id);
    return heartbeat && describeHeartbeat(heartbeat, platform.clock.now());
  }
}
