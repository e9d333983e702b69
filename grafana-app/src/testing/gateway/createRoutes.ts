import { GraphQLError } from 'graphql';
import type { RouteInput, RouteNodeFragment } from '../../api/generated/graphql';
import { ada } from './samples';

type Node = RouteNodeFragment & { openIncidents: number };
interface TestedAlert {
  labels?: Record<string, string> | null;
  alertId?: string | null;
}

interface Version {
  version: number;
  at: string;
  note: string | null;
  author: typeof ada;
  nodes: Node[];
}

const nothing: RouteNodeFragment = {
  ...{ id: null, key: '', parentKey: null, name: '', matchers: [], continues: false, groupBy: null, groupWaitMs: null },
  ...{
    groupIntervalMs: null,
    repeatIntervalMs: null,
    muteTimeIntervals: [],
    activeTimeIntervals: [],
    ownerTeamId: null,
  },
  ...{ severityRules: null, priorityRules: null, sla: null },
};

/** The part of the schema's root that is about routes: it keeps versions, and tries alerts by `label="value"` alone. `labelsOf` knows the alerts that were received. */
export function createRoutes(
  allow: (permission: string) => void,
  labelsOf: (alertId: string) => Record<string, string>
) {
  const versions: Version[] = [
    {
      version: 1,
      at: '2026-01-01T00:00:00Z',
      note: null,
      author: ada,
      nodes: keep([{ key: 'r', name: 'default', groupBy: ['alertname'] }], 'r'),
    },
  ];
  let isImported = false;
  const live = () => {
    const newest = versions[versions.length - 1];
    if (newest === undefined) {
      throw new Error('There is always a version.');
    }
    return newest;
  };
  const save = (nodes: Node[], expectedVersion: number, note: string | null) => {
    allow('routes:manage');
    if (expectedVersion !== live().version) {
      throw new GraphQLError(`version ${live().version} is live`, { extensions: { code: 'CONFLICT' } });
    }
    versions.push({ version: expectedVersion + 1, at: '2026-01-02T00:00:00Z', note, author: ada, nodes });
    return live();
  };
  const problemsOf = (tree: RouteInput[]) =>
    tree.flatMap(({ name }, index) =>
      name === ''
        ? [
            {
              at: index === 0 ? [] : [index - 1],
              path: [name],
              field: 'name',
              code: 'bad_value',
              message: 'A route has a name.',
            },
          ]
        : []
    );
  return {
    /** What tests look at and change behind the page's back. */
    routeVersionsSaved: versions,
    root: {
      routes: () => live(),
      routeVersions: () => ({
        edges: [...versions].reverse().map((node) => ({ node: { ...node, nodeCount: node.nodes.length } })),
        pageInfo: { hasNextPage: false, endCursor: null },
      }),
      checkRoutes: ({ tree }: { tree: RouteInput[] }) => problemsOf(tree),
      testRoutes: ({ labels, alertId, draft }: TestedAlert & { draft?: RouteInput[] }) =>
        tryOn(draft ? keep(draft, 'd') : live().nodes, alertId ? labelsOf(alertId) : (labels ?? {})),
      saveRoutes: ({
        tree,
        expectedVersion,
        note,
      }: {
        tree: RouteInput[];
        expectedVersion: number;
        note?: string | null;
      }) => save(keep(tree, `v${expectedVersion + 1}`), expectedVersion, note ?? null),
      restoreRoutes: ({ version, expectedVersion }: { version: number; expectedVersion: number }) =>
        save(
          versions.find((each) => each.version === version)?.nodes ?? [],
          expectedVersion,
          `Version ${version} again`
        ),
      replayRoutes: () => ({ id: 'replay-1', state: 'RUNNING', replayed: 0, total: 10 }),
      routeReplay: () => ({ id: 'replay-1', state: 'DONE', replayed: 10, total: 10, result }),
      cancelRouteReplay: () => ({ id: 'replay-1', state: 'CANCELLED' }),
      previewAlertmanager: ({ configuration }: { configuration: string }) => {
        if (!configuration.includes('route:')) {
          throw new GraphQLError('it has no "route".', { extensions: { code: 'BAD_USER_INPUT' } });
        }
        return {
          nodes: isImported ? live().nodes : keep(imported, 'i'),
          receivers: [{ name: 'db-pager', kinds: ['slack'], line: 9 }],
          inhibitRules: [
            {
              name: 'cluster down',
              change: isImported ? 'same' : 'new',
              sourceMatchers: ['alertname="ClusterDown"'],
              targetMatchers: ['severity="warning"'],
              equal: ['cluster'],
              line: 12,
            },
          ],
          timeIntervals: [
            {
              name: 'nights',
              change: isImported ? 'same' : 'changed',
              intervals: [{ weekdays: ['monday:friday'], times: [{ start_time: '22:00', end_time: '24:00' }] }],
              rangeCount: 1,
              line: 15,
            },
          ],
          notes: [{ line: 9, path: 'receivers[0]', code: 'not_taken_over', message: '"db-pager" sends by slack.' }],
        };
      },
      importAlertmanager: ({ expectedVersion }: { expectedVersion: number }) => {
        allow('quiet:manage');
        const saved = save(keep(imported, 'i'), expectedVersion, 'Imported from Alertmanager');
        isImported = true;
        return saved;
      },
    },
  };
}

