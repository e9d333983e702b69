import { createAgents } from '#agents/subgraph';
import type { AutomationPlatform } from '#automation/context';
import { createAutomation } from '#automation/subgraph';
import { createGraph, type Graph } from '#graph/createGraph';
import type { LineageQuery } from '#graph/lineage';
import { createDirectory } from '#identity/directory/createDirectory';
import { createIdentity } from '#identity/subgraph';
import type { IncidentsPlatform } from '#incidents/context';
import { createIncidentStates } from '#incidents/incident/createIncidentStates';
import { createIncidents } from '#incidents/subgraph';
import { createOutbound } from '#kit/outbound';
import type { SecretKey } from '#kit/secret';
import type { Subgraph, SubgraphName } from '#kit/subgraph';
import type { Platform } from '#kit/transact';
import type { NotifyPlatform } from '#notify/context';
import { createNotify } from '#notify/subgraph';
import { createResources } from '#resources/subgraph';
import type { Config } from './config.ts';
import { openObjects } from './openObjects.ts';

/** The platform with what single subgraphs need beside it. */
export type FullPlatform = NotifyPlatform & AutomationPlatform & IncidentsPlatform;

export type Subgraphs = Record<SubgraphName, Subgraph>;

export function createSubgraphs(platform: FullPlatform, lineage: LineageQuery): Subgraphs {
  return {
    incidents: createIncidents(platform),
    resources: createResources({ ...platform, lineage }),
    automation: createAutomation({ ...platform, lineage }),
    notify: createNotify(platform),
    identity: createIdentity(platform),
    agents: createAgents({ ...platform, lineage }),
  };
}

/** The domain parts of a process. */
export type Parts = { platform: FullPlatform; graph: Graph; subgraphs: Subgraphs; close(): Promise<void> };

/**
 * Makes the lineage library and the six subgraphs over an open platform, and the queues of their tasks. `ownOrigin` is where this process itself is
 * reached, if it knows: what integrations name to senders while no PUBLIC_URL does.
 */
export async function openParts(opened: Platform, config: Config & { SECRET_KEY: Uint8Array }, ownOrigin?: () => string | null): Promise<Parts> {
  const graph = createGraph(opened, neo4jOf(config));
  const outbound = createOutbound(config.ALLOWED_NETWORKS);
  const objects = await openObjects(config);
  const origin = () => config.PUBLIC_URL?.replace(/\/+$/, '') ?? ownOrigin?.() ?? null;
  const platform = {
    ...opened,
    outbound,
    directory: createDirectory(),
    incidents: createIncidentStates(),
    secretKey: secretKeyOf(config),
    heartbeatUrl: config.AUDIT_HEARTBEAT_URL ?? null,
    rulesDir: config.RULES_DIR ?? null,
    origin,
    objects,
    runnerKey: config.RUNNER_KEY ?? null,
    attachmentBytes: config.ATTACHMENT_MAX_MB * 1024 * 1024,
  };
  const subgraphs = createSubgraphs(platform, graph.query);
  await platform.queue.declare(Object.values(subgraphs).flatMap((subgraph) => subgraph.tasks));
  return {
    platform,
    graph,
    subgraphs,
    async close() {
      objects.close();
      await outbound.close();
      await graph.close();
    },
  };
}

function secretKeyOf({ SECRET_KEY: current, SECRET_KEY_PREVIOUS: previous }: Config & { SECRET_KEY: Uint8Array }): SecretKey {
  return previous === undefined ? current : { current, previous };
}

function neo4jOf({ NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, NEO4J_DATABASE }: Config) {
  return NEO4J_URI === undefined ? {} : { neo4j: { uri: NEO4J_URI, user: NEO4J_USER, password: NEO4J_PASSWORD, database: NEO4J_DATABASE } };
}
