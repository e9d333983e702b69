import { plantRoutes, standardSettings } from './plantRoutes.ts';
import { routeDraft } from './routeDraft.ts';

test('what a node does not say it takes from its parent, but its time intervals are its own', () => {
  const root = plantRoutes(
    routeDraft.parse({
      name: 'root',
      groupBy: ['alertname'],
      repeatIntervalMs: 60_000,
      muteTimeIntervals: ['weekend'],
      sla: [{ severity: 'CRITICAL', acknowledgeMinutes: 5 }],
      children: [{ name: 'child', groupWaitMs: 0, children: [{ name: 'grandchild', groupBy: [], sla: [] }] }],
    }),
  );
  const [child] = root.children;
  const [grandchild] = child?.children ?? [];
  expect(root.effective).toEqual({
    ...standardSettings,
    groupBy: ['alertname'],
    repeatIntervalMs: 60_000,
    sla: [{ severity: 'CRITICAL', acknowledgeMinutes: 5, resolveMinutes: null }],
  });
  expect(child?.effective).toEqual({ ...root.effective, groupWaitMs: 0 });
  expect(grandchild?.effective).toEqual({ ...child?.effective, groupBy: [], sla: [] });
  expect([root, child, grandchild].map((node) => node?.muteTimeIntervals)).toEqual([['weekend'], [], []]);
  expect(grandchild).toMatchObject({ id: 'new:0.0', at: [0, 0], path: ['root', 'child', 'grandchild'] });
});
