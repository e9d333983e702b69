import { type Fault, faults } from './faults.ts';
import { type FaultOutcome, runFault } from './runFault.ts';
import { startWorld } from './world.ts';

/**
 * `npm run faults`: each fault twenty times at moments of its own, and a table of what people were told. `FAULTS_REPEATS`, `FAULTS_SEED`, `FAULTS_WORLDS` (how many platforms
 * are hurt side by side, each with a database of its own; most of a fault's time is waiting), and names as arguments.
 */
const repeats = Number(process.env['FAULTS_REPEATS'] ?? 20);
const seed = Number(process.env['FAULTS_SEED'] ?? 20_261_127);
const count = Number(process.env['FAULTS_WORLDS'] ?? 2);
const wanted = process.argv.slice(2);

const worlds = await Promise.all(Array.from({ length: Math.min(count, repeats) }, startWorld));
let failed = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // What was started is not left behind.
  process.once(signal, () => void Promise.allSettled(worlds.map((world) => world.stop())).then(() => process.exit(1)));
}
try {
  console.log(
    `seed ${seed}, ${repeats} repeats\n\n| fault | | lost | twice | decided twice | resumed after, median / worst | findings |\n|---|---|--:|--:|--:|--:|--:|`,
  );
  for (const fault of faults) {
    if ((wanted.length > 0 && !wanted.includes(fault.id)) || (fault.needs === 'redis' && !worlds.every(({ redis }) => redis))) continue;
    const outcomes = await repeatFault(fault);
    const sum = (of: (outcome: FaultOutcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
    const resumed = outcomes.map(({ resumedAfter }) => resumedAfter).sort((one, other) => one - other);
    const [lost, findings] = [sum((outcome) => outcome.lost), sum((outcome) => outcome.findings.length)];
    failed += lost + findings + sum((outcome) => outcome.decidedTwice);
    const times = `${(resumed[Math.floor(resumed.length / 2)] ?? 0).toFixed(1)} s / ${(resumed.at(-1) ?? 0).toFixed(1)} s`;
    console.log(
      `| ${fault.id} | ${fault.title} | ${lost} | ${sum((outcome) => outcome.duplicates)} | ${sum((outcome) => outcome.decidedTwice)} | ${times} | ${findings} |`,
    );
  }
} finally {
  await Promise.all(worlds.map((world) => world.stop()));
}
process.exitCode = failed > 0 ? 1 : 0;

/** Each world takes the next repeat as it is done with its last one. Says on standard error how far it is, and what is wrong at once. */
async function repeatFault(fault: Fault): Promise<FaultOutcome[]> {
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
