import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { choose } from '../../testing/choose';
import { playbookOf } from '../../testing/gateway/createAutomation';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
  gateway.platform.automation.playbooks.push(playbookOf({ id: 'playbook-1', name: 'Clean the disk' }));
});
afterEach(() => gateway.close());

const event = {
  ...{ id: 'event-1', at: '2026-11-27T09:00:00.000Z', name: 'incident.opened', payload: { x: 1 }, causation: [] },
  incident: { number: 7, title: 'Disk is full' },
};
const declined = {
  ...{ event, trigger: null, matched: false, inputs: null, notStarted: null, run: null },
  decision: {
    reason: 'condition_false',
    facts: { part: 'incident.number > 100', saw: [{ name: 'incident.number', value: 7 }] },
  },
};
const matching = {
  ...declined,
  event: { ...event, id: 'event-2' },
  matched: true,
  decision: { reason: 'matched', facts: {} },
  inputs: { host: 'db-1' },
};

function addTrigger() {
  gateway.platform.triggers.triggers.push({
    ...{ id: 'trigger-1', version: 4 },
    trigger: {
      ...{ name: 'Night disks', kind: 'EVENT', event: 'incident.opened', enabled: true, playbookId: 'playbook-1' },
      ...{ matchers: ['team="db"'], condition: 'incident.severity == "CRITICAL"' },
    },
  });
}

it('a trigger says when it fires, what it asks for, what it starts and what it did, and is switched off', async () => {
  addTrigger();
  const { user } = renderApp('triggers');
  const row = within(await screen.findByRole('listitem', { name: 'Night disks' }));
  expect(row.getByText('Clean the disk')).toBeVisible();
  expect(row.getByText('{team="db"}')).toBeVisible();
  expect(row.getByText('incident.severity == "CRITICAL"')).toBeVisible();
  expect(row.getByText('In 7 days: shown 12 · matched 3 · started 2')).toBeVisible();
  await waitFor(() => expect(row.getByRole('switch', { name: 'Use Night disks' })).toBeEnabled());
  await user.click(row.getByRole('switch', { name: 'Use Night disks' }));
  await waitFor(() => expect(gateway.platform.triggers.triggers[0]?.trigger.enabled).toBe(false));
});

it('a new one is tried on what happened before it is saved', async () => {
  gateway.platform.triggers.trial = { seen: 12, matched: 1, isCut: false, verdicts: [matching, declined] };
  const { user } = renderApp('triggers');
  expect(await screen.findByText('Nothing starts a playbook by itself yet')).toBeVisible();
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'New trigger' })).toHaveAttribute('aria-disabled', 'false')
  );
  await user.click(screen.getByRole('button', { name: 'New trigger' }));
  await screen.findByRole('textbox', { name: 'Name' });
  await choose(user, 'Playbook', 'Clean the disk');
  fireEvent.change(screen.getByRole('textbox', { name: /^Condition/ }), { target: { value: 'incident.number > 100' } });
  await waitFor(() => expect(screen.getByRole('button', { name: 'Try' })).not.toHaveAttribute('aria-disabled', 'true'));
  await user.click(screen.getByRole('button', { name: 'Try' }));
  expect(await screen.findByText('1 of 12 events match')).toBeInTheDocument();
  expect(screen.getByText('{"host":"db-1"}')).toBeInTheDocument();
  expect(screen.getByText('A part of its condition is false')).toBeInTheDocument();
  expect(screen.getByText('incident.number')).toBeInTheDocument();
  fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Big numbers' } });
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Save the trigger' })).not.toHaveAttribute('aria-disabled', 'true')
  );
  await user.click(screen.getByRole('button', { name: 'Save the trigger' }));
  await waitFor(() => expect(gateway.platform.triggers.triggers).toHaveLength(1));
  expect(gateway.platform.triggers.triggers[0]?.trigger).toMatchObject({
    ...{
      kind: 'EVENT',
      name: 'Big numbers',
      playbookId: 'playbook-1',
      condition: 'incident.number > 100',
      event: 'incident.opened',
    },
  });
});

