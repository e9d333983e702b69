import fc from 'fast-check';
import { errorCodes } from '#contracts/errors';
import { openTestIncidents, type TestIncidents, type TestSender } from '../../openTestIncidents.ts';
import { readSample } from '../sources/samples/readSample.ts';

/**
 * Whatever comes in at an address is taken in whole or refused with a code: never a 500, and nothing half stored. Bodies are any JSON, and samples of the
 * format with one value anywhere in them replaced by any JSON, which gets past the first check more often.
 */
type Address = {
  source: Parameters<TestIncidents['createSender']>[0];
  samples: readonly string[];
  path(token: string): string;
  headers?(token: string): Record<string, string>;
};

const genieKey = (token: string) => ({ authorization: `GenieKey ${token}` });

const addresses: Record<string, Address> = {
  alertmanager: { source: 'ALERTMANAGER', samples: ['alertmanager-firing'], path: (token) => `/ingest/alertmanager/${token}` },
  prometheus: { source: 'PROMETHEUS', samples: ['prometheus-push'], path: (token) => `/ingest/prometheus/${token}/api/v2/alerts` },
  grafana: { source: 'GRAFANA', samples: ['grafana-firing'], path: (token) => `/ingest/grafana/${token}` },
  cloudevents: { source: 'CLOUDEVENTS', samples: ['cloudevent'], path: (token) => `/ingest/cloudevents/${token}` },
  'cloudevents in batches': {
    source: 'CLOUDEVENTS',
    samples: ['cloudevent'],
    path: (token) => `/ingest/cloudevents/${token}`,
    headers: () => ({ 'content-type': 'application/cloudevents-batch+json' }),
  },
  'oncall webhook': { source: 'ONCALL', samples: ['oncall-formatted'], path: (token) => `/integrations/v1/webhook/${token}/` },
  'oncall grafana': { source: 'ONCALL', samples: ['grafana-legacy', 'grafana-firing'], path: (token) => `/integrations/v1/grafana/${token}/` },
  'oncall amazon_sns': { source: 'ONCALL', samples: ['sns-alarm', 'sns-confirmation'], path: (token) => `/integrations/v1/amazon_sns/${token}/` },
  openlineage: { source: 'OPENLINEAGE', samples: ['openlineage-fail'], path: (token) => `/ingest/openlineage/${token}/api/v1/lineage` },
  'opsgenie alerts': { source: 'OPSGENIE', samples: ['opsgenie-create'], path: () => '/ingest/opsgenie/v2/alerts', headers: genieKey },
  'opsgenie actions': {
    source: 'OPSGENIE',
    samples: ['opsgenie-close'],
    path: () => '/ingest/opsgenie/v2/alerts/x/notes?identifierType=alias',
    headers: genieKey,
  },
  'pagerduty events': { source: 'PAGERDUTY', samples: ['pagerduty-trigger', 'pagerduty-resolve'], path: () => '/ingest/pagerduty/v2/enqueue' },
  'pagerduty changes': { source: 'PAGERDUTY', samples: ['pagerduty-change'], path: () => '/ingest/pagerduty/v2/change/enqueue' },
};

let platform: TestIncidents;
let sender: TestSender;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());

const runs = 40;

test.each(Object.entries(addresses))(
  '%s',
  async (_, { source, samples, path, headers }) => {
    sender = await platform.createSender(source);
    const spoilt = fc
      .tuple(fc.constantFrom(...samples), fc.nat(), fc.jsonValue({ maxDepth: 3 }))
      .map(([name, at, value]) => replaced(JSON.parse(readSample(name)), at, value));
    const bodies = fc.oneof({ weight: 1, arbitrary: fc.jsonValue() }, { weight: 3, arbitrary: spoilt });

    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const before = await stored();
        const answer = await fetch(platform.url + path(sender.token), {
          method: 'POST',
          body: JSON.stringify(body).replaceAll('$TOKEN', sender.token),
          headers: { 'content-type': 'application/json', ...headers?.(sender.token) },
        });
        const text = await answer.text();
        if (answer.status < 300) return;
        expect(answer.status).toBeLessThan(500);
        expect(await stored()).toEqual(before);
        expect(Object.keys(errorCodes)).toContain(JSON.parse(text).code);
      }),
      { numRuns: runs },
    );
  },
  60_000,
);

/** Everything that a request could leave behind. */
async function stored(): Promise<Record<string, number>> {
  return platform.database.inTenant(sender.tenantId, async (db) => ({
    payloads: await db.payload.count(),
    alerts: await db.alert.count(),
    events: await db.alertEvent.count(),
    incidents: await db.incident.count(),
    changes: await db.changeEvent.count(),
  }));
}

/** The sample with the value at one of its places, counted over the whole tree, replaced. */
function replaced(sample: unknown, at: number, value: unknown): unknown {
  const places: { holder: any; name: string }[] = [];
  const visit = (node: any): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const name of Object.keys(node)) {
      places.push({ holder: node, name });
      visit(node[name]);
    }
  };
  visit(sample);
  const place = places[at % Math.max(1, places.length)];
  if (place) place.holder[place.name] = value;
  return sample;
}
