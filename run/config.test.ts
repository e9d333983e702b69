import { readConfig, requireConfig } from './config.ts';

test('an empty environment is the embedded form', () => {
  expect(readConfig({})).toMatchObject({ PAGE_PORT: 3000, GATEWAY_PORT: 4000, DATA_DIR: '.data', PRODUCTION: false, ALLOWED_NETWORKS: [] });
});

test('every problem is listed at once', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://x', GATEWAY_PORT: '99999', SECRET_KEY: 'short' })).toThrow(
    /3 problems[\s\S]*DATABASE_URL[\s\S]*SECRET_KEY[\s\S]*GATEWAY_PORT/,
  );
});

test('what a process needs and has not is named', () => {
  expect(() => requireConfig(readConfig({}), 'DATABASE_URL', 'REDIS_URL')).toThrow('DATABASE_URL, REDIS_URL');
});
