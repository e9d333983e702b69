import { splitByNames } from './splitByNames';

const marked = (expression: string, ...names: string[]) =>
  splitByNames(expression, names)
    .map(({ text, isName }) => (isName ? `<${text}>` : text))
    .join('');

it.each([
  ['up == 0', ['up'], '<up> == 0'],
  ['uptime - up:sum + up', ['up'], 'uptime - up:sum + <up>'],
  ['rate(job:x[5m]) / up{job="a"}', ['job:x', 'up'], 'rate(<job:x>[5m]) / <up>{job="a"}'],
  ['vector(1)', [], 'vector(1)'],
  ['', ['up'], ''],
])('%s', (expression, names, expected) => {
  expect(marked(expression, ...names)).toBe(expected);
});
