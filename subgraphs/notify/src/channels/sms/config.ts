import { z } from 'zod';
import { type AddressForm, field, secret, type SettingsOf } from '../channelKind.ts';

/** What both calls and short messages of a Twilio-compatible service need. */
export const telephonyFields = {
  accountSid: field(
    z
      .string()
      .trim()
      .regex(/^\w{8,64}$/),
    ['Account', '帳號'],
    ['Account SID, from the console.', '主控台中的 Account SID。'],
  ),
  authToken: secret(
    z.string().trim().min(8).max(200),
    ['Auth token', '驗證權杖'],
    ['Auth Token, from the console; it also proves that a call back is the service’s own.', '主控台中的 Auth Token，也用以驗證回呼。'],
  ),
  from: field(
    z
      .string()
      .trim()
      .regex(/^(\+[1-9]\d{4,14}|MG\w{8,64}|[A-Za-z0-9 ]{1,11})$/, 'A number such as +886912345678, a messaging service (MG…), or a sender name.'),
    ['From', '發送者'],
    [
      'Number of yours in international form; for messages also a messaging service (MG…) or a sender name.',
      '您的國際格式號碼；簡訊亦可用 Messaging Service（MG…）或發送者名稱。',
    ],
  ),
  apiUrl: field(
    z.url({ protocol: /^https?$/ }).default('https://api.twilio.com'),
    ['API address', 'API 網址'],
    ['Another region, or another service with the same API.', '其他區域，或相容此 API 的服務。'],
  ),
};
export type TelephonySettings = SettingsOf<typeof telephonyFields>;

export const phoneAddress: AddressForm = {
  schema: z.string().regex(/^\+[1-9]\d{6,14}$/, 'A number in international form, such as +886912345678.'),
  label: ['Phone number', '電話號碼'],
  help: ['In international form: +886912345678.', '國際格式：+886912345678。'],
  secret: false,
};
