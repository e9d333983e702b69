import { fireEvent, screen, waitFor } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { scriptOf } from '../../testing/gateway/createScripts';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => void (gateway = await startPlatform()));
afterEach(() => gateway.close());

const have = (...given: Array<Parameters<typeof scriptOf>[0]>) =>
  gateway.platform.scripts.scripts.push(...given.map(scriptOf));

it('scripts are found by a text, a language and a tag, and those put away stand apart', async () => {
  have({ id: 's1', name: 'Restart a unit', tags: ['linux'] }, { id: 's2', name: 'Ask the shop', language: 'PYTHON' });
  have({ id: 's3', name: 'Old', archivedAt: '2026-11-01T00:00:00.000Z' });
  const { user, address } = renderApp('scripts');
  expect(await screen.findByRole('link', { name: 'Restart a unit' })).toHaveAttribute(
    'href',
    '/a/sre-platform-app/scripts/s1'
  );
  expect(screen.queryByRole('link', { name: 'Old' })).toBeNull();
  await user.click(screen.getByRole('radio', { name: 'Python' }));
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Restart a unit' })).toBeNull());
  await user.click(screen.getByRole('radio', { name: 'Any language' }));
  await user.click(await screen.findByRole('button', { name: 'Only those tagged linux' }));
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Ask the shop' })).toBeNull());
  expect(address()).toBe('/scripts?tag=linux');
  await user.click(screen.getByRole('button', { name: 'Tag linux' }));
  await user.click(await screen.findByRole('radio', { name: 'Put away' }));
  expect(await screen.findByRole('link', { name: 'Old' })).toBeVisible();
});

it('a file is looked at before it is taken in, and one with a fault is not', async () => {
  have({ id: 's1', name: 'Restart a unit' });
  const { user } = renderApp('scripts');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Import' })).toHaveAttribute('aria-disabled', 'false'));
  await user.click(screen.getByRole('button', { name: 'Import' }));
  const file = await screen.findByRole('textbox', { name: 'YAML' });
  const take = () => screen.getAllByRole('button', { name: 'Import' }).at(-1)!;
  fireEvent.change(file, { target: { value: 'kind: Script' } });
  await user.click(screen.getByRole('button', { name: 'What would change?' }));
  expect(await screen.findByText('Line 1: name: is needed')).toBeVisible();
  expect(take()).toHaveAttribute('aria-disabled', 'true');
  fireEvent.change(file, { target: { value: 'name: Restart a unit\n---\nname: Fresh' } });
  await user.click(screen.getByRole('button', { name: 'What would change?' }));
  expect(await screen.findByText('Comes in')).toBeVisible();
  expect(screen.getByText('Changes')).toBeVisible();
  expect(gateway.platform.scripts.scripts).toHaveLength(1);
  await user.click(take());
  expect(await screen.findByRole('link', { name: 'Fresh' })).toBeVisible();
});

it('none at all invites to write one, and who may not is told why', async () => {
  gateway.platform.viewer.permissions = [];
  renderApp('scripts');
  expect(await screen.findByText('No scripts yet')).toBeVisible();
  expect(screen.getByRole('link', { name: 'New script' })).toHaveAttribute('aria-disabled', 'true');
});

it('who may not see them is told so', async () => {
  gateway.misbehave.errors.set('Scripts', 'FORBIDDEN');
  renderApp('scripts');
  expect(await screen.findByText('You are not allowed to see or do this')).toBeVisible();
});
