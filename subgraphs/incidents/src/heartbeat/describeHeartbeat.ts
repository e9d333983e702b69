import type { Heartbeat } from '#prisma/generated/client';
import type { HeartbeatState, HeartbeatType } from './heartbeat.type.ts';

/** A heartbeat as people see it at a moment. */
export function describeHeartbeat(heartbeat: Heartbeat, now: Date): HeartbeatType {
  const { intervalMs, graceMs, severity, lastBeatAt, dueAt, missedAt } = heartbeat;
  return { intervalSeconds: intervalMs / 1000, graceSeconds: graceMs / 1000, severity, state: stateOf(heartbeat, now), lastBeatAt, dueAt, missedAt };
}

function stateOf({ dueAt, missedAt, graceMs }: Heartbeat, now: Date): HeartbeatState {
  if (missedAt !== null) return 'MISSED';
  if (dueAt === null) return 'WAITING';
  return now.getTime() > dueAt.getTime() - graceMs ? 'LATE' : 'ALIVE';
}
