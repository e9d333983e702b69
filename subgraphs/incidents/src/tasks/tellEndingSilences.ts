import { formatMatchers } from '#contracts/matcher';
import { type Platform, systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { usualPolicy } from '../quiet/readQuietPolicy.ts';
import { takeSilence } from '../silence/takeSilence.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { sweep, sweepSize } from './sweep.ts';

/** Tells of silences in force that end soon, by the lead of their tenant's policy, once for each window: in the stories of the incidents that they keep quiet, and as an event. */
export async function tellEndingSilences(platform: Platform, signal: AbortSignal): Promise<void> {
  const due = Prisma.sql`SELECT tenant_id, id FROM lookup.silences_ending(${platform.clock.now()}, ${usualPolicy.endingLeadMinutes}::int, ${sweepSize}::int)`;
  await sweep(platform, signal, due, 'silences could not be told of', (tenantId, id) => tellEndingSilence(platform, tenantId, id));
}

async function tellEndingSilence(platform: Platform, tenantId: string, id: string): Promise<void> {
  await transact(platform, systemActor(tenantId), async ({ db, now, emit, signal }) => {
    const silence = await takeSilence(db, tenantId, id);
    if (silence.endingToldAt !== null || silence.windowEndsAt <= now) return;
    await db.silence.update({ where: { tenantId_id: { tenantId, id } }, data: { endingToldAt: now } });
    const quieted = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM incident WHERE tenant_id = ${tenantId}::uuid AND status IN ('TRIGGERED', 'ACKNOWLEDGED') AND quiet->'by' @> ${JSON.stringify([{ id }])}::jsonb
      ORDER BY id LIMIT 1000`;
    const incidentIds = quieted.map((incident) => incident.id);
    const endsAt = silence.windowEndsAt.toISOString();
    const facts = { silenceId: id, comment: silence.comment, endsAt };
    await writeTimeline(
      db,
      incidentIds.map((incidentId) => ({ incidentId, at: now, kind: 'quiet_ending', key: `quiet_ending:${id}:${endsAt}`, facts })),
    );
    const matchers = formatMatchers(silence.matchers);
    emit('silence.ending', { silenceId: id, at: now.toISOString(), endsAt, comment: silence.comment, matchers, incidentIds });
    signal('silence', [id]);
    signal('incident', incidentIds);
  });
}
