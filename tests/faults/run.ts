import { automationFaults } from './automation/faults.ts';
import { runAutomationFault, type StandingOutcome } from './automation/runFault.ts';
import { type AutomationWorld, startAutomationWorld } from './automation/world.ts';
import { type Fault, faults } from './faults.ts';
import { type FaultOutcome, runFault } from './runFault.ts';
import { startWorld, type World } from './world.ts';

/**
 * `npm run faults`: each fault twenty times at moments of its own, and a table of what came of it. `FAULTS_REPEATS`, `FAULTS_SEED`, `FAULTS_WORLDS` (how many platforms
 * are hurt side by side, each with a database of its own; most of a fault's time is waiting), and names as arguments: `F1`, or `A1` for those of automation.
 */
const repeats = Number(process.env['FAULTS_REPEATS'] ?? 20);
const seed = Number(process.env['FAULTS_SEED'] ?? 20_261_127);
const count = Number(process.env['FAULTS_WORLDS'] ?? 2);
const wanted = process.argv.slice(2);
const isWanted = (id: string) => wanted.length === 0 || wanted.includes(id);

let standing: { stop(): Promise<void> }[] = [];
let failed = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // What was started is not left behind.
  process.once(signal, () => void Promise.allSettled(standing.map((world) => world.stop())).then(() => process.exit(1)));
}
console.log(`seed ${seed}, ${repeats} repeats`);
if (faults.some(({ id }) => isWanted(id))) await inWorlds(startWorld, Math.min(count, repeats), runNotices);
if (automationFaults.some(({ ids }) => ids.some(isWanted))) await inWorlds(startAutomationWorld, 1, ([world]) => world && runAutomation(world));
process.exitCode = failed > 0 ? 1 : 0;

async function inWorlds<Kind extends { stop(): Promise<void> }>(
  start: () => Promise<Kind>,
  many: number,
  run: (worlds: Kind[]) => unknown,
): Promise<void> {
  const worlds = await Promise.all(Array.from({ length: many }, start));
  standing = worlds;
  try {
    await run(worlds);
  } finally {
    standing = [];
    await Promise.all(worlds.map((world) => world.stop()));
  }
}

async function runNotices(worlds: World[]): Promise<void> {
  console.log(`\n| fault | | lost | twice | decided twice | resumed after, median / worst | findings |\n|---|---|--:|--:|--:|--:|--:|`);
  for (const fault of faults) {
    if (!isWanted(fault.id) || (fault.needs === 'redis' && !worlds.every(({ redis }) => redis))) continue;
    const outcomes = await repeatFault(worlds, fault);
    const sum = (of: (outcome: FaultOutcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
    const [lost, findings] = [sum((outcome) => outcome.lost), sum((outcome) => outcome.findings.length)];
    failed += lost + findings + sum((outcome) => outcome.decidedTwice);
    console.log(
      `| ${fault.id} | ${fault.title} | ${lost} | ${sum((outcome) => outcome.duplicates)} | ${sum((outcome) => outcome.decidedTwice)} | ${timesOf(outcomes)} | ${findings} |`,
    );
  }
}

/** Each world takes the next repeat as it is done with its last one. Says on standard error how far it is, and what is wrong at once. */
async function repeatFault(worlds: World[], fault: Fault): Promise<FaultOutcome[]> {
  const outcomes: FaultOutcome[] = [];
  let next = 0;
  await Promise.all(
    worlds.map(async (world) => {
      while (next < repeats) {
        const at = seed + next;
        next += 1;
        const outcome = await runFault(world, fault, at, repeats > 1);
        outcomes.push(outcome);
        const { lost, decidedTwice, findings, resumedAfter } = outcome;
        const wrong = lost + decidedTwice + findings.length > 0 ? ` WRONG ${JSON.stringify(outcome)}` : '';
        console.error(`${fault.id} ${outcomes.length}/${repeats} (seed ${at}): resumed after ${resumedAfter.toFixed(1)} s${wrong}`);
      }
    }),
  );
  return outcomes;
}

/** One strike meets runs in each state; each state is a row of its own. */
async function runAutomation(world: AutomationWorld): Promise<void> {
  console.log(`\n| fault | | lost | done twice | resumed after, median / worst | findings |\n|---|---|--:|--:|--:|--:|`);
  for (const fault of automationFaults) {
    if (!fault.ids.some(isWanted) || fault.isPossible?.() === false) continue;
    const outcomes: StandingOutcome[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      // Moments that lie far apart: the seeds of one after the other differ by a millisecond.
      const met = await runAutomationFault(world, fault, seed + repeat * 1_777);
      outcomes.push(...met);
      const wrong = met.filter(({ lost, twice, findings }) => lost + twice + findings.length > 0);
      console.error(`${fault.ids.join(' ')} ${repeat + 1}/${repeats}${wrong.length > 0 ? ` WRONG ${JSON.stringify(wrong)}` : ''}`);
    }
    for (const [id, rows] of Map.groupBy(outcomes, (outcome) => outcome.id)) {
      const sum = (of: (outcome: StandingOutcome) => number) => rows.reduce((total, outcome) => total + of(outcome), 0);
      const [lost, twice, findings] = [sum((outcome) => outcome.lost), sum((outcome) => outcome.twice), sum((outcome) => outcome.findings.length)];
      failed += lost + twice + findings;
      console.log(`| ${id} | ${rows[0]?.title} | ${lost} | ${twice} | ${timesOf(rows)} | ${findings} |`);
    }
  }
}

function timesOf(outcomes: readonly { resumedAfter: number }[]): string {
  const resumed = outcomes.map(({ resumedAfter }) => resumedAfter).sort((one, other) => one - other);
  return `${(resumed[Math.floor(resumed.length / 2)] ?? 0).toFixed(1)} s / ${(resumed.at(-1) ?? 0).toFixed(1)} s`;
}
