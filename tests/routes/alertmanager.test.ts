import { formatMatcher, type Matcher } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import { group } from '#incidents/ingest/group';
import { readConfiguration } from '#incidents/route/alertmanager/readConfiguration';
import { matchRoutes } from '#incidents/route/matchRoutes';
import { plantRoutes, type RouteNode } from '#incidents/route/plantRoutes';
import { stringify } from 'yaml';
import { type Alertmanager, startAlertmanager } from '../servers/alertmanager.ts';
import { describeWith } from '../servers/describeWith.ts';

/**
 * Alertmanager is the judge: generated trees are given to it and, through our own import, to ours; generated alerts must come to the same
 * leaves in the same groups. Every node has a receiver of its own, which tells which leaf a group belongs to. `ROUTES_SEED` repeats a run.
 */
const seed = Number(process.env['ROUTES_SEED'] ?? 20_261_127);
const trees = 20;
const alertsOfTree = 30;

const names = ['team', 'env', 'severity', 'cluster', 'ünïcode label'];
const values = ['db', 'web', 'prod', 'a.b', 'x"y\\z', 'line\nbreak', '資料庫'];
const expressions = ['db|web', '.*', '.+', 'p.*d', '(a.b|)', '[^d]+', '', '(?i)DB', '資.庫', 'x"y.*'];

describeWith(['alertmanager'], `leaves and groups, seed ${seed}`, () => {
  const random = createRandom(seed);
  const alerts = Array.from({ length: alertsOfTree }, (_, at): Labels => ({ case: String(at), ...makeLabels(random) }));
  let server: Alertmanager;

  beforeAll(async () => {
    server = await startAlertmanager({ config: makeConfiguration(random) });
    const response = await fetch(`${server.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alerts.map((labels) => ({ labels, endsAt: '2099-01-01T00:00:00Z' }))),
    });
    expect(response.status).toBe(200);
  });
  afterAll(() => server.stop());

  test.each(Array.from({ length: trees }, (_, at) => at))('tree %i', async () => {
    const configuration = makeConfiguration(random);
    await server.reload(configuration);
    const theirs = await untilAll(server);
    const { tree } = readConfiguration(configuration);
    const root = plantRoutes(tree);
    expect({ configuration, placed: alerts.map((labels) => placesOf(root, labels)) }).toEqual({ configuration, placed: alerts.map(theirs) });
  });
});

/** Where an alert is: `receiver {group labels}` of each leaf, sorted. */
type Places = string[];

function placesOf(root: RouteNode, labels: Labels): Places {
  return matchRoutes(root, labels)
    .map((leaf) => place(leaf.path.at(-1) ?? '', group(labels, { id: leaf.id, groupBy: leaf.effective.groupBy }).labels))
    .sort();
}

function place(receiver: string, labels: Labels): string {
  return `${receiver} ${JSON.stringify(Object.entries(labels).toSorted())}`;
}

type Groups = { labels: Labels; receiver: { name: string }; alerts: { labels: Labels }[] }[];

/** What Alertmanager says, once every alert has been dispatched by the new configuration. */
async function untilAll(server: Alertmanager): Promise<(labels: Labels) => Places> {
  for (let tries = 0; tries < 100; tries += 1) {
    const groups = (await (await fetch(`${server.url}/api/v2/alerts/groups`)).json()) as Groups;
    const places = new Map<string, Places>();
    for (const { labels, receiver, alerts } of groups) {
      for (const alert of alerts) {
        const name = alert.labels['case'] ?? '';
        places.set(name, [...(places.get(name) ?? []), place(receiver.name, labels)].sort());
      }
    }
    if (places.size === alertsOfTree) return (labels) => places.get(labels['case'] ?? '') ?? [];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Alertmanager has not dispatched all alerts.');
}

type Random = {
  next(): number;
  below(limit: number): number;
  one<Item>(items: readonly Item[]): Item;
  some<Item>(items: readonly Item[], most: number): Item[];
};

function makeLabels(random: Random): Labels {
  return Object.fromEntries(random.some(names, 5).map((name) => [name, random.one(values)]));
}

function makeConfiguration(random: Random): string {
  const receivers: { name: string }[] = [];
  const makeNode = (depth: number): object => {
    const receiver = `r${receivers.length}`;
    receivers.push({ name: receiver });
    const isRoot = depth === 0;
    const children = depth >= 4 ? 0 : random.below(isRoot ? 6 : 4);
    return {
      receiver,
      ...(!isRoot && { matchers: Array.from({ length: random.below(3) }, () => formatMatcher(makeMatcher(random))) }),
      ...(!isRoot && random.next() < 0.2 && { match: { team: random.one(values) } }),
      ...(!isRoot && random.next() < 0.2 && { match_re: { env: random.one(expressions) } }),
      ...(!isRoot && random.next() < 0.35 && { continue: true }),
      ...(random.next() < 0.5 && { group_by: random.one([['...'], [], ['team'], ['env', 'cluster'], ['none of them', 'severity']]) }),
      ...(children > 0 && { routes: Array.from({ length: children }, () => makeNode(depth + 1)) }),
    };
  };
  const route = makeNode(0);
  return stringify({ route, receivers });
}

function makeMatcher(random: Random): Matcher {
  const op = random.one(['=', '!=', '=~', '!~'] as const);
  return { name: random.one(names), op, value: op === '=' || op === '!=' ? random.one([...values, '']) : random.one(expressions) };
}

/** Mulberry32: small, and the same everywhere. */
function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    one: (items) => items[below(items.length)] as (typeof items)[number],
    some: (items, most) => items.filter(() => next() < 0.6).slice(0, most),
  };
}
