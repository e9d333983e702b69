import fc from 'fast-check';
import { incidentStatuses } from '#contracts/words';
import { decideTransition, type Phase, phaseOf, type Verb, transitions } from './transitions.ts';

const verbs = Object.keys(transitions) as Verb[];
const phases: Phase[] = [...incidentStatuses, 'SNOOZED'];

/** An incident that goes through verbs: where it stands, and whence it was merged. */
function run(verbs: readonly Verb[]): { phase: Phase; before: Phase }[] {
  let at: { phase: Phase; before: Phase } = { phase: 'TRIGGERED', before: 'TRIGGERED' };
  return verbs.map((verb) => {
    const decision = decideTransition(verb, at.phase);
    if ('to' in decision) at = { phase: decision.to, before: at.phase };
    else if ('back' in decision) at = { phase: at.before, before: at.phase };
    return at;
  });
}

test.each([
  ['acknowledge', 'TRIGGERED', { to: 'ACKNOWLEDGED' }],
  ['acknowledge', 'ACKNOWLEDGED', { refused: 'already_acknowledged' }],
  ['acknowledge', 'RESOLVED', { refused: 'already_resolved' }],
  ['acknowledge', 'SNOOZED', { to: 'ACKNOWLEDGED' }],
  ['unacknowledge', 'ACKNOWLEDGED', { to: 'TRIGGERED' }],
  ['unacknowledge', 'TRIGGERED', { refused: 'not_acknowledged' }],
  ['resolve', 'TRIGGERED', { to: 'RESOLVED' }],
  ['resolve', 'ACKNOWLEDGED', { to: 'RESOLVED' }],
  ['resolve', 'RESOLVED', { refused: 'already_resolved' }],
  ['resolve', 'MERGED', { refused: 'already_merged' }],
  ['snooze', 'ACKNOWLEDGED', { to: 'SNOOZED' }],
  ['wake', 'SNOOZED', { to: 'TRIGGERED' }],
  ['unmerge', 'MERGED', { back: true }],
] as const)('%s of %s', (verb, phase, transition) => {
  expect(decideTransition(verb, phase)).toEqual(transition);
});

test('an incident sleeps whatever its status, until it is closed', () => {
  expect(phaseOf({ status: 'ACKNOWLEDGED', snoozedUntil: new Date() })).toBe('SNOOZED');
  expect(phaseOf({ status: 'ACKNOWLEDGED', snoozedUntil: null })).toBe('ACKNOWLEDGED');
});

test('no sequence of verbs leaves the machine', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...verbs), { maxLength: 60 }), (sequence) => {
      for (const { phase } of run(sequence)) expect(phases).toContain(phase);
    }),
  );
});

test('what is resolved stays resolved, and what is merged changes only by being taken back to where it was', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...verbs), { maxLength: 60 }), (sequence) => {
      run(sequence).reduce(
        (from, to, at) => {
          if (from.phase === 'RESOLVED') expect(to.phase).toBe('RESOLVED');
          if (from.phase === 'MERGED' && to.phase !== 'MERGED') {
            expect(sequence[at]).toBe('unmerge');
            expect(to.phase).toBe(from.before);
          }
          return to;
        },
        { phase: 'TRIGGERED', before: 'TRIGGERED' } as { phase: Phase; before: Phase },
      );
    }),
  );
});

test('from wherever an open incident stands, one verb ends it, and a refusal changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...verbs), { maxLength: 60 }), fc.constantFrom(...verbs), (sequence, verb) => {
      const { phase } = run(sequence).at(-1) ?? { phase: 'TRIGGERED' as const };
      const ends = run([...sequence, 'resolve']).at(-1)?.phase;
      expect(ends).toBe(phase === 'MERGED' ? 'MERGED' : 'RESOLVED');
      if ('refused' in decideTransition(verb, phase)) expect(run([...sequence, verb]).at(-1)?.phase).toBe(phase);
    }),
  );
});
