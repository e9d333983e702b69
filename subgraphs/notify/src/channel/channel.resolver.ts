import { type Language, languages } from '#contracts/directory';
import { requirePermission } from '#kit/caller';
import { readPage, type Page } from '#kit/page';
import { DateTimeScalar, JsonScalar } from '#kit/schema';
import { AppError } from '#kit/errors';
import type { Channel, Prisma } from '#prisma/generated/client';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import type { NotifyContext } from '../context.ts';
import { channelKind, channelKinds } from '../channels/channelKinds.ts';
import type { CountsOfChannel } from '../delivery/loadDeliveries.ts';
import { ChannelConnection, ChannelFilter, ChannelKindType, ChannelType } from './channel.type.ts';
import { channelConditions } from './channelConditions.ts';
import { describeKinds } from './describeKind.ts';
import { ChannelHealth, judgeChannelHealth } from './judgeChannelHealth.ts';
import { placeOf } from './placeOf.ts';

@Resolver(() => ChannelType)
export class ChannelResolver {
  @Query(() => ChannelConnection, { description: 'Channels by name. Needs channels:read.' })
  channels(
    @Arg('filter', () => ChannelFilter, { nullable: true }) filter: ChannelFilter | null,
    @Arg('first', () => Int, { defaultValue: 50, description: 'Size of the page, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor after which the page starts.' }) after: string | null,
    @Ctx() { caller, db, platform }: NotifyContext,
  ): Promise<Page<Channel>> {
    requirePermission(caller, 'channels:read');
    const where = channelConditions(filter ?? {}, platform.clock.now());
    const orderBy = [{ name: 'asc' }, { id: 'asc' }] satisfies Prisma.ChannelOrderByWithRelationInput[];
    return readPage(
      { first, after },
      {
        position: ({ name, id }: Channel) => [name, id] as [string, string],
        shape: z.tuple([z.string(), z.uuid()]),
        read: ({ after: past, take }) =>
          db.channel.findMany({
            where: { AND: [where, past ? { OR: [{ name: { gt: past[0] } }, { name: past[0], id: { gt: past[1] } }] } : {}] },
            orderBy,
            take,
          }),
        count: () => db.channel.count({ where }),
      },
    );
  }

  @Query(() => ChannelType, { nullable: true, description: 'One channel; null for an id that is not known here. Needs channels:read.' })
  channel(@Arg('id', () => ID) id: string, @Ctx() { caller, loaders }: NotifyContext): Promise<Channel | null> {
    requirePermission(caller, 'channels:read');
    return loaders.channel.load(id);
  }

  @Query(() => [ChannelKindType], {
    description: 'The kinds of channels there are, with their forms in a language: en-US or zh-Hant. Needs channels:read.',
  })
  channelKinds(@Arg('language', () => String, { defaultValue: 'en-US' }) language: string, @Ctx() { caller }: NotifyContext): ChannelKindType[] {
    requirePermission(caller, 'channels:read');
    return describeKinds(readLanguage(language));
  }

  @FieldResolver(() => ChannelHealth, { description: 'How it does.' })
  health(@Root() channel: Channel, @Ctx() { platform }: NotifyContext): ChannelHealth {
    return judgeChannelHealth(channel, platform.clock.now());
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'Until when it rests after too many failures; null while it does not.' })
  restsUntil(@Root() { breakerUntil }: Channel, @Ctx() { platform }: NotifyContext): Date | null {
    return breakerUntil && breakerUntil > platform.clock.now() ? breakerUntil : null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'The fixed place that it goes to, without secrets; null when it only reaches people.' })
  place(@Root() channel: Channel): string | null {
    return placeOf(channel);
  }

  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description: 'Its settings without secrets. Null without channels:manage, since addresses often are secrets too.',
  })
  settings(@Root() { config }: Channel, @Ctx() { caller }: NotifyContext): unknown {
    return caller.permissions.includes('channels:manage') ? config : null;
  }

  @FieldResolver(() => [String], { description: 'Names of the secrets that are kept for it.' })
  secretsKept(@Root() { secrets }: Channel): string[] {
    return Object.keys(z.record(z.string(), z.unknown()).parse(secrets)).sort();
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Address for the clicks on its buttons, to be entered at the service; null for kinds without buttons, and where nobody said where the platform is reached.',
  })
  callbackUrl(@Root() { id, kind }: Channel, @Ctx() { platform }: NotifyContext): string | null {
    const hasButtons = channelKinds[channelKind.parse(kind)].answers === 'buttons';
    const origin = platform.origin();
    return hasButtons && origin !== null ? `${origin}/notify/${kind}/${id}` : null;
  }

  @FieldResolver(() => Int, { description: 'Deliveries that wait for it: for their next attempt, its rate, or its rest.' })
  async waiting(@Root() { id }: Channel, @Ctx() { loaders }: NotifyContext): Promise<number> {
    return (await loaders.countsOfChannel.load(id)).waiting;
  }

  @FieldResolver(() => Int, { description: 'Deliveries of the last 24 hours that arrived.' })
  async deliveredLastDay(@Root() { id }: Channel, @Ctx() { loaders }: NotifyContext): Promise<CountsOfChannel['delivered']> {
    return (await loaders.countsOfChannel.load(id)).delivered;
  }

  @FieldResolver(() => Int, { description: 'Deliveries of the last 24 hours that failed for good.' })
  async failedLastDay(@Root() { id }: Channel, @Ctx() { loaders }: NotifyContext): Promise<CountsOfChannel['failed']> {
    return (await loaders.countsOfChannel.load(id)).failed;
  }
}

/** A language that is written here; BAD_USER_INPUT for any other. */
export function readLanguage(given: string): Language {
  const found = languages.find((language) => language === given);
  if (!found) throw new AppError('BAD_USER_INPUT', `"language" must be one of ${languages.join(', ')}.`);
  return found;
}
