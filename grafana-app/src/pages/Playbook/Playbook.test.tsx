import { locationService } from '@grafana/runtime';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { choose } from '../../testing/choose';
import { playbookOf, runOf } from '../../testing/gateway/createAutomation';
import { scriptOf } from '../../testing/gateway/createScripts';
import { incidentOf } from '../../testing/gateway/samples';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(async () => {
  await loadTranslations();
  // jsdom lays nothing out, so there is nowhere to scroll to.
  Element.prototype.scrollIntoView = () => {};
});
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => {
  window.sessionStorage.clear();
  return gateway.close();
});

const clean = {
  id: 'p1',
  name: 'Clean the disk',
  inputs: { path: { type: 'string', required: true, description: 'Which folder' }, force: { type: 'boolean' } },
  steps: [
    { kind: 'http', id: 'look', name: 'Look at the disk', method: 'GET', url: 'https://a.example' },
    {
      kind: 'condition',
      id: 'full',
      name: 'Is it full?',
      when: 'true',
      then: [{ kind: 'wait', id: 'rest', name: 'Rest a while', seconds: 5 }],
      else: [],
    },
  ],
};
const have = () => gateway.platform.automation.playbooks.push(playbookOf(clean));
const kept = () => gateway.platform.automation.playbooks[0]!.versions.at(-1)!;
const save = () => screen.getByRole('button', { name: 'Save' });
const untilSavable = () => waitFor(() => expect(save()).toHaveAttribute('aria-disabled', 'false'));

/** The button waits for what the viewer may do. */
async function openStart(user: ReturnType<typeof renderApp>['user']) {
  await waitFor(async () =>
    expect(await screen.findByRole('button', { name: 'Start' })).toHaveAttribute('aria-disabled', 'false')
  );
  await user.click(screen.getByRole('button', { name: 'Start' }));
}

it('its steps stand in a list and in the flow beside it', async () => {
  have();
  const { user } = renderApp('playbooks/p1');
  const flow = await screen.findByRole('group', { name: 'The playbook as a flow' });
  expect(within(flow).getByRole('button', { name: 'HTTP request, Look at the disk' })).toBeVisible();
  expect(within(screen.getByRole('group', { name: 'If it holds' })).getByText('Rest a while')).toBeVisible();
  await user.click(within(flow).getByRole('button', { name: 'Wait, Rest a while' }));
  expect(await screen.findByLabelText('Seconds')).toHaveValue(5);
});

