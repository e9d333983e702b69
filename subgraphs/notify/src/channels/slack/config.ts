import { z } from 'zod';
import { type AddressForm, field, secret, type SettingsOf } from '../channelKind.ts';

export const slackFields = {
  channel: field(
    z.string().trim().min(1).max(80).optional(),
    ['Channel', '頻道'],
    [
      'Id (C…) of the channel that notices go to; the app must be in it. Empty: only people are told, directly.',
      '通知要送往的頻道 ID（C…），應用程式須已加入；留空則只直接通知個人。',
    ],
  ),
  botToken: secret(
    z
      .string()
      .trim()
      .regex(/^xox[abep]-[\w-]+$/, 'A bot token begins with xoxb-.'),
    ['Bot token', 'Bot 權杖'],
    [
      'OAuth & Permissions › Bot User OAuth Token (xoxb-…), with chat:write, users:read and users:read.email.',
      'OAuth & Permissions › Bot User OAuth Token（xoxb-…），需 chat:write、users:read 與 users:read.email 權限。',
    ],
  ),
  signingSecret: secret(
    z.string().trim().min(16).max(128).optional(),
    ['Signing secret', '簽章密鑰'],
    [
      'Basic Information › Signing Secret. With it messages have buttons, whose clicks Slack signs.',
      'Basic Information › Signing Secret；設定後訊息會有按鈕，點擊由 Slack 簽章。',
    ],
  ),
  apiUrl: field(
    z.url({ protocol: /^https?$/ }).default('https://slack.com/api'),
    ['API address', 'API 網址'],
    ['Only for GovSlack or a proxy.', '僅供 GovSlack 或代理使用。'],
  ),
};
export type SlackSettings = SettingsOf<typeof slackFields>;

export const slackAddress: AddressForm = {
  schema: z.string().regex(/^[UW][A-Z0-9]{5,20}$/, 'A member id begins with U or W.'),
  label: ['Member id', '成員 ID'],
  help: ['Profile › ⋮ › Copy member ID.', '個人檔案 › ⋮ › 複製成員 ID。'],
  secret: false,
};
