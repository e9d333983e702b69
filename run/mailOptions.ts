import type { MailServerOptions } from '#incidents/mail/startMailServer';
import { readFileSync } from 'node:fs';
import { type Config, requireConfig } from './config.ts';

/** How mail is taken in; null when it is not. One file of a certificate without the other, or one that cannot be read, stops the start. */
export function mailOptions(config: Config): MailServerOptions | null {
  const { HOST: host, SMTP_PORT: port, SMTP_TLS_CERT, SMTP_TLS_KEY } = config;
  if (port === undefined) return null;
  if (SMTP_TLS_CERT === undefined && SMTP_TLS_KEY === undefined) return { host, port };
  const files = requireConfig(config, 'SMTP_TLS_CERT', 'SMTP_TLS_KEY');
  return { host, port, tls: { cert: readFileSync(files.SMTP_TLS_CERT, 'utf8'), key: readFileSync(files.SMTP_TLS_KEY, 'utf8') } };
}
