/** The orders that the platform's lists have, for working live rows in. Ids break ties the way the platform does: downwards. */

/** Newest opened first. */
export function byOpened(a: { openedAt: string; id: string }, b: { openedAt: string; id: string }): number {
  return Date.parse(b.openedAt) - Date.parse(a.openedAt) || compareIds(b.id, a.id);
}

/** Latest changed first. */
export function byChanged(a: { changedAt: string; id: string }, b: { changedAt: string; id: string }): number {
  return Date.parse(b.changedAt) - Date.parse(a.changedAt) || compareIds(b.id, a.id);
}

/** The latest made first. */
export function byCreated(a: { createdAt: string; id: string }, b: { createdAt: string; id: string }): number {
  return Date.parse(b.createdAt) - Date.parse(a.createdAt) || compareIds(b.id, a.id);
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
