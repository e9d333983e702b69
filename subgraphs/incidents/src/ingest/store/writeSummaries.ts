import { textList } from '#kit/textList';
import type { IncidentsDb } from '../../context.ts';
import type { RankChange } from '../../incident/rankIncident.ts';
import type { Summary } from '../../incident/summarise.ts';

/** Writes what incidents say of their alerts after more have joined, in one statement; a rank that did not change is left out. What changed is judged soon, and
 * told when its group_interval is over. */
export async function writeSummaries(
  db: IncidentsDb,
  tenantId: string,
  incidents: readonly ({ id: string } & Summary & RankChange)[],
  now: Date,
): Promise<void> {
  if (incidents.length === 0) return;
  await db.$executeRaw`
    UPDATE incident i SET title = u.title, severity = u.severity::"Severity", labels = u.labels::jsonb,
      priority = coalesce(u.priority::"Priority", i.priority), facts = i.facts || u.facts::jsonb, updated_at = ${now},
      flush_at = coalesce(i.flush_at, ${now})
    FROM unnest(
      ${textList(incidents, ({ id }) => id)}::uuid[],
      ${textList(incidents, ({ title }) => title)}::text[],
      ${textList(incidents, ({ severity }) => severity)}::text[],
      ${textList(incidents, ({ labels }) => JSON.stringify(labels))}::text[],
      ${textList(incidents, ({ priority }) => priority)}::text[],
      ${textList(incidents, ({ facts }) => JSON.stringify(facts ?? {}))}::text[]
    ) AS u(id, title, severity, labels, priority, facts)
    WHERE i.tenant_id = ${tenantId}::uuid AND i.id = u.id`;
}
