import { requirePermission } from '#kit/caller';
import type { Channel } from '#prisma/generated/client';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { channelKind } from '../channels/channelKinds.ts';
import { AppError } from '#kit/errors';
import type { NotifyContext } from '../context.ts';
import { ChannelChangeInput, ChannelTestType, ChannelType, CreatedChannelType, NewChannelInput } from './channel.type.ts';
import { readLanguage } from './channel.resolver.ts';
import { createChannel } from './createChannel.ts';
import { deleteChannel } from './deleteChannel.ts';
import { setChannelEnabled } from './setChannelEnabled.ts';
import { testChannel, type TestResult } from './testChannel.ts';
import { updateChannel } from './updateChannel.ts';

@Resolver(() => ChannelType)
export class ChannelVerbsResolver {
  @Mutation(() => CreatedChannelType, {
    description: 'Makes a channel. BAD_USER_INPUT has a line "field: what is wrong" for each field. Needs channels:manage.',
  })
  async createChannel(
    @Arg('input', () => NewChannelInput) input: NewChannelInput,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<CreatedChannelType> {
    requirePermission(caller, 'channels:manage');
    const kind = channelKind.safeParse(input.kind);
    if (!kind.success) throw new AppError('BAD_USER_INPUT', 'kind: There is no such kind of channel.');
    const { channel, made } = await createChannel(platform, caller, { ...input, kind: kind.data });
    return { channel, secrets: Object.entries(made).map(([field, value]) => ({ field, value })) };
  }

  @Mutation(() => ChannelType, { description: 'Changes what is named; a secret that is not named is kept. Needs channels:manage.' })
  updateChannel(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => ChannelChangeInput) input: ChannelChangeInput,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<Channel> {
    return updateChannel(platform, caller, id, input);
  }

  @Mutation(() => ChannelType, { description: 'Switches a channel on. Needs channels:manage.' })
  enableChannel(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: NotifyContext): Promise<Channel> {
    return setChannelEnabled(platform, caller, id, true);
  }

  @Mutation(() => ChannelType, { description: 'Switches a channel off: what waits for it is cancelled. Needs channels:manage.' })
  disableChannel(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: NotifyContext): Promise<Channel> {
    return setChannelEnabled(platform, caller, id, false);
  }

  @Mutation(() => ChannelType, { description: 'Deletes a channel; its deliveries stay. CONFLICT while something needs it. Needs channels:manage.' })
  deleteChannel(@Arg('id', () => ID) id: string, @Ctx() { platform, caller }: NotifyContext): Promise<Channel> {
    return deleteChannel(platform, caller, id);
  }

  @Mutation(() => ChannelTestType, {
    description:
      'Sends a test now and waits for its result, at most eight seconds. `address` is where to, for a channel that only reaches people. Needs channels:manage.',
  })
  testChannel(
    @Arg('id', () => ID) id: string,
    @Arg('address', () => String, { nullable: true }) address: string | null,
    @Arg('language', () => String, { defaultValue: 'en-US' }) language: string,
    @Ctx() { platform, caller }: NotifyContext,
  ): Promise<TestResult> {
    return testChannel(platform, caller, id, { address, language: readLanguage(language) });
  }
}
