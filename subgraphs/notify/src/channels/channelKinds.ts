import type { Outbound, OutboundResult } from '#kit/outbound';
import { z } from 'zod';
import type { TakenDelivery } from '../delivery/takeDelivery.ts';
import { sendWebhook } from './webhook/send.ts';

/** What a kind of channel is given to send with. `source` names this platform; `timeoutMs` is for the whole request. */
export type Sending = { outbound: Outbound; source: string; timeoutMs: number };

/** Sends one attempt to its channel's address. */
export type SendNotice = (delivery: TakenDelivery, sending: Sending) => Promise<OutboundResult>;

/** The kinds of channels there are, with the code of each. */
export const channelKinds = { webhook: sendWebhook } as const satisfies Record<string, SendNotice>;
export type ChannelKind = keyof typeof channelKinds;

/** A stored channel's kind. */
export const channelKind = z.enum(Object.keys(channelKinds) as [ChannelKind, ...ChannelKind[]]);
