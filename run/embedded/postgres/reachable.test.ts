import { mayPass } from './reachable.ts';

const account = { uid: 101, gid: 104 };

test.each([
  { why: 'open to all', entry: { mode: 0o40755, uid: 0, gid: 0 }, may: true },
  { why: 'closed to others', entry: { mode: 0o40700, uid: 0, gid: 0 }, may: false },
  { why: 'its own', entry: { mode: 0o40700, uid: 101, gid: 0 }, may: true },
  { why: "its group's", entry: { mode: 0o40710, uid: 0, gid: 104 }, may: true },
  { why: 'closed to its group although open to others', entry: { mode: 0o40701, uid: 0, gid: 104 }, may: false },
  { why: 'closed to its owner although open to others', entry: { mode: 0o40077, uid: 101, gid: 104 }, may: false },
])('a folder that is $why', ({ entry, may }) => {
  expect(mayPass(entry, account)).toBe(may);
});
