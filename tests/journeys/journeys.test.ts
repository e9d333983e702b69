import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbedded } from '../compositions/embedded.ts';
import { startSplit } from '../compositions/split.ts';
import { describeWith } from '../servers/describeWith.ts';
import { makeHome } from '../servers/home.ts';
import { attachmentJourney } from './attachments.ts';
import { automationJourney } from './automation.ts';
import { firstAlertJourney, journeySetup } from './firstAlert.ts';
import { liveJourney } from './live.ts';
import { startOutside } from './outside.ts';
import type { Place } from './place.ts';
import { playbookJourney } from './playbookRun.ts';

/** The journeys, each through both compositions. A composition is started once for all of them: its processes take longer to start than a journey takes. */

const around = ['prometheus', 'alertmanager', 'chromium', 'node-exporter', 'sshd'] as const;

for (const { form, start, lineageSource, servers } of [
  { form: 'embedded', start: startEmbedded, lineageSource: 'POSTGRES', servers: around },
  { form: 'split', start: startSplit, lineageSource: 'NEO4J', servers: [...around, 'redis', 'neo4j'] },
] as const) {
  describeWith(servers, form, () => {
    let place: Place;
    const home = makeHome('sre-journey');

    beforeAll(async () => {
      const outside = await startOutside();
      const setup = join(home.dir, 'setup.yaml');
      writeFileSync(setup, journeySetup(outside.url));
      place = { platform: await start({ SETUP_FILE: setup }), outside, lineageSource };
    }, 240_000);
    afterAll(async () => {
      await place?.platform.stop();
      await place?.outside.stop();
      home.remove();
    }, 60_000);

    // The first alert finds a tenant to which nothing has happened.
    firstAlertJourney(() => place);
    liveJourney(() => place);
    attachmentJourney(() => place);
    playbookJourney(() => place);
    automationJourney(() => place);
  });
}
