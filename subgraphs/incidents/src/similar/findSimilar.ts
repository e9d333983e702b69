import type { Incident } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { commonest, rankSimilar, type Shared, type Similar } from './rankSimilar.ts';

/** Most words and labels of an incident that are looked up. */
const mostLexemes = 40;

/** Another incident with why it is alike and how it ended. */
export type SimilarIncident = Similar & { incident: Incident; lastNote: string | null };

/**
 * Past incidents like one: those opened before it that share its labels and the words of its title. One statement finds them by the index of words, one
 * reads them and one their last notes.
 */
export async function findSimilar(db: IncidentsDb, { id, openedAt }: Pick<Incident, 'id' | 'openedAt'>, most: number): Promise<SimilarIncident[]> {
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
    shared.map(({ lexeme, ids }) => ({ lexeme, ids: ids ?? [] })),
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
      return incident ? [{ ...similar, incident, lastNote: notes.get(similar.id) ?? null }] : [];
    })
    .slice(0, most);
}

async function readLastNotes(db: IncidentsDb, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const notes = await db.$queryRaw<{ id: string; text: string }[]>`
    SELECT i.id, n.text FROM unnest(${ids}::uuid[]) AS i(id)
    CROSS JOIN LATERAL (
      SELECT text FROM timeline_entry t WHERE t.incident_id = i.id AND t.text IS NOT NULL ORDER BY t.at DESC, t.id DESC LIMIT 1
    ) AS n`;
  return new Map(notes.map(({ id, text }) => [id, text]));
}
