import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';

/** The person who calls. FORBIDDEN for a key that belongs to nobody. */
export function requireSelf({ personId }: Caller): string {
  if (personId === null) throw new AppError('FORBIDDEN', 'This is for people: the API key belongs to nobody.');
  return personId;
}
