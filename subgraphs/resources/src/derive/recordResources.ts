import { textList } from '#kit/textList';
import type { ResourcesDb } from '../context.ts';
import type { NamedRelation, NamedResource } from './resourcesOf.ts';

/** Names a resource within a tenant. */
export const identityOf = ({ kind, key }: Pick<NamedResource, 'kind' | 'key'>): string => `${kind} ${key}`;

/**
 * Makes resources or says that they were seen again, in one statement, and gives back their ids by `identityOf`. Rows go in in the order of their
 * identity, so that two batches that share some wait for each other instead of deadlocking. Seeing them in the past changes no time that is later.
 */
export async function recordResources(
  db: Pick<ResourcesDb, '$queryRaw'>,
  resources: readonly NamedResource[],
  seenAt: Date,
): Promise<Map<string, string>> {
  if (resources.length === 0) return new Map();
  const sorted = [...new Map(resources.map((resource) => [identityOf(resource), resource])).entries()].sort(byName).map(([, resource]) => resource);
  const rows = await db.$queryRaw<{ id: string; kind: NamedResource['kind']; key: string }[]>`
    INSERT INTO resource AS known (kind, key, name, labels, first_seen_at, last_seen_at)
    SELECT kind::"ResourceKind", key, name, labels::jsonb, ${seenAt}::timestamptz, ${seenAt}::timestamptz
    FROM unnest(
      ${textList(sorted, ({ kind }) => kind)}::text[],
      ${textList(sorted, ({ key }) => key)}::text[],
      ${textList(sorted, ({ name }) => name)}::text[],
      ${textList(sorted, ({ labels }) => JSON.stringify(labels))}::text[]
    ) AS seen (kind, key, name, labels)
    ON CONFLICT (tenant_id, kind, key) DO UPDATE SET
      name = excluded.name,
      labels = known.labels || excluded.labels,
      first_seen_at = least(known.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at)
    RETURNING id, kind, key`;
  return new Map(rows.map((row) => [identityOf(row), row.id]));
}

/** A relation between resources that have ids. */
export type Relation = { from: string; to: string; kind: NamedRelation['kind'] };

/** Keeps relations, or says that they were seen again. */
export async function recordRelations(db: Pick<ResourcesDb, '$executeRaw'>, relations: readonly Relation[], seenAt: Date): Promise<void> {
  if (relations.length === 0) return;
  await db.$executeRaw`
    INSERT INTO resource_relation AS known (from_id, to_id, kind, seen_at)
    SELECT from_id, to_id, kind, ${seenAt}::timestamptz
    FROM unnest(
      ${textList(relations, ({ from }) => from)}::uuid[],
      ${textList(relations, ({ to }) => to)}::uuid[],
      ${textList(relations, ({ kind }) => kind)}::text[]
    ) AS seen (from_id, to_id, kind)
    ORDER BY from_id, to_id, kind
    ON CONFLICT (tenant_id, from_id, to_id, kind) DO UPDATE SET seen_at = greatest(known.seen_at, excluded.seen_at)`;
}

/** Notes which resources incidents are about; a pair that is known keeps its time. */
export async function linkIncidents(
  db: Pick<ResourcesDb, '$executeRaw'>,
  links: readonly { incidentId: string; resourceId: string }[],
  linkedAt: Date,
): Promise<void> {
  if (links.length === 0) return;
  await db.$executeRaw`
    INSERT INTO incident_resource (incident_id, resource_id, linked_at)
    SELECT DISTINCT incident_id, resource_id, ${linkedAt}::timestamptz
    FROM unnest(${textList(links, ({ incidentId }) => incidentId)}::uuid[], ${textList(links, ({ resourceId }) => resourceId)}::uuid[]) AS link (incident_id, resource_id)
    ORDER BY incident_id, resource_id
    ON CONFLICT DO NOTHING`;
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : one > other ? 1 : 0);
