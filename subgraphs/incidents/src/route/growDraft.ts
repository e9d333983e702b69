import type { Route } from '#prisma/generated/client';
import { routeDraft, type RouteDraft } from './routeDraft.ts';

/** A row of the tree, without what only the table is interested in. */
export type RouteRow = Omit<Route, 'tenantId' | 'createdAt' | 'archivedAt'>;

/** Rows of a tree, nested; undefined when there is no root. What was stored was checked before, so a shape that does not fit is a defect. */
export function growDraft(rows: readonly RouteRow[]): RouteDraft | undefined {
  const below = Map.groupBy(rows, ({ parentId }) => parentId);
  const grow = ({ parentId: _, position: __, inheritsGroupBy, groupBy, ...row }: RouteRow): unknown => ({
    ...row,
    groupBy: inheritsGroupBy ? null : groupBy,
    children: (below.get(row.id) ?? []).toSorted((one, other) => one.position - other.position).map(grow),
  });
  const root = below.get(null)?.[0];
  return root && routeDraft.parse(grow(root));
}
