import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => void (gateway = await startPlatform()));
afterEach(() => gateway.close());

const own = () => gateway.platform.secrets;
const fill = async (name: RegExp | string, value: string) =>
  fireEvent.change(await screen.findByRole('textbox', { name }), { target: { value } });
const enabled = (name: string) =>
  waitFor(() => expect(screen.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'false'));
const save = async (user: ReturnType<typeof renderApp>['user']) => {
  await waitFor(() => expect(screen.getByRole('button', { name: 'Save' })).toBeEnabled());
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Save' })).toBeNull());
};

it('a secret is added, and given another value, which is never shown', async () => {
  const { user, container } = renderApp('secrets');
  expect(await screen.findByText('No secrets yet')).toBeVisible();
  await enabled('New secret');
  await user.click(screen.getByRole('button', { name: 'New secret' }));
  await fill(/^Name/, 'Token of the shop');
  await fill(/^Value/, 'abc');
  expect(await screen.findByText('It needs at least 4 characters.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  await fill(/^Value/, 'hush-hush');
  await save(user);
  const row = await screen.findByRole('listitem', { name: 'Token of the shop' });
  expect(container).not.toHaveTextContent('hush-hush');
  await user.click(within(row).getByRole('button', { name: 'Change…' }));
  expect(await screen.findByRole('textbox', { name: /^Value/ })).toHaveValue('');
  await fill(/^What it is for/, 'To ask the shop');
  await save(user);
  expect(own().given).toMatchObject([
    { id: null, value: 'hush-hush' },
    { id: 'secret-1', value: null, description: 'To ask the shop' },
  ]);
});

it('one is deleted after a question', async () => {
  own().secrets.push({ id: 'x1', name: 'Token', description: '' });
  const { user } = renderApp('secrets');
  await screen.findByRole('listitem', { name: 'Token' });
  await enabled('Delete Token');
  await user.click(screen.getByRole('button', { name: 'Delete Token' }));
  expect(await screen.findByText(/Steps of playbooks that name it fail/)).toBeVisible();
  expect(own().secrets).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: /Delete$/ }));
  expect(await screen.findByText('No secrets yet')).toBeVisible();
});

it('one that playbooks use is deleted only by saying so', async () => {
  own().secrets.push({ id: 'x1', name: 'Token', description: '' });
  own().users.set('x1', ['Clean the disk']);
  const { user } = renderApp('secrets');
  await screen.findByRole('listitem', { name: 'Token' });
  await enabled('Delete Token');
  await user.click(screen.getByRole('button', { name: 'Delete Token' }));
  expect(await screen.findByRole('link', { name: 'Clean the disk' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Delete although it is used' }));
  expect(await screen.findByText('No secrets yet')).toBeVisible();
});

it('an SSH credential is added with a key, and then changed to a password', async () => {
  const { user } = renderApp('secrets');
  await enabled('New credential');
  await user.click(screen.getByRole('button', { name: 'New credential' }));
  await fill(/^Name/, 'Database hosts');
  await fill(/^User/, 'ops');
  await fill(/^Keys of the hosts/, 'db-1 ssh-ed25519 AAAA\n');
  await fill(/^Private key/, 'KEY');
  await save(user);
  const row = await screen.findByRole('listitem', { name: 'Database hosts' });
  expect(within(row).getByText('ops · 1 host key · kept: Private key')).toBeVisible();
  await user.click(within(row).getByRole('button', { name: 'Change…' }));
  await user.click(await screen.findByRole('radio', { name: 'Password' }));
  await fill(/^Password/, 'hush');
  await save(user);
  expect(own().given).toMatchObject([
    { kind: 'SSH', config: { user: 'ops', hostKeys: ['db-1 ssh-ed25519 AAAA'] }, secrets: { privateKey: 'KEY' } },
    { id: 'credential-1', secrets: { privateKey: null, password: 'hush' } },
  ]);
});

it('a kubeconfig and an HTTP service have forms of their own', async () => {
  const { user } = renderApp('secrets');
  await enabled('New credential');
  await user.click(screen.getByRole('button', { name: 'New credential' }));
  await user.click(await screen.findByRole('radio', { name: 'Kubernetes' }));
  await fill(/^Name/, 'Cluster');
  await fill(/^Kubeconfig/, 'apiVersion: v1');
  await fill(/^Context/, 'prod');
  await save(user);
  await enabled('New credential');
  await user.click(screen.getByRole('button', { name: 'New credential' }));
  await user.click(await screen.findByRole('radio', { name: 'HTTP' }));
  await fill(/^Name/, 'Shop');
  await fill(/^Address/, 'https://shop.example');
  await user.click(screen.getByRole('button', { name: 'Add a header' }));
  await fill('Name of the header', 'Authorization');
  await fill('Value of Authorization', 'Bearer x');
  await save(user);
  expect(own().given).toMatchObject([
    { kind: 'KUBERNETES', config: { context: 'prod' }, secrets: { kubeconfig: 'apiVersion: v1' } },
    { kind: 'HTTP', config: { url: 'https://shop.example' }, secrets: { Authorization: 'Bearer x' } },
  ]);
});

it('what the platform finds wrong is said in the form, which stays', async () => {
  own().secrets.push({ id: 'x1', name: 'Token', description: '' });
  const { user } = renderApp('secrets');
  await enabled('New secret');
  await user.click(screen.getByRole('button', { name: 'New secret' }));
  await fill(/^Name/, 'Token');
  await fill(/^Value/, 'hush');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/There is already one named Token/)).toBeVisible();
  expect(screen.getByRole('textbox', { name: /^Value/ })).toHaveValue('hush');
});

it('who may not change them is told why, and who may not see them is told so', async () => {
  gateway.platform.viewer.permissions = [];
  gateway.misbehave.errors.set('Credentials', 'FORBIDDEN');
  renderApp('secrets');
  expect(await screen.findByText('You are not allowed to see or do this')).toBeVisible();
  expect(screen.getByRole('button', { name: 'New secret' })).toHaveAttribute('aria-disabled', 'true');
});
