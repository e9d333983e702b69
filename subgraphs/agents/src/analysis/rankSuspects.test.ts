import { mentionOf, graphOf } from '../testGraph.ts';
import { rankSuspects } from './rankSuspects.ts';

const names = (graph: ReturnType<typeof graphOf>) => rankSuspects(graph).suspects.map(({ label, score }) => `${label} ${score}`);
const kinds = (evidence: { kind: string }[]) => evidence.map(({ kind }) => kind);

test('a host goes down and takes its services with it: the host', () => {
  const graph = graphOf({
    alerts: {
      HostDown: { second: 0, about: ['db-1:9100', 'db-1'] },
      MysqlDown: { second: 60, about: ['db-1:9104', 'db-1'] },
      ShopDown: { second: 90, about: ['shop', 'db-1:8080', 'db-1'] },
    },
    relations: ['db-1 hosts db-1:9100', 'db-1 hosts db-1:9104', 'db-1 hosts db-1:8080', 'db-1:8080 backs shop'],
  });
  const { reason, verdict, suspects, summary, isSettled } = rankSuspects(graph);
  expect({ reason, verdict, isSettled }).toEqual({ reason: 'ranked', verdict: 'SUSPECTS_RANKED', isSettled: true });
  expect(suspects[0]).toMatchObject({ kind: 'RESOURCE', id: 'db-1', score: 0.68 });
  expect(suspects[0]?.reasons).toEqual([
    {
      kind: 'fired_first',
      text: 'The first alert is about it or what depends on it, 60 seconds before the next.',
      facts: { first: 1, leadMs: 60_000 },
    },
    { kind: 'shared_by_alerts', text: '3 of 3 alerts are about it or what depends on it.', facts: { alerts: 3, of: 3 } },
    {
      kind: 'upstream_of',
      text: '3 others with alerts depend on it: db-1:9100, db-1:9104, shop.',
      facts: { count: 3, labels: ['db-1:9100', 'db-1:9104', 'shop'] },
    },
  ]);
  expect(summary).toMatch(/^db-1 is the likeliest cause\. The first alert/);
  expect(suspects.map(({ label }) => label)).toEqual(['db-1', 'db-1:9100']);
});

test('the parent node without an alert of its own is what its failing pods share', () => {
  const graph = graphOf({
    alerts: {
      A: { second: 5, about: ['pod-a', 'worker', 'shop'] },
      B: { second: 0, about: ['pod-b', 'worker', 'shop'] },
      C: { second: 9, about: ['pod-c', 'worker', 'shop'] },
    },
    relations: [
      'worker hosts pod-a',
      'worker hosts pod-b',
      'worker hosts pod-c',
      'shop contains pod-a',
      'shop contains pod-b',
      'shop contains pod-c',
    ],
  });
  expect(names(graph)).toEqual(['worker 0.45', 'shop 0.25']);
});

test('the node that fired first comes before the pods that fired after it', () => {
  const graph = graphOf({
    alerts: { NodeNotReady: { second: 0, about: ['worker'] }, PodDown: { second: 120, about: ['pod-a', 'worker'] } },
    relations: ['worker hosts pod-a'],
  });
  expect(names(graph)).toEqual(['worker 0.73']);
});

test('of two independent alerts the first is suspected, with what it explains and no more', () => {
  const graph = graphOf({ alerts: { Disk: { second: 0, about: ['one'] }, Memory: { second: 120, about: ['two'] } } });
  const { suspects } = rankSuspects(graph);
  expect(suspects.map(({ label, score }) => [label, score])).toEqual([['one', 0.4]]);
  expect(suspects[0]?.reasons.map(({ facts }) => facts)).toEqual([
    { first: 1, leadMs: 120_000 },
    { alerts: 1, of: 2 },
  ]);
});

test('of two independent alerts at once nothing is suspected', () => {
  const graph = graphOf({ alerts: { Disk: { second: 0, about: ['one'] }, Memory: { second: 14, about: ['two'] } } });
  expect(rankSuspects(graph)).toMatchObject({
    reason: 'weak_evidence',
    verdict: 'NOT_ENOUGH_EVIDENCE',
    suspects: [],
    summary: 'Not enough evidence: its alerts have nothing in common, and none fired before the others.',
  });
});

test('a single alert points at its resource, with little certainty and says why', () => {
  const { suspects, evidence, summary } = rankSuspects(graphOf({ alerts: { HighLoad: { second: 0, about: ['web-1'] } } }));
  expect(suspects).toMatchObject([{ label: 'web-1', score: 0.2, reasons: [{ kind: 'single_alert' }] }]);
  expect(kinds(evidence)).toEqual(['single_alert']);
  expect(summary).toBe('web-1 is the likeliest cause. The only alert is about it or what depends on it; there is nothing to compare it with.');
});

