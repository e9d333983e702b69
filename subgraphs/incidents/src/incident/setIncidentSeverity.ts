import type { Severity } from '#contracts/words';
import type { Caller } from '#kit/caller';
import type { Platform } from '#kit/transact';
import type { Incident, Prisma } from '#prisma/generated/client';
import { readTree } from '../route/readTree.ts';
import { changeIncident } from './changeIncident.ts';
import { incidentFacts, labelsOf } from './incidentFacts.ts';
import { rankIncident } from './rankIncident.ts';

/**
 * Says how bad the incident is; alerts change that no more. Its SLA becomes that of the severity, its priority stays as it is: a person who means
 * another says so. NOT_FOUND when there is no such incident.
 */
export function setIncidentSeverity(platform: Platform, caller: Caller, id: string, severity: Severity): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:edit' }, async (before, unit) => {
    if (severity === before.severity && before.severityPinned) return null;
    const { byId } = await readTree(unit, caller.tenantId);
    const settings = byId.get(before.routeId)?.effective;
    const sla = settings && rankIncident(settings, { severity, labels: labelsOf(before.labels) }).sla;
    return {
      columns: {
        severity,
        severityPinned: true,
        ...(sla && { facts: { ...(before.facts as Prisma.JsonObject), sla } as Prisma.InputJsonObject }),
      },
      entry: { kind: 'severity_set', facts: { from: before.severity, to: severity } },
      audit: { action: 'incident.severitySet', before: { severity: before.severity }, after: { severity } },
      emit: (incident) => unit.emit('incident.severitySet', { incident: incidentFacts(incident), from: before.severity }),
    };
  });
}
