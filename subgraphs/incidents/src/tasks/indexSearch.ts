import { defineTask } from '#kit/task';
import { textList } from '#kit/textList';
import type { Platform } from '#kit/transact';
import { z } from 'zod';
import type { IncidentsDb } from '../context.ts';
import { type SaidByAlert, wordsOfAlert } from './wordsOfAlert.ts';

/** Inserted by the intake for what it wrote in new words. */
export const indexSearchTask = defineTask('indexSearch', z.object({ alertIds: z.array(z.uuid()), incidentIds: z.array(z.uuid()) }), {
  pace: 'patient',
});

/** Alerts and incidents that were written. */
type Written = z.infer<typeof indexSearchTask.payload>;

/**
 * Writes what alerts can be found by, and what their incidents can since they joined. Outside the intake's transaction, whose time everybody waits
 * for. Harmless to repeat: it reads what is true now.
 */
export async function indexSearch({ database }: Platform, tenantId: string, written: readonly Written[]): Promise<void> {
  const alertIds = [...new Set(written.flatMap((each) => each.alertIds))];
  const incidentIds = [...new Set(written.flatMap((each) => each.incidentIds))];
  await database.inTenant(tenantId, async (db) => {
    await indexAlerts(db, alertIds);
    await db.$executeRaw`SELECT index_incidents(${textList(incidentIds, asIs)}::uuid[])`;
  });
}

/** As `index_alerts` of the migrations does, which is asked for what is not plain ASCII. */
async function indexAlerts(db: IncidentsDb, alertIds: readonly string[]): Promise<void> {
  const alerts = await db.$queryRaw<(SaidByAlert & { id: string })[]>`
    SELECT id, name, labels, annotations FROM alert WHERE id = ANY(${textList(alertIds, asIs)}::uuid[]) ORDER BY id`;
  const [read, foreign] = [[] as { id: string; words: string[] }[], [] as string[]];
  for (const alert of alerts) {
    const words = wordsOfAlert(alert);
    if (words) read.push({ id: alert.id, words });
    else foreign.push(alert.id);
  }
  if (read.length > 0) {
    await db.$executeRaw`
      INSERT INTO alert_search AS s (alert_id, words)
      SELECT id::uuid, array_to_tsvector(string_to_array(words, ${betweenWords}))
      FROM unnest(${textList(read, ({ id }) => id)}, ${textList(read, ({ words }) => words.join(betweenWords))}) AS r(id, words)
      ON CONFLICT (tenant_id, alert_id) DO UPDATE SET words = EXCLUDED.words WHERE s.words <> EXCLUDED.words`;
  }
  if (foreign.length > 0) await db.$executeRaw`SELECT index_alerts(${textList(foreign, asIs)}::uuid[])`;
}

/** The ASCII separator of units, which `wordsOfAlert` leaves to PostgreSQL. */
const betweenWords = '\u001f';

const asIs = (id: string): string => id;
