import { language } from '../api/language';

/** The platform counts no further than this. */
const COUNT_LIMIT = 10_000;

/** A total as far as it was counted: "128", "10,000+". */
export function formatTotal(total: number): string {
  const text = new Intl.NumberFormat(language()).format(Math.min(total, COUNT_LIMIT));
  return total >= COUNT_LIMIT ? `${text}+` : text;
}
