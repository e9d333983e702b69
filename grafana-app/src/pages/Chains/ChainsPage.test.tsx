import { screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { choose } from '../../testing/choose';
import { playbookOf } from '../../testing/gateway/createAutomation';
import { stepView } from '../../testing/gateway/createEscalation';
import { incidentOf } from '../../testing/gateway/samples';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;
const scheduleId = '0197a000-0000-7000-8000-0000000000d1';

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
  const primary = { id: scheduleId, name: 'Primary', person: null, gaps: [], failure: null, overrides: [], swaps: [] };
  gateway.platform.schedules.schedules.push(primary);
});
afterEach(() => gateway.close());

it('a chain is drawn with the time of each step, its conditions, and where it is used', async () => {
  gateway.platform.escalation.chains.push({
    ...{ id: 'chain-1', version: 3 },
    chain: {
      name: 'primary',
      steps: [
        { kind: 'ON_CALL', scheduleId },
        { kind: 'WAIT', seconds: 300 },
        { kind: 'EVERY_CHANNEL', onlySeverities: ['CRITICAL'] },
      ],
    },
  });
  const nodes = [{ key: 'r', name: 'all', tells: 'CHAIN' as const, chainId: 'chain-1' }];
  gateway.platform.escalation.policyVersions.push({ version: 1, note: null, nodes });
  renderApp('chains');
  const card = within(await screen.findByRole('article', { name: 'primary' }));
  expect(await card.findByText('Tell who is on call in Primary')).toBeVisible();
  expect(card.getByText('only CRITICAL')).toBeVisible();
  expect(card.getByText(/^\+5/)).toBeVisible();
  expect(card.getByRole('link', { name: 'all' })).toHaveAttribute('href', '/a/sre-platform-app/policies');
});

it('one is written: steps are added, moved and taken out, and it is not saved before each says whom', async () => {
  const { user } = renderApp('chains');
  expect(await screen.findByText('There are no chains yet')).toBeVisible();
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'New chain' })).toHaveAttribute('aria-disabled', 'false')
  );
  await user.click(screen.getByRole('button', { name: 'New chain' }));
  expect(await screen.findByText('Say whom or what')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Save the chain' })).toHaveAttribute('aria-disabled', 'true');
  await user.click(screen.getByRole('button', { name: /^Edit: Tell who is on call/ }));
  await choose(user, 'Schedule', 'Primary');
  await user.click(screen.getByRole('button', { name: 'Move up: Tell every channel' }));
  await user.click(screen.getByRole('button', { name: /^Take out: Wait/ }));
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Save the chain' })).not.toHaveAttribute('aria-disabled', 'true')
  );
  await user.click(screen.getByRole('button', { name: 'Save the chain' }));
  await waitFor(() => expect(gateway.platform.escalation.chains).toHaveLength(1));
  expect(gateway.platform.escalation.chains[0]?.chain).toMatchObject({
    name: 'New chain',
    steps: [{ kind: 'ON_CALL', scheduleId }, { kind: 'EVERY_CHANNEL' }],
  });
  expect(await screen.findByRole('article', { name: 'New chain' })).toBeVisible();
});

it('a step that starts a playbook finds it by name, and shows the name of what it has', async () => {
  gateway.platform.automation.playbooks.push(playbookOf({ id: 'p-1', name: 'Make room' }));
  gateway.platform.automation.playbooks.push(playbookOf({ id: 'p-2', name: 'Restart it' }));
  gateway.platform.escalation.chains.push({
    ...{ id: 'chain-1', version: 1 },
    chain: { name: 'primary', steps: [{ kind: 'PLAYBOOK', playbookId: 'p-1' }] },
  });
  const { user } = renderApp('chains');
  await user.click(await screen.findByRole('button', { name: 'Edit' }));
  await user.click(await screen.findByRole('button', { name: /^Edit: Start/ }));
  expect(await screen.findByDisplayValue('Make room')).toBeVisible();
  await choose(user, 'Playbook', 'Restart it');
  await user.click(await screen.findByRole('button', { name: 'Save the chain' }));
  await waitFor(() =>
    expect(gateway.platform.escalation.chains[0]?.chain.steps).toMatchObject([{ kind: 'PLAYBOOK', playbookId: 'p-2' }])
  );
});

