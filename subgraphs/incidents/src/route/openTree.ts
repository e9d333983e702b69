import type { IncidentsUnit } from '../context.ts';
import { readTree, type RouteTree } from './readTree.ts';

export type OpenTree = () => Promise<RouteTree>;

/** The tenant's tree for one batch: read when it is first needed, and once, so that a batch decides by one tree. */
export function openTree(unit: IncidentsUnit, tenantId: string): OpenTree {
  let opened: Promise<RouteTree> | undefined;
  return () => (opened ??= readTree(unit, tenantId));
}
