import { draftOf, inputOf, newRow } from './draft';
import type { Settings } from './useNotifications';

const settings: Settings = {
  version: 1,
  contacts: [],
  defaultSteps: [
    { kind: 'NOTIFY', minutes: null, contactId: 'a' },
    { kind: 'WAIT', minutes: 5, contactId: null },
    { kind: 'WAIT', minutes: 10, contactId: null },
    { kind: 'NOTIFY', minutes: null, contactId: 'b' },
    { kind: 'WAIT', minutes: 3, contactId: null },
  ],
  importantSteps: [],
  quietHours: null,
  digest: null,
  delegations: [],
};

it('waits belong to the contact that they delay', () => {
  expect(draftOf(settings).default.map(({ wait, contactId }) => [wait, contactId])).toEqual([
    ['0', 'a'],
    ['15', 'b'],
  ]);
});

it('rows become steps; a wait that is no number is none', () => {
  const rows = [newRow('a', ''), newRow('b', '7'), newRow('c', '9999')];
  expect(inputOf({ default: rows, important: [], quietHours: null, digest: null }).defaultSteps).toEqual([
    { kind: 'NOTIFY', contactId: 'a' },
    { kind: 'WAIT', minutes: 7 },
    { kind: 'NOTIFY', contactId: 'b' },
    { kind: 'WAIT', minutes: 1440 },
    { kind: 'NOTIFY', contactId: 'c' },
  ]);
});
