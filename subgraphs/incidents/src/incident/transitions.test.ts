import { decideTransition } from './transitions.ts';

test.each([
  ['acknowledge', 'TRIGGERED', { to: 'ACKNOWLEDGED' }],
  ['acknowledge', 'ACKNOWLEDGED', { refused: 'already_acknowledged' }],
  ['acknowledge', 'RESOLVED', { refused: 'already_resolved' }],
  ['resolve', 'TRIGGERED', { to: 'RESOLVED' }],
  ['resolve', 'ACKNOWLEDGED', { to: 'RESOLVED' }],
  ['resolve', 'RESOLVED', { refused: 'already_resolved' }],
] as const)('%s of %s', (verb, status, transition) => {
  expect(decideTransition(verb, status)).toEqual(transition);
});
