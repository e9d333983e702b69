import type { Labels } from '#contracts/words';
import type { Route } from '#prisma/generated/client';
import { hash } from 'node:crypto';

/** A group of alerts that make one incident: its key, and the labels and values that it is grouped by. */
export type Group = { key: string; labels: Labels };

/** As in Alertmanager, this name in a route's `groupBy` stands for every label. */
const everyLabel = '...';

/**
 * The group that an alert belongs to under a route. Labels that the alert has not are left out, as Alertmanager does. The key is a
 * hash, since labels may be longer than an index entry.
 */
export function group(labels: Labels, route: Pick<Route, 'id' | 'groupBy'>): Group {
  const names = route.groupBy.includes(everyLabel) ? Object.keys(labels) : route.groupBy.filter((name) => Object.hasOwn(labels, name));
  const pairs = [...new Set(names)].toSorted().map((name) => [name, labels[name] ?? ''] as const);
  return { key: hash('sha256', JSON.stringify([route.id, pairs])), labels: Object.fromEntries(pairs) };
}
