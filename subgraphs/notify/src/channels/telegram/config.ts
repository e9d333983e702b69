import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type AddressForm, field, secret, type SettingsOf } from '../channelKind.ts';

const chatId = z
  .string()
  .trim()
  .regex(/^(-?\d{3,20}|@\w{4,64})$/, 'A chat is a number, such as -1001234567890, or @name.');

export const telegramFields = {
  chatId: field(
    chatId.optional(),
    ['Chat', '聊天室'],
    [
      'Number of the group or channel that notices go to; the bot must be in it. Empty: only people are told, directly.',
      '通知要送往的群組或頻道編號，bot 須已加入；留空則只直接通知個人。',
    ],
  ),
  topicId: field(
    z.coerce.number().int().positive().optional(),
    ['Topic', '主題'],
    ['Number of the topic, in a group that has topics.', '有主題的群組之主題編號。'],
  ),
  botToken: secret(
    z
      .string()
      .trim()
      .regex(/^\d+:[\w-]{20,}$/, 'A bot token looks like 123456:ABC….'),
    ['Bot token', 'Bot 權杖'],
    ['From @BotFather.', '由 @BotFather 取得。'],
  ),
  callbackSecret: secret(
    z.string().regex(/^[\w-]{16,256}$/),
    ['Callback secret', '回呼密鑰'],
    ['Proves that a click comes from Telegram. Made for you when left empty.', '用以證明點擊來自 Telegram；留空時自動產生。'],
  ),
  apiUrl: field(
    z.url({ protocol: /^https?$/ }).default('https://api.telegram.org'),
    ['API address', 'API 網址'],
    ['Only for a Bot API server of your own.', '僅供自架 Bot API 伺服器使用。'],
  ),
};
export type TelegramSettings = SettingsOf<typeof telegramFields>;

export const telegramAddress: AddressForm = {
  schema: z.string().regex(/^\d{3,20}$/, 'A person’s chat is a number.'),
  label: ['Chat number', '聊天室編號'],
  help: ['Write /start to the bot first; @userinfobot tells your number.', '請先對 bot 傳送 /start；@userinfobot 會告知您的編號。'],
  secret: false,
};

/** What Telegram sends back in `X-Telegram-Bot-Api-Secret-Token`. */
export function createCallbackSecret(): string {
  return randomBytes(32).toString('base64url');
}