const imported = [
  { key: 'i', name: 'imported' },
  { key: 'j', parentKey: 'i', name: 'db-pager', matchers: ['team="db"'] },
];

const result = {
  ...{
    firings: 10,
    incidents: { before: 1, after: 4 },
    moved: 3,
    ownerChanged: 0,
    severityChanged: 0,
    priorityChanged: 0,
    merged: 0,
    split: 1,
  },
  bySeverity: [{ severity: 'HIGH', before: 1, after: 4 }],
  byRoute: [{ path: ['default', 'db'], before: 0, after: 3 }],
  examples: [
    {
      ...{ kind: 'moved', at: '2026-01-01T00:00:00Z', alertId: 'a-1', alertName: 'HighCpu' },
      before: {
        path: ['default'],
        group: { alertname: 'HighCpu' },
        ownerTeamId: null,
        severity: 'HIGH',
        priority: 'P2',
      },
      after: { path: ['default', 'db'], group: {}, ownerTeamId: null, severity: 'HIGH', priority: 'P2' },
    },
  ],
};

/** Nodes as they would be kept: one that is new gets an id. */
function keep(tree: RouteInput[], prefix: string): Node[] {
  const idOf = new Map(tree.map(({ id, key }, index) => [key, id ?? `${prefix}.${index}`]));
  return tree.map(({ key, parentKey, ...node }) => {
    const id = idOf.get(key) ?? key;
    return { ...nothing, ...node, id, key: id, parentKey: idOf.get(parentKey ?? '') ?? null, openIncidents: 0 } as Node;
  });
}

function tryOn(nodes: Node[], labels: Record<string, string>) {
  const found = new Map<string, { reason: string; facts: object }>();
  /** Tries a node and what is below it; says whether it took the alert. */
  const walk = (node: Node): boolean => {
    const unheld = node.matchers.find(
      (matcher) => !Object.entries(labels).some(([label, value]) => matcher === `${label}="${value}"`)
    );
    const children = nodes.filter(({ parentKey }) => parentKey === node.key);
    if (unheld !== undefined) {
      const label = unheld.split('=')[0] ?? '';
      found.set(node.key, {
        reason: 'matcher_did_not_hold',
        facts: { matcher: unheld, label, actual: labels[label] ?? '' },
      });
      return false;
    }
    let taker: Node | undefined;
    let isTaken = false;
    for (const child of children) {
      if (taker !== undefined) {
        found.set(child.key, { reason: 'sibling_took_alert', facts: { sibling: taker.name } });
      } else if (walk(child)) {
        isTaken = true;
        taker = child.continues ? undefined : child;
      }
    }
    found.set(node.key, { reason: isTaken ? 'passed_down' : 'took_alert', facts: {} });
    return true;
  };
  const root = nodes.find(({ parentKey }) => parentKey === null);
  if (root) {
    walk(root);
  }
  const pathOf = (node: Node): string[] => {
    const parent = nodes.find(({ key }) => key === node.parentKey);
    return [...(parent ? pathOf(parent) : []), node.name];
  };
  const verdicts = nodes.map((node) => {
    const decision = found.get(node.key) ?? { reason: 'parent_did_not_match', facts: {} };
    return {
      ...{ key: node.key, path: pathOf(node), decision },
      matched: ['took_alert', 'passed_down'].includes(decision.reason),
    };
  });
  const [leaf, ...also] = verdicts.filter(({ decision }) => decision.reason === 'took_alert');
  return {
    ...{
      labels,
      verdicts,
      leafKey: leaf?.key ?? '',
      alsoKeys: also.map(({ key }) => key),
      groupLabels: {},
      ownerTeamId: null,
      owner: { reason: 'nobody' },
    },
    ...{
      severity: 'MEDIUM',
      severityDecision: { reason: 'as_the_alert_says', facts: {} },
      priority: 'P3',
      priorityDecision: { reason: 'by_severity' },
    },
    sla: { acknowledgeMinutes: 5, resolveMinutes: null },
    settings: { groupWaitMs: 30_000 },
  };
}
