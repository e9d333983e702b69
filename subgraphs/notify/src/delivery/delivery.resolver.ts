import { DateTimeScalar } from '#kit/schema';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { maskDestination } from '../channel/maskDestination.ts';
import { webhookConfig } from '../channels/webhook/config.ts';
import type { NotifyContext } from '../context.ts';
import { DeliveryAttemptType, DeliveryType } from './delivery.type.ts';
import type { LoadedAttempt, LoadedDelivery } from './loadDeliveries.ts';

@Resolver(() => DeliveryType)
export class DeliveryResolver {
  @FieldResolver(() => String, { description: 'Name of the channel.' })
  channelName(@Root() delivery: LoadedDelivery): string {
    return delivery.channel.name;
  }

  @FieldResolver(() => String, { description: 'Kind of the channel: webhook.' })
  channelKind(@Root() delivery: LoadedDelivery): string {
    return delivery.channel.kind;
  }

  @FieldResolver(() => String, { description: 'Where it goes, with secrets masked: no user, no query, no more than the first part of the path.' })
  destination(@Root() delivery: LoadedDelivery): string {
    return maskDestination(webhookConfig.parse(delivery.channel.config).url);
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'When it is tried next; null while an attempt is in hand, while it waits for the notice before it, and after its end.',
  })
  nextAttemptAt(@Root() delivery: LoadedDelivery): Date | null {
    return delivery.status === 'PENDING' ? delivery.nextAt : null;
  }

  @FieldResolver(() => [DeliveryAttemptType], { description: 'Every attempt, failed and lost ones included, in their order.' })
  attempts(@Root() delivery: LoadedDelivery, @Ctx() { loaders }: NotifyContext): Promise<LoadedAttempt[]> {
    return loaders.attempts.load(delivery);
  }
}
