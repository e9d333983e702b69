import type { ShownTrigger } from '#automation/trigger/startMatched';
import { judgeAll } from '#automation/trigger/showTriggers';
import { triggerScope, triggerVariables, type Occurrence } from '#automation/trigger/occurrence';
import type { IncidentFacts } from '#contracts/events';
import { compileExpression } from '#kit/expression';
import { uuidv7 } from 'uuidv7';
import { type Bench, interleave, median, ratioOf } from './rounds.ts';

const triggers = 1_000;
const events = 50;
const goalMs = 5;

/**
 * What an event costs when a thousand triggers wait for it, each with a condition of its own, so that each decision with its explanation is made. The peer does what
 * is written first: compiles each condition for each event. Processor time, since
 * nothing is waited for.
 */
export const benchTriggers: Bench = async ({ rounds }) => {
  const shown = Array.from({ length: triggers }, (_, index) => triggerOf(index));
  const { ours, naive } = await interleave(
    {
      ours: async () => perEvent(() => judgeAll(shown, occurrenceOf()).filter(({ judgement }) => judgement.matched).length, events),
      naive: async () => perEvent(() => judgeNaively(shown, occurrenceOf()), 1),
    },
    rounds,
  );
  const [taken, peer] = [median(ours), median(naive)];
  return [
    {
      id: 'triggers',
      what: `${triggers} triggers judge one event`,
      ours: `${taken.toFixed(2)} ms CPU`,
      peer: `compiled each time: ${peer.toFixed(0)} ms`,
      ...ratioOf(ours, naive, (ms) => ms),
      goal: `≤ ${goalMs} ms`,
      ok: taken <= goalMs,
    },
  ];
};

/** Conditions as people write them: mostly of texts, some of which many have in common, and some that only CEL can say. */
function triggerOf(index: number): ShownTrigger {
  const own = [
    `incident.labels.team == "team-${index}"`,
    `incident.title.contains("disk ${index}")`,
    `incident.labels.service.matches("^svc-${index}-.*$")`,
    `incident.number > ${1_000 + index} || incident.labels["zone"] == "z${index}"`,
    `!(incident.labels.team in ["a", "b"]) && incident.labels.service == "svc-${index}"`,
  ][index % 5];
  const condition = `incident.severity in ["CRITICAL", "HIGH"] && event.name == "incident.opened" && ${own ?? 'true'}`;
  return {
    ...{ tenantId: 'bench', id: `trigger ${index}`, name: `Trigger ${index}`, kind: 'EVENT', event: 'incident.opened', version: 1, enabled: true },
    ...{ matchers: [], condition, inputs: {}, playbookId: 'p', playbook: { id: 'p', name: 'Playbook' } },
  } as unknown as ShownTrigger;
}

function occurrenceOf(): Occurrence {
  const incident: IncidentFacts = {
    ...{
      id: uuidv7(),
      number: 7,
      title: 'The disk of db-1 is full',
      status: 'TRIGGERED',
      severity: 'CRITICAL',
      openedAt: '2026-11-27T10:00:00.000Z',
    },
    labels: { alertname: 'DiskFull', team: 'storage', service: 'svc-db', zone: 'eu-1', instance: 'db-1:9100', job: 'node' },
    ...{ acknowledgedAt: null, resolvedAt: null },
  };
  return { id: incident.id, at: new Date(), name: 'incident.opened', triggerId: null, payload: { incident }, incident, causation: [] };
}

function judgeNaively(shown: readonly ShownTrigger[], occurrence: Occurrence): number {
  const scope = triggerScope(occurrence);
  return shown.filter(({ condition }) => compileExpression(condition ?? 'true', triggerVariables).evaluate(scope) === true).length;
}

function perEvent(judge: () => number, times: number): number {
  const began = process.cpuUsage();
  for (let time = 0; time < times; time += 1) judge();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000 / times;
}
