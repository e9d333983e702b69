import { parseMatchers } from '#contracts/matcher';
import type { Labels } from '#contracts/words';
import { explainRoutes, matchRoutes } from './matchRoutes.ts';
import { plantRoutes } from './plantRoutes.ts';
import { routeDraft, type RouteDraftInput } from './routeDraft.ts';

const node = (name: string, matchers = '', ...children: RouteDraftInput[]): RouteDraftInput => ({
  name,
  matchers: parseMatchers(matchers),
  children,
});
const plant = (draft: RouteDraftInput) => plantRoutes(routeDraft.parse(draft));
const leaves = (draft: RouteDraftInput, labels: Record<string, string>) => matchRoutes(plant(draft), labels).map(({ path }) => path.join('/'));

const tree = node(
  'root',
  '',
  { ...node('copy', 'severity=~"critical|high"'), continues: true },
  node('db', 'team=db', node('db night', 'shift="night"'), node('db big', 'size!=""')),
  node('db never', 'team=db'),
  node('no team', 'team=""'),
);

test.each([
  [{ team: 'db' }, ['root/db']],
  [{ team: 'db', shift: 'night', size: 'XL' }, ['root/db/db night']],
  [{ team: 'db', size: 'XL' }, ['root/db/db big']],
  [{ team: 'db', severity: 'critical' }, ['root/copy', 'root/db']],
  [{ severity: 'critically' }, ['root/no team']],
  [{}, ['root/no team']],
  [{ team: 'web' }, ['root']],
  [{ team: 'web', severity: 'high' }, ['root/copy']],
])('%j comes to %j', (labels, expected) => {
  expect(leaves(tree, labels)).toEqual(expected);
});

test('every node says why it did or did not match', () => {
  const { verdicts } = explainRoutes(plant(tree), { team: 'db', size: 'XL', severity: 'low' });
  expect(verdicts.map(({ node: { name }, reason, facts }) => [name, reason, facts])).toEqual([
    ['root', 'passed_down', { to: [['root', 'db', 'db big']] }],
    ['copy', 'matcher_did_not_hold', { matcher: 'severity=~"critical|high"', label: 'severity', actual: 'low' }],
    ['db', 'passed_down', { to: [['root', 'db', 'db big']] }],
    ['db night', 'matcher_did_not_hold', { matcher: 'shift="night"', label: 'shift', actual: '' }],
    ['db big', 'took_alert', {}],
    ['db never', 'sibling_took_alert', { sibling: 'db' }],
    ['no team', 'sibling_took_alert', { sibling: 'db' }],
  ]);
});

test('below a node that does not match nothing is asked', () => {
  const { verdicts } = explainRoutes(plant(node('root', '', node('a', 'x=1', node('b', '', node('c'))))), { x: '2' });
  expect(verdicts.map(({ reason }) => reason)).toEqual(['took_alert', 'matcher_did_not_hold', 'parent_did_not_match', 'parent_did_not_match']);
});

test('explaining and matching come to the same leaves', () => {
  const planted = plant(tree);
  const seen: Labels[] = [{}, { team: 'db' }, { severity: 'high', team: 'db', shift: 'night' }];
  for (const labels of seen) {
    expect(explainRoutes(planted, labels).leaves).toEqual(matchRoutes(planted, labels));
  }
});
