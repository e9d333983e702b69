/** Seconds of each unit, in the order in which Prometheus wants them. */
const units = { y: 31_536_000, w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1, ms: 0.001 } as const;

const shape = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** Seconds of a duration as Prometheus writes it, `1h30m` or `0`; null for what is none. */
export function readDuration(text: string): number | null {
  if (text === '0') return 0;
  const found = text === '' ? null : shape.exec(text);
  if (found === null) return null;
  const seconds = Object.values(units).reduce((sum, unit, at) => sum + Number(found[at + 1] ?? 0) * unit, 0);
  return Math.round(seconds * 1_000) / 1_000;
}

/** The shortest way to write seconds as Prometheus reads them; the inverse of `readDuration`, to the millisecond. */
export function formatDuration(seconds: number): string {
  let left = Math.round(seconds * 1_000);
  if (left === 0) return '0s';
  // Years and weeks are left out: `90d` says more than `12w6d`.
  return (['d', 'h', 'm', 's', 'ms'] as const)
    .map((unit) => {
      const size = units[unit] * 1_000;
      const count = Math.floor(left / size);
      left -= count * size;
      return count > 0 ? `${count}${unit}` : '';
    })
    .join('');
}
