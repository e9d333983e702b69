import { screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
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
