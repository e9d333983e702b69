const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A span of time in its two largest units, as short as the language has it: "3d 4h", "5m", "0s"; minutes stand alone. */
export function formatSpan(milliseconds: number, locale: string): string {
  let rest = Math.max(0, Math.floor(milliseconds / 1000));
  const parts: string[] = [];
  for (const [unit, seconds] of units) {
    const amount = Math.floor(rest / seconds);
    rest -= amount * seconds;
    if (amount > 0) {
      parts.push(inUnit(amount, unit, locale));
    }
    const isLast = parts.length === 2 || (parts.length === 1 && (amount === 0 || unit === 'minute'));
    if (parts.length > 0 && isLast) {
      break;
    }
  }
  return parts.length === 0 ? inUnit(0, 'second', locale) : parts.join(' ');
}

function inUnit(amount: number, unit: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }).format(amount);
}

/** A short duration as measured: milliseconds below a second, else seconds with one digit, else a span. */
export function formatDuration(milliseconds: number, locale: string): string {
  const [unit, amount] = milliseconds < 1000 ? ['millisecond', milliseconds] : ['second', milliseconds / 1000];
  return milliseconds >= 60_000
    ? formatSpan(milliseconds, locale)
    : new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: String(unit),
        unitDisplay: 'narrow',
        maximumFractionDigits: milliseconds < 1000 ? 0 : 1,
      }).format(Number(amount));
}

/** How long something took, to the second also where it took minutes: "300ms", "8.5s", "1m 50s", "2h 5m". */
export function formatTook(milliseconds: number, locale: string): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60 || seconds >= 3_600) {
    return formatDuration(milliseconds, locale);
  }
  const rest = seconds % 60;
  const minutes = inUnit(Math.floor(seconds / 60), 'minute', locale);
  return rest === 0 ? minutes : `${minutes} ${inUnit(rest, 'second', locale)}`;
}