it('a name that is taken is said, and the draft stays', async () => {
  gateway.platform.escalation.chains.push({
    ...{ id: 'chain-1', version: 1 },
    chain: { name: 'primary', steps: [{ kind: 'EVERY_CHANNEL' }] },
  });
  const { user } = renderApp('chains');
  await user.click(await screen.findByRole('button', { name: 'Edit' }));
  gateway.platform.escalation.chains[0]!.version = 2;
  await user.click(await screen.findByRole('button', { name: 'Save the chain' }));
  expect(await screen.findByText('The chain was saved by somebody else.')).toBeInTheDocument();
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('primary');
});

it('versions are compared with what holds now, and one is the beginning of a draft', async () => {
  gateway.platform.escalation.chains.push({
    ...{ id: 'chain-1', version: 2 },
    before: [
      { name: 'primary', steps: [{ kind: 'EVERY_CHANNEL' }, { kind: 'WAIT', seconds: 60 }, { kind: 'RESOLVE' }] },
    ],
    chain: { name: 'primary', steps: [{ kind: 'EVERY_CHANNEL' }] },
  });
  const { user } = renderApp('chains');
  await user.click(await screen.findByRole('button', { name: 'Versions' }));
  const first = within(await screen.findByRole('listitem', { name: 'Version 1' }));
  await user.click(first.getByRole('button', { name: 'Compare with what holds now' }));
  const difference = within(first.getByRole('figure', { name: 'From version 1 to what holds now' }));
  expect(difference.getByText('3. Resolve the incident')).toBeVisible();
  await user.click(first.getByRole('button', { name: 'Edit from here' }));
  await user.click(await screen.findByRole('button', { name: 'Save the chain' }));
  await waitFor(() =>
    expect(gateway.platform.escalation.chains[0]).toMatchObject({
      version: 3,
      chain: { steps: [{ kind: 'EVERY_CHANNEL' }, { kind: 'WAIT', seconds: 60 }, { kind: 'RESOLVE' }] },
    })
  );
});

it('an incident says who was told and why, when the next step comes, and can be stopped and begun anew', async () => {
  const incident = incidentOf({ id: 'i1' });
  gateway.platform.records.incidents.push(incident);
  const decision = { at: '2026-11-27T10:00:00.000Z', round: 1 };
  gateway.platform.escalation.runs.set('i1', [
    {
      ...{
        id: 'run-1',
        chainId: 'chain-1',
        chainName: 'primary',
        chainVersion: 1,
        start: 1,
        cause: 'first_notification',
      },
      ...{ policyPath: ['all', 'db'], importance: 'IMPORTANT', state: 'RUNNING', reason: 'waits', cursor: 1, round: 1 },
      ...{ nextAt: new Date(Date.now() + 240_000).toISOString(), startedAt: decision.at, endedAt: null },
      steps: [{ kind: 'ON_CALL' as const, scheduleId }, { kind: 'EVERY_CHANNEL' as const }].map(stepView),
      decisions: [
        { ...decision, number: 1, step: null, kind: 'started', reason: 'first_notification', facts: {} },
        {
          ...decision,
          number: 2,
          step: 0,
          kind: 'onCall',
          reason: 'told',
          facts: { people: [{ name: 'Ann', isReachable: true }] },
        },
      ],
    },
  ]);
  const { user } = renderApp('incidents/i1?tab=notifications');
  const run = within(await screen.findByRole('article', { name: 'primary' }));
  expect(await run.findByRole('status')).toHaveTextContent(/^In .+: Tell every channel$/);
  expect(run.getByText('Ann')).toBeVisible();
  expect(run.getByText(/all › db · The incident was announced/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Begin anew' }));
  await waitFor(() => expect(gateway.platform.escalation.asked).toEqual(['restart i1']));
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  await user.click(screen.getByRole('button', { name: 'Tell nobody more' }));
  await waitFor(() => expect(gateway.platform.escalation.asked).toEqual(['restart i1', 'stop i1']));
});
