import { language } from '../api/language';
import { formatSpan } from '../time/formatSpan';

/** A number of minutes in words. */
export function spanWords(minutes: number): string {
  return formatSpan(minutes * 60_000, language());
}
