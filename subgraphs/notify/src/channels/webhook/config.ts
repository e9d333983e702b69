import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { field, secret, type SettingsOf } from '../channelKind.ts';

export const webhookFields = {
  url: field(
    z.url({ protocol: /^https?$/ }).max(2_000),
    ['Address', '網址'],
    ['Where notices are posted, http or https.', '通知要送往的 http 或 https 網址。'],
  ),
  secret: secret(
    z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/),
    ['Signing secret', '簽章金鑰'],
    [
      'In the form of Standard Webhooks (whsec_…); the receiver verifies with it. Made for you and shown once when left empty.',
      'Standard Webhooks 格式（whsec_…），供接收端驗證；留空時自動產生，並僅顯示一次。',
    ],
  ),
};
export type WebhookSettings = SettingsOf<typeof webhookFields>;

/** A signing secret of 32 random bytes. */
export function createSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
