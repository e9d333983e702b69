import { hasMatcher, toggleMatcher } from './withMatcher';

describe('toggleMatcher', () => {
  it.each([
    ['', 'env', 'prod', 'env="prod"'],
    ['{team=~"a,b"}', 'env', 'prod', 'team=~"a,b", env="prod"'],
    ['team=~"a,b", env="prod"', 'env', 'prod', 'team=~"a,b"'],
    ['', 'service name', 'say "hi" \\', '"service name"="say \\"hi\\" \\\\"'],
  ])('%s with %s %s', (before, name, value, after) => {
    expect(toggleMatcher(before, name, value)).toBe(after);
    expect(hasMatcher(after, name, value)).toBe(!hasMatcher(before, name, value));
  });
});
