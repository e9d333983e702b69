import type { IncidentsDb, IncidentsPlatform } from '../context.ts';
import { readManagedRules } from '../managedRule/readManagedRules.ts';
import type { GrafanaTarget } from '#prisma/generated/client';
import { GrafanaRefusal, openGrafana, type PushOutcome } from './grafanaApi.ts';
import { type Drift, judgeDrift } from './judgeDrift.ts';
import { openToken } from './pushRules.ts';

/** Somebody is looking at the page: below what the gateway waits for a subgraph. */
const readTimeoutMs = 2_500;

/** What a Grafana has against what we would push, as of now; `reason` says why that is not known. */
export type DriftRead = { reason: 'read' | Exclude<PushOutcome, 'pushed'>; detail: string | null; rules: Drift[] };

export async function readDrift({ outbound, secretKey }: IncidentsPlatform, db: IncidentsDb, target: GrafanaTarget): Promise<DriftRead> {
  try {
    const grafana = openGrafana(outbound, { url: target.url, token: openToken(target.token, secretKey) }, readTimeoutMs);
    const theirs = await grafana.rules();
    return { reason: 'read', detail: null, rules: judgeDrift(await readManagedRules(db), theirs, target) };
  } catch (error) {
    if (!(error instanceof GrafanaRefusal)) throw error;
    return { reason: error.reason, detail: error.detail, rules: [] };
  }
}
