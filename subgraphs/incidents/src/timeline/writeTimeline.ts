import { textList } from '#kit/textList';
import { uuidv7 } from 'uuidv7';
import type { IncidentsDb } from '../context.ts';

/** Everything that an incident's story tells, as a closed list; pages word each kind from its facts. */
export const timelineKinds = [
  'opened',
  'alert_joined',
  'alert_resolved',
  'flapping_began',
  'flapping_ended',
  'flushed',
  'quieted',
  'quiet_ending',
  'quiet_ended',
  'acknowledged',
  'unacknowledged',
  'snoozed',
  'woken',
  'resolved',
  'sla_breached',
  'note',
  'update',
  'title_set',
  'severity_set',
  'priority_set',
  'assigned',
  'unassigned',
  'owner_set',
  'privacy_set',
  'role_given',
  'role_taken',
  'task_added',
  'task_changed',
  'link_added',
  'link_removed',
  'attachment_added',
  'attachment_removed',
  'related',
  'unrelated',
  'merged_away',
  'merged_in',
  'unmerged',
  'split_off',
  'correlated',
  'correlation_dismissed',
  'notified',
  'notify_failed',
  'notify_cancelled',
  'run_started',
  'run_succeeded',
  'run_failed',
  'run_not_started',
  'insight',
] as const;
export type TimelineKind = (typeof timelineKinds)[number];

export type NewEntry = {
  incidentId: string;
  at: Date;
  kind: TimelineKind;
  facts: Record<string, unknown>;
  actorId?: string | null;
  text?: string;
  /** Makes a second writing of the same entry do nothing; without it every writing is an entry of its own. */
  key?: string;
};

/** Adds to the stories of incidents; returns how many entries were new. Entries of one moment keep the order in which they are given. */
export async function writeTimeline(db: IncidentsDb, entries: readonly NewEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  const numbered = entries.map((entry) => ({ ...entry, id: uuidv7() }));
  return db.$executeRaw`
    INSERT INTO timeline_entry (id, incident_id, at, kind, actor_id, text, facts, key)
    SELECT id, incident_id, at, kind, actor_id, text, facts::jsonb, key
    FROM unnest(
      ${textList(numbered, ({ id }) => id)}::uuid[],
      ${textList(numbered, ({ incidentId }) => incidentId)}::uuid[],
      ${textList(numbered, ({ at }) => at.toISOString())}::timestamptz[],
      ${textList(numbered, ({ kind }) => kind)}::text[],
      ${textList(numbered, ({ actorId }) => actorId)}::uuid[],
      ${textList(numbered, ({ text }) => text)}::text[],
      ${textList(numbered, ({ facts }) => JSON.stringify(facts))}::text[],
      ${textList(numbered, ({ key, id }) => key ?? id)}::text[]
    ) AS e(id, incident_id, at, kind, actor_id, text, facts, key)
    ON CONFLICT (tenant_id, incident_id, key) DO NOTHING`;
}
