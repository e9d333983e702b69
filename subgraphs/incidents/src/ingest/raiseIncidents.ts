import type { IncidentsUnit } from '../context.ts';
import { labelsOf } from '../incident/incidentFacts.ts';
import { worse } from '../incident/summarise.ts';
import { groupNonEmpty } from './groupNonEmpty.ts';
import type { Judged } from './judge.ts';
import { lockIncidents } from './store/lockIncidents.ts';
import { writeSummaries } from './store/writeSummaries.ts';

/** Raises open incidents to the worst severity that their alerts now speak of. A severity that falls leaves its incident as it is. */
export async function raiseIncidents(unit: IncidentsUnit, tenantId: string, revised: readonly Judged[]): Promise<void> {
  const revisedIn = groupNonEmpty(revised, ({ known }) => known?.incident?.id);
  const incidents = await lockIncidents(unit.db, tenantId, [...revisedIn.keys()]);
  const raised = incidents
    .filter(({ status }) => status !== 'RESOLVED')
    .map(({ id, title, severity, labels }) => {
      const spoken = (revisedIn.get(id) ?? []).map(({ statement }) => statement.severity);
      return { id, title, labels: labelsOf(labels), before: severity, severity: spoken.reduce(worse, severity) };
    })
    .filter(({ before, severity }) => before !== severity);
  await writeSummaries(unit.db, tenantId, raised, unit.now);
  unit.signal(
    'incident',
    raised.map(({ id }) => id),
  );
}
