import { readLabels, writeLabels } from './labelText';

it('reads what it wrote', () => {
  const labels = { team: 'db', url: 'https://x?a=b' };
  expect(readLabels(writeLabels(labels))).toEqual(labels);
  expect(readLabels('  \n team = db \n')).toEqual({ team: 'db' });
});

it.each(['team', '=db', 'a=b\nrubbish'])('does not take %j for labels', (text) => {
  expect(readLabels(text)).toBeNull();
});
