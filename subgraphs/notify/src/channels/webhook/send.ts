import type { SendNotice } from '../channelKinds.ts';
import { composeWebhook } from './composeWebhook.ts';

/** Posts the notice as a signed webhook. */
export const sendWebhook: SendNotice = (delivery, { outbound, source, timeoutMs }) =>
  outbound.send({ method: 'POST', url: delivery.channel.url, ...composeWebhook(delivery, source), timeoutMs });
