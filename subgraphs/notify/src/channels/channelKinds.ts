import { z } from 'zod';
import type { ChannelKindEntry } from './channelKind.ts';
import { discordChannel } from './discord/send.ts';
import { emailChannel } from './email/send.ts';
import { ntfyChannel } from './ntfy/send.ts';
import { pagerdutyChannel } from './pagerduty/send.ts';
import { slackChannel } from './slack/send.ts';
import { smsChannel } from './sms/send.ts';
import { teamsChannel } from './teams/send.ts';
import { telegramChannel } from './telegram/send.ts';
import { voiceChannel } from './voice/send.ts';
import { webhookChannel } from './webhook/send.ts';
import { webpushChannel } from './webpush/send.ts';
import { wecomChannel } from './wecom/send.ts';
import { wecomAppChannel } from './wecomApp/send.ts';

const kinds = [
  'email',
  'slack',
  'teams',
  'telegram',
  'discord',
  'wecom',
  'wecomApp',
  'ntfy',
  'webpush',
  'sms',
  'voice',
  'webhook',
  'pagerduty',
] as const;
export type ChannelKind = (typeof kinds)[number];

/** A stored channel's kind. */
export const channelKind = z.enum(kinds);

/** The kinds of channels there are, in the order in which forms offer them. */
export const channelKinds: Record<ChannelKind, ChannelKindEntry> = {
  email: emailChannel,
  slack: slackChannel,
  teams: teamsChannel,
  telegram: telegramChannel,
  discord: discordChannel,
  wecom: wecomChannel,
  wecomApp: wecomAppChannel,
  ntfy: ntfyChannel,
  webpush: webpushChannel,
  sms: smsChannel,
  voice: voiceChannel,
  webhook: webhookChannel,
  pagerduty: pagerdutyChannel,
};
