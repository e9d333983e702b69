import { isOpen } from '#contracts/words';
import type { IncidentsUnit } from '../context.ts';
import { labelsOf } from '../incident/incidentFacts.ts';
import { rerankIncident } from '../incident/rankIncident.ts';
import { worse } from '../incident/summarise.ts';
import { chooseSeverity } from '../route/chooseSeverity.ts';
import type { OpenTree } from '../route/openTree.ts';
import { groupNonEmpty } from './groupNonEmpty.ts';
import type { Judged } from './judge.ts';
import { lockIncidents } from './store/lockIncidents.ts';
import { writeSummaries } from './store/writeSummaries.ts';

/**
 * Raises open incidents to the worst severity that their alerts now have under their routes. A severity that falls leaves its incident as it is,
 * and one that a person set stands.
 */
export async function raiseIncidents(unit: IncidentsUnit, tenantId: string, revised: readonly Judged[], openTree: OpenTree): Promise<void> {
  const revisedIn = groupNonEmpty(revised, ({ known }) => known?.incident?.id);
  if (revisedIn.size === 0) return;
  const { byId } = await openTree();
  const incidents = await lockIncidents(unit.db, tenantId, [...revisedIn.keys()]);
  const raised = incidents
    .filter(({ status, severityPinned }) => isOpen(status) && !severityPinned)
    .map((incident) => {
      const { id, title, severity: before } = incident;
      const settings = byId.get(incident.routeId)?.effective;
      const spoken = (revisedIn.get(id) ?? []).map(({ statement }) => chooseSeverity(settings?.severityRules ?? [], statement).severity);
      const severity = spoken.reduce(worse, before);
      const labels = labelsOf(incident.labels);
      return { id, title, labels, before, severity, ...rerankIncident(settings, incident, { severity, labels }) };
    })
    .filter(({ before, severity }) => before !== severity);
  await writeSummaries(unit.db, tenantId, raised, unit.now);
  unit.signal(
    'incident',
    raised.map(({ id }) => id),
  );
}
