import plugin from '../plugin.json';
import { areaOf, areas } from './areas';
import { APP_ROOT } from './paths';

const entries = plugin.includes
  .filter(({ addToNav }) => addToNav)
  .map(({ path }) => path.replace('%PLUGIN_ID%', plugin.id));

it('the side bar has one entry for each area, and none for its other pages', () => {
  for (const { pages } of areas()) {
    expect(pages.map(({ url }) => entries.includes(url))).toEqual(pages.map((_, index) => index === 0));
  }
});

it('the side bar stays short', () => {
  expect(entries.length).toBeLessThanOrEqual(9);
});

it('a page knows its area, one below another page has none', () => {
  expect(areaOf(`${APP_ROOT}/channels`)?.pages.some(({ url }) => url === `${APP_ROOT}/policies`)).toBe(true);
  expect(areaOf(`${APP_ROOT}/channels/`)).toBeDefined();
  expect(areaOf(`${APP_ROOT}/incidents/1`)).toBeUndefined();
});
