import { z } from 'zod';
import { type AddressForm, field, secret } from '../channelKind.ts';

const topic = z
  .string()
  .trim()
  .regex(/^[-_A-Za-z0-9]{1,64}$/, 'A topic has letters, digits, - and _; at most 64.');

export const ntfyFields = {
  serverUrl: field(
    z.url({ protocol: /^https?$/ }).default('https://ntfy.sh'),
    ['Server', '伺服器'],
    ['Address of the ntfy server.', 'ntfy 伺服器的網址。'],
  ),
  topic: field(
    topic.optional(),
    ['Topic', '主題'],
    ['Topic that notices go to. Empty: only people are told, on topics of their own.', '通知要送往的主題；留空則只送往個人的主題。'],
  ),
  token: secret(
    z.string().trim().min(1).max(200).optional(),
    ['Access token', '存取權杖'],
    ['tk_…, where the server asks who publishes.', '伺服器要求驗證發佈者時使用（tk_…）。'],
  ),
};

export const ntfyAddress: AddressForm = {
  schema: topic,
  label: ['Topic', '主題'],
  help: ['A topic that only you know and that the app on your phone subscribes to.', '只有您知道、且手機 app 已訂閱的主題。'],
  // Whoever knows a topic reads it.
  secret: true,
};
