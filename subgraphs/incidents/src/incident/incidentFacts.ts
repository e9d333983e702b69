import type { IncidentFacts } from '#contracts/events';
import type { Labels } from '#contracts/words';
import type { Incident, Prisma } from '#prisma/generated/client';

/** An incident as events tell of it. */
export function incidentFacts(incident: Incident): IncidentFacts {
  const { id, number, title, status, severity, openedAt, acknowledgedAt, resolvedAt } = incident;
  return {
    id,
    number,
    title,
    status,
    severity,
    labels: labelsOf(incident.labels),
    openedAt: openedAt.toISOString(),
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    resolvedAt: resolvedAt?.toISOString() ?? null,
  };
}

/** Labels as they stand in a jsonb column; intake checked them before it wrote them. */
export function labelsOf(column: Prisma.JsonValue): Labels {
  return column as Labels;
}
