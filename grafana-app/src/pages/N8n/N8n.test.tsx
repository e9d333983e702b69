import { fireEvent, screen, waitFor } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => void (gateway = await startPlatform()));
afterEach(() => gateway.close());

it('an n8n is connected, and says which of its workflows can be started', async () => {
  gateway.platform.n8n.workflows.push(
    { id: 'w1', name: 'Clean the disk', active: true, path: 'clean' },
    { id: 'w2', name: 'Asleep', active: false, path: 'asleep' }
  );
  const { user } = renderApp('n8n');
  expect(await screen.findByText('No n8n is connected')).toBeVisible();
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Connect an n8n' })).toHaveAttribute('aria-disabled', 'false')
  );
  await user.click(screen.getByRole('button', { name: 'Connect an n8n' }));
  fireEvent.change(await screen.findByRole('textbox', { name: /^Name/ }), { target: { value: 'Hands' } });
  fireEvent.change(screen.getByRole('textbox', { name: /^Address/ }), { target: { value: 'https://n8n.example.com' } });
  fireEvent.change(screen.getByLabelText(/^API key/), { target: { value: 'n8n_api_x' } });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Clean the disk')).toBeVisible();
  expect(screen.getByText('Can be started')).toBeVisible();
  expect(screen.getByText('Not active')).toBeVisible();
  expect(gateway.platform.n8n.keys).toEqual(['n8n_api_x']);
});

it('one that does not answer says so in its place', async () => {
  gateway.platform.n8n.connections.push({ id: 'n1', name: 'Hands', url: 'https://n8n.example.com', updatedAt: '' });
  gateway.misbehave.errors.set('N8nWorkflows', 'UNAVAILABLE');
  renderApp('n8n');
  expect(await screen.findByRole('alert')).toBeInTheDocument();
  expect(screen.getByRole('heading', { name: 'Hands' })).toBeVisible();
});
