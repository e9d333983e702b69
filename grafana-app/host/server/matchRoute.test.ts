import { matchRoute } from './matchRoute.ts';
import type { PluginRoute } from './readPlugin.ts';

const routes: PluginRoute[] = [
  { path: 'graphql', method: 'POST', url: 'http://gateway/graphql', reqRole: 'Viewer' },
  { path: 'stream', method: '*', url: 'http://gateway/graphql/stream', reqRole: 'Viewer' },
  { path: 'readyz', method: 'GET', url: 'http://gateway/readyz', reqRole: 'Admin' },
  { path: 'readyz', method: 'GET', url: 'http://gateway/never' },
  { path: 'api/*', url: 'http://gateway/api' },
  { path: 'both', method: 'GET,POST', url: 'http://gateway/both' },
];

describe('matchRoute', () => {
  it.each([
    ['POST', 'graphql', '/graphql', ''],
    ['POST', 'graphql/', '/graphql', ''],
    ['POST', '/a/../graphql', '/graphql', ''],
    ['PUT', 'stream', '/graphql/stream', ''],
    ['DELETE', 'stream', '/graphql/stream', ''],
    ['PATCH', 'api/incidents/1', '/api', 'incidents/1'],
  ])('%s %s goes to %s', (method, path, url, rest) => {
    expect(matchRoute(routes, method, path, 'Viewer')).toMatchObject({
      outcome: 'matched',
      route: { url: `http://gateway${url}` },
      rest,
    });
  });

  it.each([
    ['GET', 'graphql'],
    ['POST', 'graphql/stream'],
    ['POST', ''],
    ['GET', 'api'],
    ['GET', 'both'],
  ])('%s %s matches nothing', (method, path) => {
    expect(matchRoute(routes, method, path, 'Admin')).toEqual({
      outcome: 'refused',
      status: 404,
      message: 'plugin route match not found',
    });
  });

  it('lets the first route that fits refuse the role, whatever comes after it', () => {
    expect(matchRoute(routes, 'GET', 'readyz', 'Editor')).toEqual({
      outcome: 'refused',
      status: 403,
      message: 'plugin proxy route access denied',
    });
    expect(matchRoute(routes, 'GET', 'readyz', 'Admin')).toMatchObject({ outcome: 'matched' });
  });
});
