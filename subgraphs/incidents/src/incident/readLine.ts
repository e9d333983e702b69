import { AppError } from '#kit/errors';
import { repairText } from '../ingest/repairText.ts';

/** A person's short text (a title, a name) as it is kept: one line, without outer white space. BAD_USER_INPUT when empty or too long. */
export function readLine(text: string, what: string, longest: number): string {
  const line = repairText(text.replaceAll(/\s+/g, ' ').trim(), what, []);
  if (line === '') throw new AppError('BAD_USER_INPUT', `"${what}" is empty.`);
  if (line.length > longest) throw new AppError('BAD_USER_INPUT', `"${what}" has ${line.length} characters; ${longest} is the most.`);
  return line;
}
