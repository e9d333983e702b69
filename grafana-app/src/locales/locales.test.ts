import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import english from './en-US/sre-platform-app.json';
import chinese from './zh-Hant/sre-platform-app.json';

const SOURCES = join(__dirname, '..');

/** Every key that a `t('…'` or an `i18nKey="…"` names, over all sources but the tests. Plural forms are added by i18next. */
function usedKeys(): string[] {
  const keys = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => readFileSync(join(SOURCES, path), 'utf8'))
    .flatMap((text) => [...text.matchAll(/(?:\bt\(\s*|i18nKey=)['"]([\w.-]+)['"]/g)].map((match) => match[1] ?? ''));
  return [...new Set(keys)].sort();
}

function flatten(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? flatten(value, `${prefix}${key}.`) : [prefix + key]
  );
}

const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const unique = (keys: string[]) => [...new Set(keys.map(withoutPlural))].sort();

describe('the translations', () => {
  it('finds the texts of the sources', () => {
    expect(usedKeys()).toContain('notFound.title');
  });

  it.each([
    ['en-US', english],
    ['zh-Hant', chinese],
  ])('has every text of the sources in %s, and no other', (_language, texts) => {
    expect(unique(flatten(texts))).toEqual(usedKeys());
  });
});
