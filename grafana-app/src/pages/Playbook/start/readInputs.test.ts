import { missingOf, readInputs, startOf, valuesOf } from './readInputs';

const inputs = readInputs({
  inputs: {
    host: { type: 'string', required: true, description: 'Which' },
    count: { type: 'number', default: 3 },
    force: { type: 'boolean', default: true },
    size: { type: 'string', options: ['s', 'm'] },
  },
});

it('the form begins with what is usual', () => {
  expect(startOf(inputs)).toEqual({ host: '', count: '3', force: true, size: '' });
});

it('values have their types, and what is empty is left out', () => {
  expect(valuesOf(inputs, { host: 'db-1', count: '4', force: false, size: '' })).toEqual({
    host: 'db-1',
    count: 4,
    force: false,
  });
});

it('what is needed and empty, or no number, keeps it from starting', () => {
  expect(missingOf(inputs, { host: '', count: 'four', force: false, size: '' })).toEqual(['host', 'count']);
  expect(missingOf(inputs, { host: 'a', count: '', force: false, size: '' })).toEqual([]);
});

it('a definition without inputs has none', () => expect(readInputs({ inputs: null })).toEqual([]));
