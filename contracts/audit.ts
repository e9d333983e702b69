/** Actions that leave an append-only audit row with the state before and after. Past tense, `<noun>.<what happened>`. */
export const auditActions = [
  'incident.acknowledged',
  'incident.unacknowledged',
  'incident.snoozed',
  'incident.woken',
  'incident.resolved',
  'incident.noted',
  'bulkAction.started',
  'bulkAction.cancelled',
  'person.created',
  'person.joinedTeam',
  'tenant.created',
  'connection.created',
  'connection.moved',
  'apiKey.created',
  'apiKey.revoked',
  'integration.created',
  'routes.saved',
  'channel.created',
  'playbook.created',
  'trigger.created',
  'ruleSource.created',
  'ruleSource.changed',
  'ruleSource.deleted',
  'ruleSource.syncRequested',
] as const;

export type AuditAction = (typeof auditActions)[number];
