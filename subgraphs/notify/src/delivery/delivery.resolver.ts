import { DateTimeScalar } from '#kit/schema';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { placeOf } from '../channel/placeOf.ts';
import { channelKind, channelKinds } from '../channels/channelKinds.ts';
import type { NotifyContext } from '../context.ts';
import { noticeCause } from '../notice/notice.ts';
import { IncidentStub, PersonStub } from '../stubs.ts';
import { DeliveryAttemptType, DeliveryCauseType, DeliveryTextType, DeliveryType } from './delivery.type.ts';
import type { LoadedAttempt, LoadedDelivery } from './loadDeliveries.ts';
import { sentText } from './takeDelivery.ts';

@Resolver(() => DeliveryType)
export class DeliveryResolver {
  @FieldResolver(() => String, { description: 'Name of the channel.' })
  channelName(@Root() delivery: LoadedDelivery): string {
    return delivery.channel.name;
  }

  @FieldResolver(() => String, { description: 'Kind of the channel, one of channelKinds.' })
  channelKind(@Root() delivery: LoadedDelivery): string {
    return delivery.channel.kind;
  }

  @FieldResolver(() => String, { description: 'The place that it goes to, with secrets masked; for a person, the kind of channel.' })
  destination(@Root() delivery: LoadedDelivery): string {
    return placeOf(delivery.channel) ?? channelKinds[channelKind.parse(delivery.channel.kind)].label[0];
  }

  @FieldResolver(() => PersonStub, { nullable: true, description: 'Whom it goes to; null for a place.' })
  person(@Root() { personId }: LoadedDelivery): PersonStub | null {
    return personId === null ? null : { id: personId };
  }

  @FieldResolver(() => DeliveryCauseType, { nullable: true, description: 'Which rule chose it.' })
  cause(@Root() { cause }: LoadedDelivery): DeliveryCauseType | null {
    return cause === null ? null : noticeCause.parse(cause);
  }

  @FieldResolver(() => DeliveryTextType, { nullable: true, description: 'What was sent; null before the first attempt.' })
  sent(@Root() { sent }: LoadedDelivery): DeliveryTextType | null {
    return sentText.nullable().parse(sent);
  }

  @FieldResolver(() => DeliveryType, {
    nullable: true,
    description:
      'The delivery that told of it together with other incidents; null where it went by itself, and where the caller does not see all of those.',
  })
  async groupedInto(@Root() { groupedInto }: LoadedDelivery, @Ctx() { loaders }: NotifyContext): Promise<LoadedDelivery | null> {
    return groupedInto === null ? null : loaders.delivery.load(groupedInto);
  }

  @FieldResolver(() => [IncidentStub], {
    nullable: 'items',
    description: 'The incidents that it tells of together; none where it tells of one, or of none.',
  })
  about(@Root() { about }: LoadedDelivery): IncidentStub[] {
    return about.map((id) => ({ id }));
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
