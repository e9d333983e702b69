/** A window on a calendar. */
export interface CalendarWindow {
  id: string;
  label: string;
  kind: 'silence' | 'waiting' | 'maintenance';
  from: number;
  until: number;
}

/** A window as it is drawn: where it begins and how wide it is, in parts of the whole, and whether it goes on beyond the edges. */
export interface Bar extends CalendarWindow {
  left: number;
  width: number;
  cutLeft: boolean;
  cutRight: boolean;
}

/** Rows of a calendar from `start` to `end`: one for each thing that has a window in it, its windows as bars; those that begin first stand first. */
export function placeBars(
  windows: CalendarWindow[],
  start: number,
  end: number
): Array<{ id: string; label: string; bars: Bar[] }> {
  const rows = new Map<string, { id: string; label: string; bars: Bar[] }>();
  for (const window of [...windows].sort((one, other) => one.from - other.from || (one.id < other.id ? -1 : 1))) {
    if (window.until <= start || window.from >= end) {
      continue;
    }
    const from = Math.max(window.from, start);
    const until = Math.min(window.until, end);
    const row = rows.get(window.id) ?? { id: window.id, label: window.label, bars: [] };
    row.bars.push({
      ...window,
      left: (from - start) / (end - start),
      width: (until - from) / (end - start),
      cutLeft: window.from < start,
      cutRight: window.until > end,
    });
    rows.set(window.id, row);
  }
  return [...rows.values()];
}

/** Midnights from one day on, by the clock of the browser, also over the nights in which clocks change. */
export function daysFrom(first: Date, count: number): Date[] {
  return Array.from(
    { length: count + 1 },
    (_, day) => new Date(first.getFullYear(), first.getMonth(), first.getDate() + day)
  );
}

/** The Monday of the week, or the first of the month, `ahead` of them from a moment on; with the number of days. */
export function span(now: Date, view: 'week' | 'month', ahead: number): { first: Date; days: number } {
  if (view === 'month') {
    const first = new Date(now.getFullYear(), now.getMonth() + ahead, 1);
    return { first, days: new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate() };
  }
  const monday = now.getDate() - ((now.getDay() + 6) % 7);
  return { first: new Date(now.getFullYear(), now.getMonth(), monday + ahead * 7), days: 7 };
}
