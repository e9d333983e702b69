/** Actions that leave an append-only audit row with the state before and after. Past tense, `<noun>.<what happened>`. */
export const auditActions = [
  'incident.acknowledged',
  'incident.resolved',
  'incident.noted',
  'person.created',
  'tenant.created',
  'connection.created',
  'apiKey.created',
  'integration.created',
] as const;

export type AuditAction = (typeof auditActions)[number];
