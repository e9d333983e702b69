import { explainLog } from './explainLog.ts';

test.each([
  { log: 'FATAL:  could not write to file "pg_wal/xlogtemp.26": No space left on device', refusal: 'DISK_FULL' },
  { log: 'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', refusal: 'PORT_TAKEN' },
  { log: 'initdb: error: could not create directory "/x": Permission denied', refusal: 'UNWRITABLE' },
  { log: 'FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use', refusal: 'DATABASE_BUSY' },
  { log: 'postgres: error while loading shared libraries: libicuuc.so.60', refusal: 'UNSUPPORTED_PLATFORM' },
])('$refusal', ({ log, refusal }) => {
  const refused = explainLog(`2026-01-01 LOG:  starting\n${log}\n`, '/state');
  expect(refused.refusal).toBe(refusal);
  expect(refused.message).not.toContain('\n');
});

test('what nothing matches is told with the last lines', () => {
  expect(explainLog('one\ntwo\nPANIC:  could not locate a valid checkpoint record\n', '/state')).toMatchObject({
    refusal: 'DATABASE_BROKEN',
    message: 'PostgreSQL did not start on /state: one | two | PANIC:  could not locate a valid checkpoint record',
  });
});

test('a program that cannot be run at all is a matter of the system', () => {
  expect(explainLog('', '/state', new Error('spawn /x/postgres ENOENT')).refusal).toBe('UNSUPPORTED_PLATFORM');
});
