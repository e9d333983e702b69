import { AppError } from '#kit/errors';
import { readLine } from '../incident/readLine.ts';

const longest = 200;

/** A file's name without the folders that a browser may have put before it. BAD_USER_INPUT when there is none, or it is too long. Pure. */
export function readFileName(given: string): string {
  const name = readLine(given.split(/[\\/]/).at(-1) ?? '', 'name', longest);
  // Control characters, and those that turn the direction of what follows them: `gnp.exe` must not look like `exe.png`.
  if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name)) throw new AppError('BAD_USER_INPUT', '"name" has characters that no file name should have.');
  return name;
}
