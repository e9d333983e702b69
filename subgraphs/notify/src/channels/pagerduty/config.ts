import { z } from 'zod';
import { field, secret, type SettingsOf } from '../channelKind.ts';

export const pagerdutyFields = {
  routingKey: secret(
    z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9]{32}$/, 'An integration key has 32 letters and digits.'),
    ['Integration key', '整合金鑰'],
    ['Service › Integrations › Events API v2 › Integration Key.', 'Service › Integrations › Events API v2 › Integration Key。'],
  ),
  apiUrl: field(
    z.url({ protocol: /^https?$/ }).default('https://events.pagerduty.com'),
    ['API address', 'API 網址'],
    ['https://events.eu.pagerduty.com for accounts in the EU.', '歐盟帳號請使用 https://events.eu.pagerduty.com。'],
  ),
};
export type PagerdutySettings = SettingsOf<typeof pagerdutyFields>;
