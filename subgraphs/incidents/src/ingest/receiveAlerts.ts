import { type Platform, systemActor, transact } from '#kit/transact';
import type { IncidentsUnit } from '../context.ts';
import { countDrops, type Drop } from '../enrichment/countDrops.ts';
import { type OpenTree, openTree } from '../route/openTree.ts';
import { indexSearchTask } from '../tasks/indexSearch.ts';
import { closeIncidents } from './closeIncidents.ts';
import type { Effect } from './deduplicate.ts';
import { joinIncidents } from './joinIncidents.ts';
import { type Judged, judge } from './judge.ts';
import { tellFlapping } from './tellFlapping.ts';
import { receiveRepeats } from './receiveRepeats.ts';
import { alertFacts, nextAlert } from './nextAlert.ts';
import { raiseIncidents } from './raiseIncidents.ts';
import { countAlerts, type IngestRequest, splitRounds, type Statement } from './splitRounds.ts';
import { enterIntake } from './store/enterIntake.ts';
import { recordDecisions } from './store/recordDecisions.ts';
import { touchAlerts } from './store/touchAlerts.ts';
import { writeAlerts } from './store/writeAlerts.ts';
import { writeMembers } from './store/writeMembers.ts';

/** How one request of a batch ended: alerts in it, and how many of them changed state because of it. */
export type Receipt = { alerts: number; changed: number };

/**
 * The story of one tenant's batch, in one transaction: what is known of each alert decides what the word on it means; what fires
 * joins the open incident of its group or opens one; what ended closes its incident when it was the last. Sent a second time, a
 * payload moves nothing but `lastReceivedAt` and `receivedCount`, and takes the fast lane.
 */
export async function receiveAlerts(platform: Platform, tenantId: string, requests: readonly IngestRequest[]): Promise<Receipt[]> {
  const rounds = splitRounds(requests);
  const [only, ...more] = rounds;
  if (only && more.length === 0 && (await receiveRepeats(platform, tenantId, requests, only))) {
    const drops = dropsOf(requests);
    if (drops.length > 0) await platform.database.inTenant(tenantId, (db) => countDrops(db, drops, platform.clock.now()));
    return receiptsOf(requests, []);
  }

  const changes = await transact(platform, systemActor(tenantId), (unit) => storeAlerts(unit, tenantId, requests, rounds));
  return receiptsOf(requests, changes);
}

/** The same story inside a transaction that has more to say, such as that of a heartbeat. Returns what changed. */
export async function storeAlerts(
  unit: IncidentsUnit,
  tenantId: string,
  requests: readonly IngestRequest[],
  rounds = splitRounds(requests),
): Promise<Judged[]> {
  await enterIntake(unit.db, tenantId, requests, unit.now);
  await countDrops(unit.db, dropsOf(requests), unit.now);
  const changes: Judged[] = [];
  const tree = openTree(unit, tenantId);
  for (const round of rounds) changes.push(...(await receiveRound(unit, tenantId, round, tree)));
  return changes;
}

function receiptsOf(requests: readonly IngestRequest[], changes: readonly Judged[]): Receipt[] {
  const changesOf = Map.groupBy(changes, ({ statement }) => statement.payloadId);
  return requests.map((request) => ({ alerts: countAlerts(request), changed: changesOf.get(request.payloadId)?.length ?? 0 }));
}

function dropsOf(requests: readonly IngestRequest[]): Drop[] {
  return requests.flatMap(({ dropped = [], payloadId, integrationId }) => dropped.map((alert) => ({ ...alert, payloadId, integrationId, times: 1 })));
}

/** One round, in which every alert occurs once; returns those that changed. */
async function receiveRound(unit: IncidentsUnit, tenantId: string, round: readonly Statement[], openTree: OpenTree): Promise<Judged[]> {
  const { db, now } = unit;
  const judged = await judge(db, tenantId, round, now);
  const having = (...effects: Effect[]): Judged[] => judged.filter(({ verdict }) => effects.includes(verdict.effect));
  const { said = [], reworded = [] } = Object.groupBy(having('none'), ({ statement, known }) =>
    statement.contentHash === known?.contentHash ? 'said' : 'reworded',
  );
  const changes = having('fires', 'ends', 'revised', 'held');

  await touchAlerts(db, tenantId, [...said, ...having('noted')], now);
  const joined = await joinIncidents(unit, tenantId, having('fires'), openTree);
  const rows = [...changes, ...reworded].map((each) => nextAlert(each, joined.get(each.alertId)?.incidentId, now));
  await writeAlerts(db, rows, now);
  await writeMembers(db, joined, now);
  await raiseIncidents(unit, tenantId, having('revised'), openTree);
  await closeIncidents(unit, tenantId, having('ends'));
  await tellFlapping(db, judged, joined, now);
  await countDrops(
    db,
    having('dropped').map(({ statement }) => statement),
    now,
  );
  await recordDecisions(db, having('fires', 'ends', 'revised', 'held', 'noted'), joined, now);

  if (changes.length > 0) unit.emit('alerts.changed', { at: now.toISOString(), alerts: rows.slice(0, changes.length).map(alertFacts) });
  const inNewWords = [...changes, ...reworded].filter(({ statement, known }) => statement.contentHash !== known?.contentHash);
  if (inNewWords.length > 0 || joined.size > 0) {
    const incidentIds = [...new Set([...joined.values()].map(({ incidentId }) => incidentId))];
    unit.enqueue(indexSearchTask, { alertIds: inNewWords.map(({ alertId }) => alertId), incidentIds });
  }
  unit.signal(
    'alert',
    changes.map(({ alertId }) => alertId),
  );
  return changes;
}
