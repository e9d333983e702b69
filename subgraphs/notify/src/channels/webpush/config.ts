import { z } from 'zod';
import { type AddressForm, field, secret } from '../channelKind.ts';

export const webpushFields = {
  subject: field(
    z
      .string()
      .trim()
      .regex(/^(mailto:.+@.+|https:\/\/.+)$/, 'mailto:… or https://…'),
    ['Contact', '聯絡方式'],
    ['mailto: or https: address of whoever runs this, for the push services.', '供推播服務聯絡管理者的 mailto: 或 https: 位址。'],
  ),
  publicKey: field(
    z.string().regex(/^[\w-]{80,90}$/),
    ['Public key', '公鑰'],
    ['VAPID key that browsers subscribe with. Made for you when left empty.', '瀏覽器訂閱時使用的 VAPID 公鑰；留空時自動產生。'],
  ),
  privateKey: secret(
    z.string().regex(/^[\w-]{40,46}$/),
    ['Private key', '私鑰'],
    [
      'The VAPID key that belongs to it. Made for you when left empty; with a new pair everybody has to subscribe again.',
      '對應的 VAPID 私鑰；留空時自動產生。更換後所有人須重新訂閱。',
    ],
  ),
};

const subscription = z.object({
  endpoint: z.url({ protocol: /^https?$/ }),
  keys: z.object({ p256dh: z.string().min(80).max(100), auth: z.string().min(20).max(30) }),
});

/** A browser's PushSubscription, as its own JSON says it. */
export const webpushAddress: AddressForm = {
  schema: z.string().refine((text) => readSubscription(text) !== null, 'This is not the subscription of a browser.'),
  label: ['Browser', '瀏覽器'],
  help: ['The browser gives it when you allow notifications.', '允許通知後由瀏覽器提供。'],
  secret: true,
};

/** The subscription in a contact's address; null when it is none. */
export function readSubscription(text: string): z.infer<typeof subscription> | null {
  try {
    return subscription.parse(JSON.parse(text));
  } catch {
    // Neither JSON nor a subscription: both are "not an address".
    return null;
  }
}
