import { findSection } from './findSection.ts';

const incidents = { id: 'incidents', text: 'Incidents', url: '/a/app/incidents' };
const configuration = { id: 'configuration', text: 'Configuration', url: '/plugins/app' };
const app = { id: 'app', text: 'App', url: '/a/app/incidents', pluginId: 'app', children: [incidents, configuration] };
const tree = [{ id: 'home', text: 'Home', url: '/' }, app];

describe('findSection', () => {
  it.each([
    ['/a/app/incidents', 'Incidents'],
    ['/a/app/incidents/7', 'Incidents'],
    ['/plugins/app', 'Configuration'],
    ['/a/app/incidentsx', 'App'],
    ['/a/app/nope', 'App'],
    ['/', 'Home'],
  ])('puts %s under %s', (path, text) => {
    expect(findSection(tree, path, 'Fallback').node.text).toBe(text);
  });

  it('names the section where the menu has no app', () => {
    expect(findSection([], '/a/app', 'Fallback')).toEqual({ main: { text: 'Fallback' }, node: { text: 'Fallback' } });
  });
});
