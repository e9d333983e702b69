import { z } from 'zod';
import { type AddressForm, field, secret, type SettingsOf } from '../channelKind.ts';

/** A list in one line, as people write it. */
const recipients = z
  .string()
  .transform((text) => text.split(/[,;\s]+/).filter((part) => part !== ''))
  .pipe(z.array(z.email()).min(1).max(50));

export const emailFields = {
  host: field(
    z.string().trim().min(1).max(253),
    ['SMTP server', 'SMTP 伺服器'],
    ['Name of the server that takes mail in for sending.', '寄信伺服器的主機名稱。'],
  ),
  port: field(
    z.coerce.number().int().min(1).max(65_535).default(587),
    ['Port', '連接埠'],
    ['587 for STARTTLS, 465 for TLS, 25 between servers.', 'STARTTLS 用 587，TLS 用 465，伺服器之間用 25。'],
  ),
  security: field(
    z.enum(['starttls', 'tls', 'none']).default('starttls'),
    ['Encryption', '加密方式'],
    [
      'starttls insists on encryption after the greeting, tls encrypts from the start, none sends in the clear.',
      'starttls 於連線後強制加密，tls 自始加密，none 不加密。',
    ],
  ),
  user: field(z.string().trim().min(1).max(200).optional(), ['User', '使用者'], ['Empty when the server asks for none.', '伺服器不需登入時留空。']),
  password: secret(
    z.string().min(1).max(500).optional(),
    ['Password', '密碼'],
    ['Password, or app password, of the user.', '使用者的密碼或應用程式密碼。'],
  ),
  from: field(
    z
      .string()
      .trim()
      .regex(/^([^<>\r\n]{0,100}<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/, 'An address, or a name with an address in <…>.'),
    ['From', '寄件者'],
    ['SRE <sre@example.com>', 'SRE <sre@example.com>'],
  ),
  to: field(
    recipients.optional(),
    ['To', '收件者'],
    [
      'Addresses that every notice of this channel goes to, with commas. Empty: only people are told, at their own address.',
      '此通道所有通知的收件地址，以逗號分隔；留空則只寄給個人。',
    ],
  ),
};
export type EmailSettings = SettingsOf<typeof emailFields>;

export const emailAddress: AddressForm = {
  schema: z.email(),
  label: ['Mail address', '電子郵件'],
  help: ['Where you read mail.', '您收信的地址。'],
  secret: false,
};
