import { viewerOf } from '#kit/caller';
import type { LineageQuery } from '#graph/lineage';
import { buildSubgraph } from '#kit/schema';
import type { Subgraph } from '#kit/subgraph';
import { followEvent, followTogether, implementTask } from '#kit/task';
import type { Platform } from '#kit/transact';
import { analyseIncident } from './analysis/analyseIncident.ts';
import { answerAsked } from './analysis/answerAsked.ts';
import { askForLooks } from './analysis/askForLooks.ts';
import { lookAtIncidentTask } from './analysis/lookAtIncident.task.ts';
import { sweepLooks } from './analysis/sweepLooks.ts';
import { createContext } from './context.ts';
import { IncidentResolver } from './insight/incident.resolver.ts';
import { Insight } from './insight/insight.type.ts';
import { resolveInsight } from './insight/resolveInsight.ts';
import { IncidentStub } from './stubs.ts';

/** What the platform finds out by itself: insights into incidents, from their lineage. */
export function createAgents(platform: Platform & { lineage: LineageQuery }): Subgraph {
  return {
    name: 'agents',
    schema: buildSubgraph(
      [IncidentResolver],
      {
        Insight: resolveInsight,
        // The incidents subgraph says whether it exists; here it is only what insights hang on.
        Incident: ({ id }: { id: string }) => ({ id }),
      },
      [Insight, IncidentStub],
    ),
    contextFor(caller) {
      const reader = platform.database.openReader(caller.tenantId, viewerOf(caller));
      return { context: createContext(caller, reader.db), close: () => reader.close() };
    },
    routes: [],
    tasks: [lookAtIncidentTask],
    handlers: [
      followTogether('lineage.recorded', 'analyseIncidents', ({ tenantId, payloads }) =>
        askForLooks(
          platform,
          tenantId,
          payloads.flatMap(({ incidentIds }) => incidentIds),
        ),
      ),
      followEvent('step.analysisAsked', 'analyseAsked', ({ tenantId, payload }) => answerAsked(platform, tenantId, payload)),
      implementTask(lookAtIncidentTask, ({ tenantId, payload }) => analyseIncident(platform, tenantId, payload.incidentId)),
    ],
    crons: [{ name: 'sweepLooks', every: 15, run: () => sweepLooks(platform) }],
  };
}
