import { leavesScope } from './leavesScope';

const viewer = (scope: { ownTeams: boolean; labels: Array<Record<string, string>> } | null) => ({
  ...{ scope, permissions: [], tenant: { id: 't', name: 'T' }, person: { id: 'ada', name: 'Ada' } },
  teams: [{ id: 'core', name: 'Core', grants: [] }],
});
const ownTeams = viewer({ ownTeams: true, labels: [{ cluster: 'eu', env: 'prod' }] });
const incident = { labels: { cluster: 'us' }, ownerTeamId: 'other', personIds: ['chen'] };

it.each([
  ['everything is seen', viewer(null), incident, false],
  ['another team owns it', ownTeams, incident, true],
  ['an own team owns it', ownTeams, { ...incident, ownerTeamId: 'core' }, false],
  ['the viewer works on it', ownTeams, { ...incident, personIds: ['ada'] }, false],
  ['its labels are in the scope', ownTeams, { ...incident, labels: { cluster: 'eu', env: 'prod', x: 'y' } }, false],
  ['one of two labels is missing', ownTeams, { ...incident, labels: { cluster: 'eu' } }, true],
  ['ownership gives nothing', viewer({ ownTeams: false, labels: [] }), { ...incident, ownerTeamId: 'core' }, true],
])('%s', (_, who, about, leaves) => {
  expect(leavesScope(who, about)).toBe(leaves);
});
