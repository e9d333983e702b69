import type { IncidentFacts } from '#contracts/events';
import type { Severity } from '#contracts/words';
import type { Message } from './message.ts';

const toneOfSeverity = { CRITICAL: 'critical', HIGH: 'high', MEDIUM: 'medium', LOW: 'low', INFO: 'info' } as const satisfies Record<
  Severity,
  Message['tone']
>;

/** How much an incident asks for attention by itself. Pure. */
export function toneOfIncident({ status, severity }: IncidentFacts): Message['tone'] {
  if (status === 'RESOLVED' || status === 'MERGED') return 'resolved';
  return status === 'ACKNOWLEDGED' ? 'acknowledged' : toneOfSeverity[severity];
}
