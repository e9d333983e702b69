import { z } from 'zod';
import { field, secret, type SettingsOf } from '../channelKind.ts';

export const discordFields = {
  url: secret(
    z.url({ protocol: /^https?$/ }).max(500),
    ['Webhook address', 'Webhook 網址'],
    ['Channel settings › Integrations › Webhooks › Copy webhook URL.', '頻道設定 › 整合 › Webhook › 複製 Webhook 網址。'],
  ),
  username: field(
    z.string().trim().min(1).max(80).optional(),
    ['Shown as', '顯示名稱'],
    ['Name under which notices appear; the webhook’s own when empty.', '通知顯示的名稱；留空則使用 webhook 本身的名稱。'],
  ),
};
export type DiscordSettings = SettingsOf<typeof discordFields>;
