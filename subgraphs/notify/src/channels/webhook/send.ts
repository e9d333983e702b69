import type { SendNotice } from '../channelKinds.ts';
import { composeWebhook } from './composeWebhook.ts';
import { webhookConfig } from './config.ts';

/** Posts the notice as a signed webhook. */
export const sendWebhook: SendNotice = (delivery, { outbound, source, timeoutMs }) =>
  outbound.send({ method: 'POST', url: webhookConfig.parse(delivery.channel.config).url, ...composeWebhook(delivery, source), timeoutMs });
