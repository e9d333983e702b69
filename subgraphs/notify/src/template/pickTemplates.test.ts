import { pickTemplates, type StandingTemplate, type TemplateTarget } from './pickTemplates.ts';

const template = (id: string, change: Partial<StandingTemplate> = {}): StandingTemplate => ({
  ...{ id, version: 1, place: 'TENANT', placeId: null, channelKind: null },
  texts: { 'en-US': { subject: `${id} subject`, body: `${id} body` } },
  ...change,
});
const target: TemplateTarget = { channelKind: 'slack', language: 'en-US', teamId: 'team', policyNodeIds: ['root', 'db'] };
const standing = [
  template('tenant'),
  template('tenant slack', { channelKind: 'slack' }),
  template('team', { place: 'TEAM', placeId: 'team' }),
  template('team slack', { place: 'TEAM', placeId: 'team', channelKind: 'slack' }),
  template('root', { place: 'POLICY', placeId: 'root' }),
  template('db', { place: 'POLICY', placeId: 'db' }),
  template('db slack', { place: 'POLICY', placeId: 'db', channelKind: 'slack' }),
];
const nearest = (templates: StandingTemplate[], change: Partial<TemplateTarget> = {}) =>
  pickTemplates(templates, { ...target, ...change }).body?.template.id;

test('the nearest place says it, and in it the own kind of channel: taken away one by one, each hands over to the next', () => {
  const order: (string | undefined)[] = [];
  for (let left = standing; left.length > 0; left = left.filter(({ id }) => id !== order.at(-1))) order.push(nearest(left));
  expect(order).toEqual(['db slack', 'db', 'root', 'team slack', 'team', 'tenant slack', 'tenant']);
  expect(nearest([])).toBeUndefined();
});

test('what is for others says nothing', () => {
  expect(nearest(standing, { teamId: null, policyNodeIds: [], channelKind: 'email' })).toBe('tenant');
  expect(nearest(standing, { teamId: 'other', policyNodeIds: ['root', 'web'], channelKind: 'email' })).toBe('root');
  expect(nearest(standing, { language: 'zh-Hant' })).toBeUndefined();
});

test('each part is inherited by itself', () => {
  const picked = pickTemplates(
    [template('tenant'), template('team', { place: 'TEAM', placeId: 'team', texts: { 'en-US': { subject: 'ours' } } })],
    target,
  );
  expect([picked.subject?.template.id, picked.body?.template.id]).toEqual(['team', 'tenant']);
});
