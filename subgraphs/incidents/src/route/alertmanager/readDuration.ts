const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 } as const;
const form = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/;
const order = ['y', 'w', 'd', 'h', 'm', 's', 'ms'] as const;

/** Milliseconds of a duration as Prometheus writes them (`1h30m`); undefined for what is none. */
export function readDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const found = text === '' ? null : form.exec(text);
  return found ? order.reduce((sum, unit, index) => sum + Number(found[index + 1] ?? 0) * units[unit], 0) : undefined;
}
