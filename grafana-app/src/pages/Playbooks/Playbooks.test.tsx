import { screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { choose } from '../../testing/choose';
import { playbookOf, runOf } from '../../testing/gateway/createAutomation';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

const have = (...given: Array<Parameters<typeof playbookOf>[0]>) =>
  gateway.platform.automation.playbooks.push(...given.map(playbookOf));

it('playbooks are listed, found by a text and by a tag, and those put away apart', async () => {
  have(
    { id: 'p1', name: 'Clean the disk', tags: ['disk'] },
    { id: 'p2', name: 'Restart the shop', description: 'Kindly' }
  );
  have({ id: 'p3', name: 'Old' });
  gateway.platform.automation.playbooks[2]!.archivedAt = new Date().toISOString();
  const { user, address } = renderApp('playbooks');
  expect(await screen.findByRole('link', { name: 'Clean the disk' })).toHaveAttribute(
    'href',
    '/a/sre-platform-app/playbooks/p1'
  );
  expect(screen.queryByRole('link', { name: 'Old' })).toBeNull();
  expect(screen.getByText('Kindly')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Only those tagged disk' }));
  await waitFor(() => expect(screen.queryByRole('link', { name: 'Restart the shop' })).toBeNull());
  expect(address()).toBe('/playbooks?tag=disk');
  await user.click(screen.getByRole('button', { name: 'Tag disk' }));
  await user.click(await screen.findByRole('radio', { name: 'Put away' }));
  expect(await screen.findByRole('link', { name: 'Old' })).toBeVisible();
});

it('a playbook shows how its last runs ended, and those that helped can come first', async () => {
  have({ id: 'p1', name: 'Clean the disk' }, { id: 'p2', name: 'Restart the shop' });
  const helped = { helped: true, text: null, at: new Date().toISOString() };
  gateway.platform.automation.runs.push(
    runOf({ id: 'r1', playbookId: 'p2', status: 'SUCCEEDED', createdAt: '2026-11-01T10:00:00Z', feedback: helped }),
    runOf({ id: 'r2', playbookId: 'p2', status: 'FAILED', createdAt: '2026-11-02T10:00:00Z' })
  );
  const { user, address } = renderApp('playbooks');
  const row = within(await screen.findByRole('row', { name: /Restart the shop/ }));
  expect(row.getByRole('img', { name: 'The last runs: Failed: 1, Succeeded: 1' })).toBeInTheDocument();
  expect(row.getByRole('link', { name: /Failed/ })).toHaveAttribute('href', '/a/sre-platform-app/runs/r2');
  expect(row.getByTitle('1 of 1 people said that it helped')).toBeVisible();
  const names = () => screen.getAllByRole('link', { name: /disk|shop/ }).map(({ textContent }) => textContent);
  expect(names()).toEqual(['Clean the disk', 'Restart the shop']);
  await choose(user, 'Order', 'What helped first');
  await waitFor(() => expect(names()).toEqual(['Restart the shop', 'Clean the disk']));
  expect(address()).toBe('/playbooks?sort=rank');
});

it('none at all invites to write one, and who may not is told why', async () => {
  gateway.platform.viewer.permissions = [];
  renderApp('playbooks');
  expect(await screen.findByText('No playbooks yet')).toBeVisible();
  expect(screen.getByRole('link', { name: 'New playbook' })).toHaveAttribute('aria-disabled', 'true');
});

it('who may not see them is told so', async () => {
  gateway.misbehave.errors.set('Playbooks', 'FORBIDDEN');
  renderApp('playbooks');
  expect(await screen.findByText('You are not allowed to see or do this')).toBeVisible();
});

it('runs come in live, and are narrowed by status', async () => {
  gateway.platform.automation.runs.push(
    runOf({ id: 'r1', status: 'FAILED', outcome: 'not_held', playbookName: 'First' })
  );
  const { address } = renderApp('runs?status=failed,succeeded');
  const row = await screen.findByRole('row', { name: /First/ });
  expect(within(row).getByText(/what had to hold did not/)).toBeVisible();
  await waitFor(() => expect(screen.getByRole('button', { name: 'Live updates: Live' })).toBeVisible());
  gateway.platform.automation.putRun(runOf({ id: 'r2', playbookName: 'Second', status: 'RUNNING' }));
  gateway.platform.automation.putRun(
    runOf({ id: 'r3', playbookName: 'Third', status: 'SUCCEEDED', outcome: 'succeeded' })
  );
  expect(await screen.findByRole('link', { name: 'Third' })).toBeVisible();
  expect(screen.queryByRole('link', { name: 'Second' })).toBeNull();
  expect(address()).toBe('/runs?status=failed,succeeded');
});
