import { z } from 'zod';
import { type AddressForm, field, secret, type SettingsOf } from '../channelKind.ts';

/** `userid` of a member: up to 64 characters (https://developer.work.weixin.qq.com/document/path/90195). */
const userId = z
  .string()
  .trim()
  .regex(/^[\w.@-]{1,64}$/, 'A user id has letters, digits, and . - _ @.');

export const wecomAppFields = {
  corpId: field(
    z
      .string()
      .trim()
      .regex(/^\w{6,64}$/, 'A corporation id looks like ww1234567890abcdef.'),
    ['Corporation id', '企業 ID'],
    ['Admin console › My company, at the end of the page.', '管理後台 › 我的企業，位於頁面底部。'],
  ),
  agentId: field(z.coerce.number().int().positive(), ['Agent id', 'AgentId'], ['On the page of the app.', '位於應用程式頁面。']),
  users: field(
    z
      .string()
      .trim()
      .regex(/^(@all|[\w.@-]{1,64}(\|[\w.@-]{1,64}){0,99})$/, 'User ids with | between them, at most 100, or @all.')
      .optional(),
    ['Users', '成員'],
    [
      'User ids with | between them that notices go to, or @all whom the app is visible to. Empty: only people are told, directly.',
      '通知要送往的成員 userid，以 | 分隔；@all 為應用程式可見範圍內的所有人；留空則只直接通知個人。',
    ],
  ),
  secret: secret(
    z
      .string()
      .trim()
      .regex(/^[\w-]{20,100}$/, 'The secret of an app has 43 letters and digits.'),
    ['Secret', 'Secret'],
    ['On the page of the app; add this server to its trusted IP addresses there too.', '位於應用程式頁面；請一併將本伺服器加入企業可信 IP。'],
  ),
  apiUrl: field(
    z.url({ protocol: /^https?$/ }).default('https://qyapi.weixin.qq.com'),
    ['API address', 'API 網址'],
    ['Only for a WeCom of your own.', '僅供私有部署使用。'],
  ),
};
export type WecomAppSettings = SettingsOf<typeof wecomAppFields>;

export const wecomAddress: AddressForm = {
  schema: userId,
  label: ['User id', 'userid'],
  help: [
    'Your account in the directory of WeCom; the administrator sees it on your member page.',
    '您在企業微信通訊錄中的帳號；管理員可於成員頁面查看。',
  ],
  secret: false,
};