it('steps are moved, copied into the other way and taken out, and saved as a further version with a note', async () => {
  have();
  const { user } = renderApp('playbooks/p1');
  await user.click(await screen.findByRole('button', { name: 'Move down: Look at the disk' }));
  await user.click(screen.getByRole('button', { name: 'More for: Rest a while' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Duplicate' }));
  expect(await screen.findAllByRole('button', { name: 'Edit: Rest a while' })).toHaveLength(2);
  await user.click(screen.getAllByRole('button', { name: 'Take out: Rest a while' })[0]!);
  await untilSavable();
  await user.click(save());
  fireEvent.change(await screen.findByRole('textbox', { name: /^Note/ }), { target: { value: 'Looks later' } });
  expect(screen.getByRole('figure', { name: 'What changes' })).toHaveTextContent('rest2');
  await user.click(screen.getByRole('button', { name: 'Save a version' }));
  await waitFor(() => expect(kept().note).toBe('Looks later'));
  expect(kept().definition.steps).toMatchObject([{ id: 'full', then: [{ id: 'rest2', seconds: 5 }] }, { id: 'look' }]);
});

it('what is wrong is said at its field and in the list, and nothing is saved until it is put right', async () => {
  have();
  const { user } = renderApp('playbooks/p1');
  await user.click(await screen.findByRole('button', { name: 'Edit: Look at the disk' }));
  fireEvent.change(screen.getByLabelText('Address'), { target: { value: '' } });
  expect(await screen.findAllByText('The address is missing.')).toHaveLength(2);
  expect(screen.getByRole('button', { name: 'steps[0].url' })).toBeVisible();
  expect(save()).toHaveAttribute('aria-disabled', 'true');
  expect(
    screen.getByRole('button', { name: 'HTTP request, Look at the disk, Something is wrong with it' })
  ).toBeInTheDocument();
  fireEvent.change(screen.getByLabelText('Address'), { target: { value: 'https://b.example' } });
  await untilSavable();
});

it('a run that fails can begin the escalation again', async () => {
  have();
  const { user } = renderApp('playbooks/p1');
  await user.click(await screen.findByRole('button', { name: /^Policies/ }));
  await choose(user, 'When a run fails', 'Begin the escalation again');
  await untilSavable();
  await user.click(save());
  await user.click(await screen.findByRole('button', { name: 'Save a version' }));
  await waitFor(() => expect(kept().definition).toMatchObject({ onFailure: 'escalate' }));
});

it('a value is put in where it is wanted', async () => {
  have();
  const { user } = renderApp('playbooks/p1');
  await user.click(await screen.findByRole('button', { name: 'Edit: Is it full?' }));
  fireEvent.change(screen.getByLabelText('When'), { target: { value: '' } });
  await user.click(screen.getAllByRole('button', { name: 'Insert a value' })[0]!);
  await user.click(await screen.findByRole('menuitem', { name: 'steps.look.output' }));
  expect(screen.getByLabelText('When')).toHaveValue('steps.look.output');
});

it('a step offers the names of the scripts that there are', async () => {
  gateway.platform.scripts.scripts.push(scriptOf({ id: 's1', name: 'Restart a unit' }));
  const step = { kind: 'script', id: 'mend', name: 'Mend it', script: '' };
  gateway.platform.automation.playbooks.push(playbookOf({ id: 'p1', name: 'Mend', steps: [step] }));
  const { user } = renderApp('playbooks/p1');
  await user.click(await screen.findByRole('button', { name: 'Edit: Mend it' }));
  await choose(user, 'Script', 'Restart a unit');
  expect(screen.getByRole('combobox', { name: /^Script/ })).toHaveValue('Restart a unit');
});

it('a step of n8n offers the workflows of its connection, and takes any name while that does not answer', async () => {
  const { n8n, automation } = gateway.platform;
  n8n.connections.push({ id: 'n1', name: 'Ours', url: 'https://n8n.example', updatedAt: '2026-11-27T10:00:00.000Z' });
  n8n.workflows.push({ id: 'w1', name: 'Restart pods', active: true, path: 'restart' });
  n8n.workflows.push({ id: 'w2', name: 'Old one', active: false, path: null });
  const step = { kind: 'n8n', id: 'flow', name: 'Ask n8n', connection: 'Ours', workflow: 'Old one' };
  automation.playbooks.push(playbookOf({ id: 'p1', name: 'Mend', steps: [step] }));
  const { user, unmount } = renderApp('playbooks/p1');
  await user.click(await screen.findByRole('button', { name: 'Edit: Ask n8n' }));
  expect(await screen.findByText(/^It is not active/)).toBeVisible();
  await choose(user, 'Workflow', 'Restart pods');
  await waitFor(() => expect(screen.queryByText(/^It is not active/)).toBeNull());
  expect(screen.getByRole('combobox', { name: /^Workflow/ })).toHaveValue('Restart pods');
  unmount();
  window.sessionStorage.clear();
  gateway.misbehave.errors.set('N8nWorkflows', 'UNAVAILABLE');
  const again = renderApp('playbooks/p1');
  await again.user.click(await screen.findByRole('button', { name: 'Edit: Ask n8n' }));
  expect(await screen.findByText(/^This n8n does not tell its workflows now/)).toBeVisible();
  await choose(again.user, 'Workflow', 'Old one');
});

it('somebody who saved meanwhile is shown, and the draft stays', async () => {
  have();
  const { user } = renderApp('playbooks/p1');
  await user.click(await screen.findByRole('button', { name: 'Take out: Is it full?' }));
  await untilSavable();
  gateway.platform.automation.playbooks[0]!.versions.push({ ...kept(), note: 'faster' });
  await user.click(save());
  await user.click(await screen.findByRole('button', { name: 'Save a version' }));
  await user.click(await screen.findByRole('button', { name: 'Compare with what is there now' }));
  expect(await screen.findByText('Compared with version 2')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Save a version' }));
  await waitFor(() => expect(gateway.platform.automation.playbooks[0]!.versions).toHaveLength(3));
  expect(kept().definition.steps).toHaveLength(1);
});

it('what was typed stays while another tab is looked at, also a form that is open', async () => {
  have();
  const { user } = renderApp('playbooks/p1');
  await user.click(await screen.findByRole('button', { name: 'Edit: Look at the disk' }));
  fireEvent.change(screen.getByLabelText('Address'), { target: { value: 'https://b.example' } });
  act(() => locationService.push('/a/sre-platform-app/playbooks/p1?tab=versions'));
  expect(await screen.findByRole('button', { name: 'What changed' })).toBeVisible();
  expect(screen.queryByText('Leave without saving?')).toBeNull();
  expect(screen.getByLabelText('Address')).not.toBeVisible();
  act(() => locationService.push('/a/sre-platform-app/playbooks/p1'));
  expect(await screen.findByLabelText('Address')).toBeVisible();
  expect(screen.getByLabelText('Address')).toHaveValue('https://b.example');
});

it('leaving asks first, and what was left is there again, with what was saved meanwhile named', async () => {
  have();
  const { user, address, unmount } = renderApp('playbooks/p1');
  await user.click(await screen.findByRole('button', { name: 'Take out: Is it full?' }));
  const closing = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(true);
  act(() => locationService.push('/a/sre-platform-app/runs'));
  await user.click(await screen.findByRole('button', { name: 'Stay' }));
  expect(address()).toBe('/playbooks/p1');
  act(() => locationService.push('/a/sre-platform-app/runs'));
  await user.click(await screen.findByRole('button', { name: 'Keep the draft and leave' }));
  await waitFor(() => expect(address()).toBe('/runs'));
  gateway.platform.automation.playbooks[0]!.versions.push({ ...kept(), note: 'faster' });
  unmount();
  renderApp('playbooks/p1');
  expect(await screen.findByText(/^You have unsaved changes from \d\d:\d\d$/)).toBeVisible();
  expect(await screen.findByText(/began with version 1, and version 2 was saved since/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Edit: Is it full?' })).toBeNull();
  await untilSavable();
  await user.click(save());
  expect(await screen.findByText('Compared with version 2')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Save a version' }));
  await waitFor(() => expect(kept().definition.steps).toHaveLength(1));
  await waitFor(() => expect(screen.queryByText(/^You have unsaved changes/)).toBeNull());
  expect(window.sessionStorage).toHaveLength(0);
});

it('a draft is given up, at leaving or later', async () => {
  have();
  const { user, address } = renderApp('playbooks/p1');
  await user.click(await screen.findByRole('button', { name: 'Take out: Is it full?' }));
  act(() => locationService.push('/a/sre-platform-app/runs'));
  await user.click(await screen.findByRole('button', { name: 'Keep the draft and leave' }));
  await waitFor(() => expect(address()).toBe('/runs'));
  act(() => locationService.push('/a/sre-platform-app/playbooks/p1'));
  await user.click(await screen.findByRole('button', { name: 'Go back to what is saved' }));
  expect(await screen.findByRole('button', { name: 'Edit: Is it full?' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Take out: Is it full?' }));
  act(() => locationService.push('/a/sre-platform-app/runs'));
  await user.click(await screen.findByRole('button', { name: 'Discard and leave' }));
  await waitFor(() => expect(address()).toBe('/runs'));
  expect(window.sessionStorage).toHaveLength(0);
});

it('it is started by a form of its inputs, and leads to its run', async () => {
  have();
  const { user, address } = renderApp('playbooks/p1');
  await openStart(user);
  await screen.findByRole('textbox', { name: /^path/ });
  const start = screen.getAllByRole('button', { name: 'Start' }).at(-1)!;
  expect(start).toHaveAttribute('aria-disabled', 'true');
  fireEvent.change(screen.getByRole('textbox', { name: /^path/ }), { target: { value: '/var/log' } });
  await waitFor(() => expect(start).toHaveAttribute('aria-disabled', 'false'));
  await user.click(start);
  await waitFor(() => expect(address()).toBe('/runs/run-1'));
  expect(gateway.platform.automation.started).toMatchObject([{ id: 'p1', inputs: { path: '/var/log', force: false } }]);
});

it('what its policies refuse is said with the reason', async () => {
  have();
  gateway.platform.automation.refusal = { reason: 'cooling_down', facts: { minutes: 30 } };
  gateway.platform.records.incidents.push(incidentOf({ id: 'i1', title: 'Disk full' }));
  const { user } = renderApp('playbooks/p1');
  await openStart(user);
  fireEvent.change(await screen.findByRole('textbox', { name: /^path/ }), { target: { value: '/' } });
  const start = screen.getAllByRole('button', { name: 'Start' }).at(-1)!;
  await waitFor(() => expect(start).toHaveAttribute('aria-disabled', 'false'));
  await user.click(start);
  expect(await screen.findByText('It ran a short while ago')).toBeInTheDocument();
});

it('a draft is tried without doing anything', async () => {
  have();
  const { user } = renderApp('playbooks/p1');
  await user.click(await screen.findByRole('button', { name: 'Take out: Is it full?' }));
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Dry run' })).toHaveAttribute('aria-disabled', 'false')
  );
  await user.click(screen.getByRole('button', { name: 'Dry run' }));
  fireEvent.change(await screen.findByRole('textbox', { name: /^path/ }), { target: { value: '/tmp' } });
  await waitFor(() => expect(screen.getByRole('button', { name: 'Try it' })).toHaveAttribute('aria-disabled', 'false'));
  await user.click(screen.getByRole('button', { name: 'Try it' }));
  const steps = within(await screen.findByRole('region', { name: 'What each step would do' }));
  expect(steps.getByText('Look at the disk')).toBeInTheDocument();
  expect(steps.queryByText('Is it full?')).toBeNull();
  expect(screen.getByText(/within the limit/)).toBeInTheDocument();
  expect(gateway.platform.automation.runs).toEqual([]);
});

it('versions say what changed, and an old one can be saved again', async () => {
  have();
  const [record] = gateway.platform.automation.playbooks;
  const changed = { ...clean, description: 'Better' };
  record!.versions.push({ definition: changed, note: 'Says what it is for', createdAt: new Date().toISOString() });
  const { user } = renderApp('playbooks/p1?tab=versions');
  expect(await screen.findByText('Says what it is for')).toBeVisible();
  await user.click(screen.getAllByRole('button', { name: 'What changed' })[0]!);
  expect(await screen.findByRole('figure', { name: 'What version 2 changed' })).toHaveTextContent(
    'description: Better'
  );
  await user.click(screen.getByRole('button', { name: 'Save again' }));
  await waitFor(() => expect(record!.versions).toHaveLength(3));
  expect(kept().note).toBe('Version 1 again');
});

it('its runs are drawn day by day', async () => {
  have();
  const createdAt = new Date().toISOString();
  gateway.platform.automation.runs.push(
    runOf({ id: 'r1', playbookId: 'p1', status: 'SUCCEEDED', createdAt }),
    runOf({ id: 'r2', playbookId: 'p1', status: 'FAILED', createdAt })
  );
  const { user } = renderApp('playbooks/p1?tab=runs');
  const chart = within(await screen.findByRole('figure', { name: 'Runs day by day' }));
  expect(chart.getAllByRole('img')).toHaveLength(30);
  expect(
    chart.getByRole('img', { name: /2 runs · 1 succeeded, 1 failed · half took at most 12s · saved 15m$/ })
  ).toBeVisible();
  await user.click(screen.getByRole('radio', { name: '7 days' }));
  await waitFor(() =>
    expect(within(screen.getByRole('figure', { name: 'Runs day by day' })).getAllByRole('img')).toHaveLength(7)
  );
});

it('it is switched off, and then cannot be started', async () => {
  have();
  const { user } = renderApp('playbooks/p1');
  await user.click(await screen.findByRole('button', { name: 'More' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Switch off' }));
  expect(await screen.findByText('Switched off')).toBeVisible();
  await waitFor(() => expect(screen.getByRole('button', { name: 'Start' })).toHaveAttribute('aria-disabled', 'true'));
});

it('a new one is written from nothing', async () => {
  const { user, address } = renderApp('playbooks/new');
  fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Rest' } });
  await user.click(screen.getByRole('button', { name: 'Add a step' }));
  await user.click(await screen.findByRole('menuitem', { name: /^Wait/ }));
  await untilSavable();
  await user.click(save());
  await user.click(await screen.findByRole('button', { name: 'Save a version' }));
  await waitFor(() => expect(address()).toBe('/playbooks/playbook-1'));
  expect(kept().definition).toMatchObject({ name: 'Rest', steps: [{ kind: 'wait', id: 'wait', seconds: 60 }] });
});

it('who may only read it can change nothing', async () => {
  have();
  gateway.platform.viewer.permissions = [];
  renderApp('playbooks/p1');
  expect(await screen.findByRole('button', { name: 'Move down: Look at the disk' })).toBeDisabled();
  expect(save()).toHaveAttribute('aria-disabled', 'true');
});
