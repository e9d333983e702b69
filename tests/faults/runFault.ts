import { setTimeout as pause } from 'node:timers/promises';
import { createIncidentStates } from '#incidents/incident/createIncidentStates';
import { connectDatabase } from '#kit/tenant';
import { findFindings } from '#notify/audit/findFindings';
import type { NotifyPlatform } from '#notify/context';
import { Prisma } from '#prisma/generated/client';
import type { Fault } from './faults.ts';
import type { World } from './world.ts';

/** What came of a fault. */
export type FaultOutcome = {
  /** Alerts that were answered with 2xx. */
  accepted: number;
  /** Steps of their chains that nobody was told of. */
  lost: number;
  /** Notices that were taken more than once, and steps that were decided more than once. */
  duplicates: number;
  decidedTwice: number;
  /** Seconds from the end of the fault to the next notice. */
  resumedAfter: number;
  /** What the auditor finds once everything is over: the oracle. */
  findings: string[];
};

const steps = 3;
const alerts = 16;
const load = { everyMs: 150, patienceMs: 60_000 };

/** Puts a load on, lets something go wrong, and counts what people were told in the end. */
export async function runFault(world: World, fault: Fault, seed: number, long = false): Promise<FaultOutcome> {
  const random = createRandom(seed);
  const name = (number: number) => `${fault.id}-${seed}-${number}`;
  const mine = () => world.receiver.told.filter(({ alertname }) => alertname.startsWith(`${fault.id}-${seed}-`));
  const sending = sendAll(world, name);
  await pause(600 + random() * 800);
  await fault.inject(world, random, long);
  const over = Date.now();
  const accepted = await sending;
  const deadline = Date.now() + load.patienceMs;
  const stepsOf = (alertname: string) =>
    new Set(
      mine()
        .filter((each) => each.alertname === alertname && each.taken)
        .map(({ deliveryId }) => deliveryId),
    ).size;
  while (Date.now() < deadline && accepted.some((alertname) => stepsOf(alertname) < steps)) await pause(200);
  // What would come twice may still come.
  await pause(1_500);
  const taken = mine().filter((each) => each.taken);
  const next = mine().find(({ at }) => at >= over);
  return {
    accepted: accepted.length,
    lost: accepted.reduce((sum, alertname) => sum + Math.max(0, steps - stepsOf(alertname)), 0),
    duplicates: taken.length - new Set(taken.map(({ deliveryId }) => deliveryId)).size,
    decidedTwice: accepted.reduce((sum, alertname) => sum + Math.max(0, stepsOf(alertname) - steps), 0),
    resumedAfter: next ? (next.at - over) / 1_000 : 0,
    findings: await audit(world),
  };
}

/** Sends each alert until it is accepted, as senders do. */
async function sendAll({ platform }: World, name: (number: number) => string): Promise<string[]> {
  const accepted: string[] = [];
  for (let number = 0; number < alerts; number += 1) {
    const body = JSON.stringify([{ labels: { alertname: name(number), severity: 'critical' } }]);
    const deadline = Date.now() + load.patienceMs;
    while (Date.now() < deadline) {
      const signal = AbortSignal.timeout(5_000);
      const answer = await fetch(platform.ingest.prometheus, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal }).catch(
        // Refused, reset, or too late: the sender does not know, and sends again.
        () => null,
      );
      if (answer?.ok) {
        accepted.push(name(number));
        break;
      }
      await pause(200);
    }
    await pause(load.everyMs);
  }
  return accepted;
}

/** What the auditor would find at this moment, over all tenants. */
async function audit({ postgres }: World): Promise<string[]> {
  const database = connectDatabase(postgres.url);
  try {
    const platform = { incidents: createIncidentStates() } as unknown as NotifyPlatform;
    const tenants = await database.acrossTenants<{ tenant_id: string }>(Prisma.sql`SELECT tenant_id FROM lookup.tenants()`);
    const found = [];
    for (const { tenant_id: tenantId } of tenants) found.push(...(await database.inTenant(tenantId, (db, at) => findFindings(db, platform, at))));
    return found.map(({ kind, subjectId }) => `${kind} ${subjectId}`);
  } finally {
    await database.close();
  }
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
