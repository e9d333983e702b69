import { existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { benchAutomation } from './automation.ts';
import { benchEscalation } from './escalation.ts';
import { benchFanout } from './fanout.ts';
import { benchGateway } from './gateway.ts';
import { benchIngest } from './ingest.ts';
import { benchLists } from './lists.ts';
import { type Bench, type Row, toTable } from './rounds.ts';
import { benchOutput } from './output.ts';
import { benchReplay } from './replay.ts';
import { benchStart } from './start.ts';
import { benchStorm } from './storm.ts';
import { benchSustained } from './sustained.ts';
import { benchTriggers } from './triggers.ts';

/** `npm run bench -- [name …] [--quick]`: runs the parts of the bench one after the other and prints one table. */
const benches: Record<string, Bench> = {
  automation: benchAutomation,
  escalation: benchEscalation,
  gateway: benchGateway,
  fanout: benchFanout,
  ingest: benchIngest,
  lists: benchLists,
  output: benchOutput,
  replay: benchReplay,
  start: benchStart,
  storm: benchStorm,
  sustained: benchSustained,
  triggers: benchTriggers,
};

if (!['/usr/bin/wrk', '/usr/local/bin/wrk'].some((path) => existsSync(path))) {
  console.error('The bench makes its load with wrk: apt-get install wrk');
  process.exit(1);
}

const isQuick = process.argv.includes('--quick');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const rows: Row[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`${name} …`);
  rows.push(...(await bench(isQuick ? { rounds: 1, seconds: 2 } : { rounds: 5, seconds: 6 })));
}
console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}\n`);
console.log(toTable(rows));
