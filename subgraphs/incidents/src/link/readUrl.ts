import { AppError } from '#kit/errors';

const longestUrl = 2_000;

/** An address that is safe to offer as a link: http or https, without a user or a password in it. BAD_USER_INPUT for any other. Pure. */
export function readUrl(text: string): string {
  const url = URL.parse(text.trim());
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new AppError('BAD_USER_INPUT', '"url" must be an address with http or https.');
  if (url.username !== '' || url.password !== '') throw new AppError('BAD_USER_INPUT', '"url" must not carry a user name or a password.');
  if (url.href.length > longestUrl) throw new AppError('BAD_USER_INPUT', `"url" is longer than ${longestUrl} characters.`);
  return url.href;
}
