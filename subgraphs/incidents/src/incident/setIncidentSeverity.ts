import type { Severity } from '#contracts/words';
import type { Caller } from '#kit/caller';
import type { Platform } from '#kit/transact';
import type { Incident, Prisma } from '#prisma/generated/client';
import { readTree } from '../route/readTree.ts';
import { changeIncident } from './changeIncident.ts';
import { incidentFacts, labelsOf } from './incidentFacts.ts';
import { rankIncident } from './rankIncident.ts';
import { needsSetting, type Setting } from './setting.ts';

/**
 * Says how bad the incident is; alerts change that no more. Its SLA becomes that of the severity, its priority stays as it is: a person who means
 * another says so. `pinned: false` leaves it to the alerts again, from there on. NOT_FOUND when there is no such incident.
 */
export function setIncidentSeverity(
  platform: Platform,
  caller: Caller,
  id: string,
  severity: Severity,
  { pinned = true, ...setting }: Setting<Severity> & { pinned?: boolean | undefined } = {},
): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:edit' }, async (before, unit) => {
    const samePin = before.severityPinned === pinned;
    const refuseSame = samePin && setting.refuseSame === true;
    if (!needsSetting(before.number, 'severity', before.severity, severity, { ...setting, refuseSame }) && samePin) return null;
    const { byId } = await readTree(unit, caller.tenantId);
    const settings = byId.get(before.routeId)?.effective;
    const sla = settings && rankIncident(settings, { severity, labels: labelsOf(before.labels) }).sla;
    return {
      columns: {
        severity,
        severityPinned: pinned,
        ...(sla && { facts: { ...(before.facts as Prisma.JsonObject), sla } as Prisma.InputJsonObject }),
      },
      entry: { kind: 'severity_set', facts: { from: before.severity, to: severity } },
      audit: { action: 'incident.severitySet', before: { severity: before.severity }, after: { severity } },
      emit: (incident) => unit.emit('incident.severitySet', { incident: incidentFacts(incident), from: before.severity }),
    };
  });
}