it('the keys of a new webhook are told once', async () => {
  const { user } = renderApp('triggers');
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'New trigger' })).toHaveAttribute('aria-disabled', 'false')
  );
  await user.click(screen.getByRole('button', { name: 'New trigger' }));
  await user.click(await screen.findByRole('radio', { name: 'Webhook' }));
  await choose(user, 'Playbook', 'Clean the disk');
  fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Deploys' } });
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Save the trigger' })).not.toHaveAttribute('aria-disabled', 'true')
  );
  await user.click(screen.getByRole('button', { name: 'Save the trigger' }));
  expect(await screen.findByDisplayValue('https://sre.example.com/hooks/sre_hook_x')).toBeInTheDocument();
  expect(screen.getByDisplayValue('whsec_c2VjcmV0')).toBeInTheDocument();
});

it('times that cannot be read are told beside them, and those that can are listed', async () => {
  const { user } = renderApp('triggers');
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'New trigger' })).toHaveAttribute('aria-disabled', 'false')
  );
  await user.click(screen.getByRole('button', { name: 'New trigger' }));
  await user.click(await screen.findByRole('radio', { name: 'Schedule' }));
  expect(await screen.findByText(/^Next:/)).toBeInTheDocument();
  fireEvent.change(screen.getByRole('textbox', { name: /^Times/ }), { target: { value: 'often' } });
  expect(await screen.findByText('cron: "often" cannot be read.')).toBeInTheDocument();
});

it('the log says why nothing was started, and an event is replayed', async () => {
  addTrigger();
  gateway.platform.triggers.events.push(event);
  gateway.platform.triggers.replay = [{ ...matching, trigger: null }];
  const decision = {
    ...{
      at: event.at,
      triggerId: 'trigger-1',
      triggerName: 'Night disks',
      eventId: 'event-1',
      event: 'incident.opened',
      incidentId: 'i1',
    },
    ...{ replay: false, run: null, notStarted: null, matched: false, ...declined.decision },
  };
  gateway.platform.triggers.decisions.push(decision, {
    ...{ ...decision, eventId: 'event-3', matched: true, reason: 'matched', facts: {} },
    notStarted: { reason: 'loop', facts: { chain: [{ runId: 'r', playbookName: 'Clean the disk' }] } },
  });
  const { user } = renderApp('triggers?tab=log');
  const rows = await screen.findAllByRole('listitem');
  expect(within(rows[0]!).getByText('A part of its condition is false')).toBeVisible();
  await user.click(within(rows[0]!).getByRole('button', { name: 'Why' }));
  expect(within(rows[0]!).getByText('incident.number > 100')).toBeVisible();
  expect(within(rows[0]!).getByText('7')).toBeVisible();
  expect(within(rows[1]!).getByText('Its playbook would follow out of itself')).toBeVisible();

  await user.click(within(rows[0]!).getByRole('button', { name: 'Replay: Night disks' }));
  expect(await screen.findByText('{"host":"db-1"}')).toBeInTheDocument();
  const asked = () =>
    gateway.asked
      .filter(({ operation }) => operation === 'ReplayTriggerEvent')
      .map(({ variables }) => variables['dry']);
  expect(asked()).toEqual([true]);
  await waitFor(() => expect(screen.getByRole('button', { name: 'Replay for real' })).toBeEnabled());
  await user.click(screen.getByRole('button', { name: 'Replay for real' }));
  await user.click(await screen.findByRole('button', { name: 'Start the playbook for real' }));
  expect(await screen.findByText('It was shown once more')).toBeInTheDocument();
  expect(asked()).toEqual([true, false]);
});

it('who may not change triggers sees them, and who may not read them is told so', async () => {
  addTrigger();
  gateway.platform.viewer.permissions = [];
  const { unmount } = renderApp('triggers');
  const row = within(await screen.findByRole('listitem', { name: 'Night disks' }));
  await waitFor(() => expect(row.getByRole('switch')).toBeDisabled());
  unmount();
  gateway.misbehave.errors.set('Triggers', 'FORBIDDEN');
  renderApp('triggers');
  expect(await screen.findByRole('alert')).toHaveTextContent(/Triggers is told to fail/);
});
