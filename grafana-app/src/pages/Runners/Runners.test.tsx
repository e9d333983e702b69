import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { runnerOf } from '../../testing/gateway/createRunners';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => void (gateway = await startPlatform()));
afterEach(() => gateway.close());

const own = () => gateway.platform.runners;
const enabled = (name: string) =>
  waitFor(() => expect(screen.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'false'));

it('runners say how they stand, what they may do, and what they were given', async () => {
  own().runners.push(
    runnerOf({ id: 'r1', name: 'Hall A' }),
    runnerOf({
      id: 'r2',
      name: 'Hall B',
      state: 'OFFLINE',
      facts: { ...runnerOf({ id: '', name: '' }).facts!, isolation: 'none' },
    })
  );
  own().jobs.push({
    ...{ id: 'j1', runnerId: 'r1', kind: 'script', title: 'Restart a unit', status: 'FAILED', outcome: 'disk_full' },
    ...{ createdAt: new Date().toISOString(), startedAt: null, finishedAt: null, runId: 'run-7' },
  });
  const { user } = renderApp('runners');
  const one = within(await screen.findByRole('listitem', { name: 'Hall A' }));
  expect(one.getByText('Online')).toBeVisible();
  expect(one.getByText('1 of 4 slots in use')).toBeVisible();
  expect(one.getByText('taipei')).toBeVisible();
  expect(one.getByText('each job as a user of its own')).toBeVisible();
  const other = within(screen.getByRole('listitem', { name: 'Hall B' }));
  expect(other.getByText('Not heard of')).toBeVisible();
  expect(other.getByText(/have the rights of the runner/)).toBeVisible();
  await user.click(one.getByRole('button', { name: 'Jobs' }));
  expect(await screen.findByText(/the disk of the runner is full/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'its run' })).toHaveAttribute('href', '/a/sre-platform-app/runs/run-7');
});

it('one is registered with a label, and its token is told once with the command that starts it', async () => {
  const { user } = renderApp('runners');
  expect(await screen.findByText('No runner is registered')).toBeVisible();
  await enabled('Register a runner');
  await user.click(screen.getByRole('button', { name: 'Register a runner' }));
  await screen.findByRole('group', { name: 'Labels' });
  fireEvent.change(document.getElementById('runner-name')!, { target: { value: 'Hall A' } });
  const register = screen.getByRole('button', { name: 'Register' });
  expect(register).toHaveAttribute('aria-disabled', 'true');
  const labels = within(screen.getByRole('group', { name: 'Labels' }));
  fireEvent.change(labels.getByRole('textbox', { name: 'Name' }), { target: { value: 'site' } });
  fireEvent.change(labels.getByRole('textbox', { name: 'site' }), { target: { value: 'taipei' } });
  await enabled('Register');
  await user.click(register);
  expect(await screen.findByDisplayValue('sre_runner_1')).toBeVisible();
  expect(
    screen.getByText('RUNNER_URL=https://sre.example.com RUNNER_TOKEN=sre_runner_1 node build/runner.js')
  ).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Done' }));
  const row = await screen.findByRole('listitem', { name: 'Hall A' });
  expect(within(row).getByText('Never started')).toBeVisible();
  expect(screen.queryByDisplayValue('sre_runner_1')).toBeNull();
  expect(own().runners[0]!.labels).toEqual({ site: 'taipei' });
});

it('one is switched off, given another token, and forgotten, each after what it asks', async () => {
  own().runners.push(runnerOf({ id: 'r1', name: 'Hall A' }));
  const { user } = renderApp('runners');
  await screen.findByRole('listitem', { name: 'Hall A' });
  await enabled('Forget');
  await user.click(screen.getByRole('switch', { name: 'Give work to Hall A' }));
  expect(await screen.findByText('Switched off')).toBeVisible();
  await enabled('New token');
  await user.click(screen.getByRole('button', { name: 'New token' }));
  expect(await screen.findByText(/The one before is refused from now on/)).toBeVisible();
  expect(own().tokens).toEqual([]);
  await user.click(screen.getAllByRole('button', { name: /New token$/ }).at(-1)!);
  expect(await screen.findByDisplayValue('sre_runner_1')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Done' }));
  await enabled('Forget');
  await user.click(screen.getByRole('button', { name: 'Forget' }));
  await screen.findByText(/what it has in hand counts as lost/);
  await user.click(screen.getAllByRole('button', { name: /Forget$/ }).at(-1)!);
  expect(await screen.findByText('No runner is registered')).toBeVisible();
});

it('those of the platform stand apart, and fail apart', async () => {
  own().platform.push({
    lastSeenAt: new Date().toISOString(),
    state: 'ONLINE',
    facts: runnerOf({ id: '', name: '' }).facts!,
  });
  gateway.misbehave.errors.set('Runners', 'FORBIDDEN');
  renderApp('runners');
  const platform = within(await screen.findByRole('list', { name: 'The platform’s own' }));
  expect(platform.getByText('4 slots')).toBeVisible();
  expect(await screen.findByText('You are not allowed to see or do this')).toBeVisible();
});
