import { readLabels } from './readLabels';

test.each([
  ['alertname=Down\nenv = "prod"', { alertname: 'Down', env: 'prod' }],
  ['{"alertname":"Down","port":9100}', { alertname: 'Down', port: '9100' }],
  ['summary=a = b', { summary: 'a = b' }],
  ['', {}],
])('%j is read', (text, labels) => {
  expect(readLabels(text)).toEqual(labels);
});

test.each([['no pair'], ['{"a":'], ['=value']])('%j is not understood', (text) => {
  expect(readLabels(text)).toBeUndefined();
});
