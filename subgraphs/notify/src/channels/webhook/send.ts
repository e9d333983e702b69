import { judgeAttempt } from '../../delivery/judgeAttempt.ts';
import { maskDestination } from '../../channel/maskDestination.ts';
import { defineKind } from '../channelKind.ts';
import { composeWebhook } from './compose.ts';
import { createSigningSecret, webhookFields } from './config.ts';

/** A signed CloudEvent posted to an address: for what is written for this platform. */
export const webhookChannel = defineKind({
  label: ['Webhook', 'Webhook'],
  help: [
    'Posts a signed CloudEvent to an address of yours. Receivers verify it with the signing secret, as Standard Webhooks says.',
    '將簽章過的 CloudEvent 送到您的網址；接收端依 Standard Webhooks 規範以簽章金鑰驗證。',
  ],
  fields: webhookFields,
  address: null,
  place: ({ url }) => (url === undefined ? null : maskDestination(url)),
  ratePerMinute: null,
  answers: 'none',
  updatesInPlace: true,
  groups: false,
  generate: () => ({ secret: createSigningSecret() }),
  send: async (notice, { outbound, source, timeoutMs }) =>
    judgeAttempt(await outbound.send({ method: 'POST', url: notice.settings.url, ...composeWebhook(notice, source), timeoutMs })),
});
