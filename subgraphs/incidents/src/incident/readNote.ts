import { AppError } from '#kit/errors';
import { repairText } from '../ingest/repairText.ts';

/** Longest note, in UTF-16 units. */
export const longestNote = 10_000;

/** A person's text as it is kept: without outer white space, and without characters that PostgreSQL refuses. BAD_USER_INPUT when empty or too long. */
export function readNote(text: string): string {
  const note = repairText(text.trim(), 'text', []);
  if (note === '') throw new AppError('BAD_USER_INPUT', 'The note is empty.');
  if (note.length > longestNote) throw new AppError('BAD_USER_INPUT', `The note has ${note.length} characters; ${longestNote} is the most.`);
  return note;
}
