import { faults } from './faults.ts';
import { type FaultOutcome, runFault } from './runFault.ts';
import { startWorld } from './world.ts';

/** `npm run faults`: each fault twenty times at moments of its own, and a table of what people were told. `FAULTS_REPEATS`, `FAULTS_SEED`, and names as arguments. */
const repeats = Number(process.env['FAULTS_REPEATS'] ?? 20);
const seed = Number(process.env['FAULTS_SEED'] ?? 20_261_127);
const wanted = process.argv.slice(2);

const world = await startWorld();
let failed = 0;
try {
  console.log(
    `seed ${seed}, ${repeats} repeats\n\n| fault | | lost | twice | decided twice | resumed after, median / worst | findings |\n|---|---|--:|--:|--:|--:|--:|`,
  );
  for (const fault of faults) {
    if ((wanted.length > 0 && !wanted.includes(fault.id)) || (fault.needs === 'redis' && !world.redis)) continue;
    const outcomes: FaultOutcome[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) outcomes.push(await runFault(world, fault, seed + repeat, repeats > 1));
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
  await world.stop();
}
process.exitCode = failed > 0 ? 1 : 0;