test('a single alert about a pod names the pod before its node, and not its namespace', () => {
  const graph = graphOf({ alerts: { Crash: { second: 0, about: ['pod', 'worker', 'shop'] } }, relations: ['worker hosts pod', 'shop contains pod'] });
  expect(names(graph)).toEqual(['pod 0.2', 'worker 0.18']);
});

test('several alerts of one pod speak for the pod, not for its node', () => {
  const graph = graphOf({
    alerts: { Crash: { second: 0, about: ['pod', 'worker'] }, Memory: { second: 60, about: ['pod', 'worker'] } },
    relations: ['worker hosts pod'],
  });
  expect(names(graph)[0]).toBe('pod 0.57');
});

test('without resources, a metric that the alerts share is suspected', () => {
  const graph = graphOf({ alerts: { A: { second: 0, metrics: ['errors'] }, B: { second: 1, metrics: ['errors', 'up'] } } });
  const { suspects, evidence, isSettled } = rankSuspects(graph);
  expect(suspects).toMatchObject([{ kind: 'METRIC', id: 'errors', score: 0.27 }]);
  expect(evidence).toEqual([{ kind: 'missing_lineage', text: '2 of 2 alerts name no resource.', facts: { alerts: 2, of: 2 } }]);
  expect(isSettled).toBe(false);
});

test('a rule without a metric can be what the alerts share', () => {
  const graph = graphOf({ alerts: { A: { second: 0, rule: 'Watch' }, B: { second: 1, rule: 'Watch' } } });
  expect(rankSuspects(graph).suspects).toMatchObject([{ kind: 'RULE', id: 'Watch' }]);
});

test.each([
  ['no_alerts', graphOf({ alerts: {} }), ['missing_lineage']],
  ['no_candidates', graphOf({ alerts: { A: { second: 0 }, B: { second: 1 } } }), ['missing_lineage']],
  ['single_alert_without_resource', graphOf({ alerts: { A: { second: 0, metrics: ['up'] } } }), ['single_alert', 'missing_lineage']],
  ['weak_evidence', graphOf({ alerts: { A: { second: 0, metrics: ['a'] }, B: { second: 1, metrics: ['b'] } } }), ['missing_lineage']],
  ['tied_candidates', graphOf({ alerts: { A: { second: 0, about: ['a', 'b', 'c', 'd'] } } }), ['tied_candidates', 'single_alert']],
] as const)('abstains: %s', (reason, graph, evidence) => {
  const ranking = rankSuspects(graph);
  expect(ranking).toMatchObject({ reason, verdict: 'NOT_ENOUGH_EVIDENCE', suspects: [] });
  expect(kinds(ranking.evidence)).toEqual(evidence);
  expect(ranking.summary).toMatch(/^Not enough evidence: .+\.$/);
});

test('three equal candidates are all named, in an order that does not depend on how they were read', () => {
  const graph = graphOf({ alerts: { A: { second: 0, about: ['b', 'c', 'a'] } } });
  expect(names(graph)).toEqual(['a 0.2', 'b 0.2', 'c 0.2']);
  expect(rankSuspects({ ...graph, nodes: [...graph.nodes].reverse(), edges: [...graph.edges].reverse() })).toEqual(rankSuspects(graph));
  expect(rankSuspects(graph).summary).toMatch(/^a and b are the likeliest causes/);
});

test('an alert that is only mentioned says nothing about time, and leaves the picture unsettled', () => {
  const graph = graphOf({ alerts: { A: { second: 0, about: ['one'] }, B: { second: 90, about: ['one'] } } });
  const mentioned = { ...graph, nodes: graph.nodes.map((node) => (node.id === 'A' ? mentionOf(node) : node)) };
  const ranking = rankSuspects(mentioned);
  expect(ranking.isSettled).toBe(false);
  expect(ranking.suspects[0]?.reasons.map(({ kind }) => kind)).toEqual(['shared_by_alerts']);
});

test('resources that depend on each other in a circle do not hang it', () => {
  const graph = graphOf({
    alerts: { A: { second: 0, about: ['x'] }, B: { second: 60, about: ['y'] } },
    relations: ['x hosts y', 'y hosts x'],
  });
  expect(names(graph)[0]).toMatch(/^x /);
});

test('a truncated lineage is said to be one', () => {
  const graph = graphOf({ alerts: { A: { second: 0, about: ['one'] } } });
  expect(kinds(rankSuspects({ ...graph, truncated: true }).evidence)).toEqual(['single_alert', 'truncated_lineage']);
});
