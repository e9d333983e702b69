import React, { useState } from 'react';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { loadTranslations } from '../../i18n/loadTranslations';
import type { MatcherWords } from '../../words/quiet';
import { MatcherFields } from './MatcherFields';

beforeAll(loadTranslations);

let matchers: MatcherWords[];
function Form({ start }: { start: MatcherWords[] }) {
  const [value, setValue] = useState(start);
  const keep = (next: MatcherWords[]) => {
    matchers = next;
    setValue(next);
  };
  return <MatcherFields label="Alerts" matchers={value} onChange={keep} />;
}
const text = () => screen.getByRole('textbox', { name: 'Alerts, as an expression' });

it('a pasted expression becomes rows', async () => {
  render(<Form start={[{ name: '', operator: 'EQUAL', value: '' }]} />);
  await userEvent.click(text());
  await userEvent.paste('{alertname="X", instance=~"a.*"}');
  expect(matchers).toEqual([
    { name: 'alertname', operator: 'EQUAL', value: 'X' },
    { name: 'instance', operator: 'MATCH', value: 'a.*' },
  ]);
  expect(screen.getAllByRole('textbox', { name: 'Label' }).map((input) => (input as HTMLInputElement).value)).toEqual([
    'alertname',
    'instance',
  ]);
});

it('rows are written as an expression, with quotes and backslashes escaped', async () => {
  render(<Form start={[{ name: 'path', operator: 'EQUAL', value: 'C:\\' }]} />);
  expect(text()).toHaveValue('{path="C:\\\\"}');
  await userEvent.type(screen.getByRole('textbox', { name: 'Value' }), '"x');
  expect(text()).toHaveValue('{path="C:\\\\\\"x"}');
});

it('what cannot be read is pointed at, changes nothing, and keeps the form from being sent', async () => {
  render(<Form start={[{ name: 'a', operator: 'EQUAL', value: 'b' }]} />);
  await userEvent.clear(text());
  await userEvent.paste('a="b" c="d"');
  expect(screen.getByRole('alert')).toHaveTextContent('Here a comma is expected.');
  expect(screen.getByRole('alert').querySelector('mark')).toHaveTextContent('c');
  expect(text()).toBeInvalid();
  expect(matchers).toEqual([]);
  await userEvent.clear(text());
  await userEvent.paste('a="b", c="d"');
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  expect(matchers).toHaveLength(2);
});
