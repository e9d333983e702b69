import type { Incident } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { commonest, rankSimilar, type Shared, type SharedResource, type Similar } from './rankSimilar.ts';

/** Most words and labels of an incident that are looked up. */
const mostLexemes = 40;

/** Another incident with why it is alike and how it ended. */
export type SimilarIncident = Similar & { incident: Incident; lastNote: string | null; resolutionNote: string | null };

/**
 * Past incidents like one: those opened before it that share its labels, the words of its title and the resources that it is about. One statement finds
 * them by the index of words, one by the resources, one reads them and one their last notes. `resources` false leaves the resources out.
 */
export async function findSimilar(
  db: IncidentsDb,
  { id, openedAt }: Pick<Incident, 'id' | 'openedAt'>,
  most: number,
  { resources }: { resources: boolean },
): Promise<SimilarIncident[]> {
  const shared = await db.$queryRaw<Shared[]>`
    SELECT l.lexeme, array_agg(f.id) FILTER (WHERE f.id <> ${id}::uuid) AS ids
    FROM (
      SELECT lexeme FROM incident i, unnest(tsvector_to_array(search_words(i.title, i.labels))) AS lexeme
      WHERE i.id = ${id}::uuid ORDER BY lexeme LIKE '%=%' DESC, length(lexeme) DESC LIMIT ${mostLexemes}::int
    ) AS l
    CROSS JOIN LATERAL lookup.incidents_found(
      ('''' || replace(replace(l.lexeme, '\\', '\\\\'), '''', '''''') || '''')::tsquery, ${commonest + 2}::int
    ) AS f
    GROUP BY l.lexeme`;
  const ranked = rankSimilar(
    [...shared.map(({ lexeme, ids }) => ({ lexeme, ids: ids ?? [] })), ...(resources ? await findByResources(db, id) : [])],
    // More than are asked for, since some of them may be younger.
    most * 4,
  );
  const ids = ranked.map((similar) => similar.id);
  const incidents = ids.length === 0 ? [] : await db.incident.findMany({ where: { id: { in: ids }, openedAt: { lt: openedAt } } });
  const incidentOf = new Map(incidents.map((incident) => [incident.id, incident]));
  const notes = await readLastNotes(db, [...incidentOf.keys()]);
  return ranked
    .flatMap((similar) => {
      const incident = incidentOf.get(similar.id);
      return incident ? [{ ...similar, incident, lastNote: null, resolutionNote: null, ...notes.get(similar.id) }] : [];
    })
    .slice(0, most);
}

/** The incidents that are about the same resources, for each of them; asked for through the database, since another subgraph keeps the links. */
async function findByResources(db: IncidentsDb, id: string): Promise<Shared[]> {
  const found = await db.$queryRaw<(SharedResource & { ids: string[] })[]>`
    SELECT id, kind, name, incident_ids AS ids FROM incidents_about_same(${id}::uuid, ${commonest + 1}::int)`;
  return found.map(({ ids, ...resource }) => ({ lexeme: resource.id, ids, resource }));
}

type Notes = Pick<SimilarIncident, 'lastNote' | 'resolutionNote'>;

async function readLastNotes(db: IncidentsDb, ids: readonly string[]): Promise<Map<string, Notes>> {
  if (ids.length === 0) return new Map();
  const notes = await db.$queryRaw<(Notes & { id: string })[]>`
    SELECT i.id, n.text AS "lastNote", r.text AS "resolutionNote" FROM unnest(${ids}::uuid[]) AS i(id)
    LEFT JOIN LATERAL (
      SELECT text FROM timeline_entry t WHERE t.incident_id = i.id AND t.text IS NOT NULL ORDER BY t.at DESC, t.id DESC LIMIT 1
    ) AS n ON true
    LEFT JOIN LATERAL (
      SELECT text FROM timeline_entry t WHERE t.incident_id = i.id AND t.kind = 'resolved' AND t.text IS NOT NULL ORDER BY t.at DESC, t.id DESC LIMIT 1
    ) AS r ON true`;
  return new Map(notes.map(({ id, ...told }) => [id, told]));
}
