import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { playbookOf, runOf, type RunRecord, runStepOf } from '../../testing/gateway/createAutomation';
import { incidentOf } from '../../testing/gateway/samples';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform, untilLive } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

const definition = {
  name: 'Clean the disk',
  steps: [
    { kind: 'script', id: 'clean', name: 'Clean up', script: 'clean' },
    {
      kind: 'forEach',
      id: 'each',
      name: 'Each host',
      items: 'inputs.hosts',
      steps: [{ kind: 'http', id: 'tell', name: 'Tell it', url: 'https://a' }],
    },
  ],
};
const at = (seconds: number) => new Date(Date.parse('2026-11-27T10:00:00Z') + seconds * 1000).toISOString();
const have = (given: Partial<RunRecord> = {}) => {
  const steps = [
    runStepOf({
      ...{
        path: 'clean',
        name: 'Clean up',
        kind: 'script',
        startedAt: at(0),
        finishedAt: at(12),
        outcome: 'succeeded',
      },
      output: { exitCode: 0 },
    }),
    runStepOf({ path: 'each[0].tell', name: 'Tell it', startedAt: at(12), finishedAt: at(13), outcome: 'succeeded' }),
    runStepOf({
      ...{ path: 'each[1].tell', name: 'Tell it', status: 'FAILED', startedAt: at(12), finishedAt: at(20) },
      ...{
        outcome: 'unexpected_status',
        error: 'It answered 503.',
        input: { url: 'https://a' },
        output: { status: 503 },
      },
    }),
  ];
  const run = runOf({ id: 'r1', definition, startedAt: at(0), createdAt: at(0), steps, ...given });
  gateway.platform.automation.putRun(run);
  return run;
};

it('opens at what failed and says why; steps stand over time and in the flow', async () => {
  gateway.platform.records.incidents.push(incidentOf({ id: 'i1', number: 7, title: 'Disk full' }));
  have({ status: 'FAILED', outcome: 'unexpected_status', finishedAt: at(20), incidentId: 'i1' });
  renderApp('runs/r1');
  expect(await screen.findByText('Why: an answer with an unexpected status')).toBeVisible();
  expect(screen.getByText('It answered 503.')).toBeVisible();
  expect(screen.getByRole('link', { name: '#7 Disk full' })).toHaveAttribute(
    'href',
    '/a/sre-platform-app/incidents/i1'
  );
  expect(screen.getByRole('option', { name: 'HTTP request, Tell it · turn 2, Failed, 8s' })).toHaveAttribute(
    'aria-selected',
    'true'
  );
  const flow = screen.getByRole('group', { name: 'The playbook as a flow' });
  expect(within(flow).getByRole('button', { name: 'HTTP request, Tell it, Failed, 2 of 2' })).toBeVisible();
});

it('shows what a step wrote, with its search', async () => {
  have({ status: 'SUCCEEDED', outcome: 'succeeded', finishedAt: at(20) });
  gateway.platform.automation.outputs.set('r1 clean', 'start\n\u001b[31mred alert\u001b[0m\ndone\n');
  const room = jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  const { user, address } = renderApp('runs/r1');
  await user.click(await screen.findByRole('option', { name: /^Script, Clean up/ }));
  expect(address()).toBe('/runs/r1?step=clean');
  const log = await screen.findByRole('log', { name: 'What Clean up wrote' });
  expect(await within(log).findByText('red alert')).toBeInTheDocument();
  fireEvent.change(screen.getByRole('textbox', { name: 'Search the output' }), { target: { value: 'E' } });
  expect(await screen.findByText('1 of 3')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'The place before' }));
  expect(screen.getByText('3 of 3')).toBeVisible();
  room.mockRestore();
});

it('follows what a step writes while it runs', async () => {
  const { outputs } = gateway.platform.automation;
  const step = runStepOf({ path: 'clean', name: 'Clean up', kind: 'script', status: 'RUNNING', startedAt: at(1) });
  const run = have({ steps: [step] });
  const room = jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  outputs.set('r1 clean', 'first\n');
  renderApp('runs/r1');
  expect(await screen.findByText('first')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'true');
  await untilLive(gateway, 'RunOutput');
  outputs.set('r1 clean', 'first\nsecond\n');
  gateway.platform.runners.touchJob('r1 clean');
  expect(await screen.findByText('second')).toBeInTheDocument();
  gateway.platform.automation.putRun({ ...run, steps: [{ ...step, status: 'SUCCEEDED', finishedAt: at(9) }] });
  gateway.platform.runners.touchJob('r1 clean');
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Follow' })).toBeNull());
  room.mockRestore();
});

it('follows a run to its end, and asks whether it helped', async () => {
  const run = have({ steps: [] });
  const { user } = renderApp('runs/r1');
  expect(await screen.findByText('No step has begun yet.')).toBeVisible();
  await untilLive(gateway, 'RunDetail');
  const step = runStepOf({ path: 'clean', name: 'Clean up', kind: 'script', status: 'RUNNING', startedAt: at(1) });
  gateway.platform.automation.putRun({ ...run, steps: [step] });
  expect(await screen.findByRole('option', { name: /^Script, Clean up, Running/ })).toBeVisible();
  gateway.platform.automation.putRun({
    ...{ ...run, status: 'SUCCEEDED', outcome: 'succeeded', finishedAt: at(9) },
    steps: [{ ...step, status: 'SUCCEEDED', outcome: 'succeeded', finishedAt: at(9) }],
  });
  await user.click(await screen.findByRole('button', { name: 'It helped' }));
  fireEvent.change(screen.getByRole('textbox', { name: /^What should others know/ }), { target: { value: 'Quick' } });
  await user.click(screen.getByRole('button', { name: 'Keep it' }));
  expect(await screen.findByText(/^Kept: it counts/)).toBeVisible();
  expect(gateway.platform.automation.runs[0]?.feedback).toMatchObject({ helped: true, text: 'Quick' });
  expect(screen.queryByRole('button', { name: 'Cancel the run' })).toBeNull();
});

it('is cancelled after a question', async () => {
  have();
  const { user } = renderApp('runs/r1');
  await waitFor(async () =>
    expect(await screen.findByRole('button', { name: 'Cancel the run' })).toHaveAttribute('aria-disabled', 'false')
  );
  await user.click(screen.getByRole('button', { name: 'Cancel the run' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/nothing is undone/)).toBeInTheDocument();
  await user.click(dialog.getByRole('button', { name: 'Cancel the run' }));
  expect(await screen.findByText('by Ada Lovelace')).toBeVisible();
});

it('is run again from a step, as a run of its own', async () => {
  have({ status: 'FAILED', outcome: 'unexpected_status', finishedAt: at(20) });
  const { user, address } = renderApp('runs/r1');
  await waitFor(async () =>
    expect(await screen.findByRole('button', { name: 'Run again from here' })).toHaveAttribute('aria-disabled', 'false')
  );
  await user.click(screen.getByRole('button', { name: 'Run again from here' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Run again from here' }));
  await waitFor(() => expect(address()).toBe('/runs/r1-again'));
  expect(gateway.platform.automation.runs.at(-1)?.inputs).toEqual({ from: 'each[1].tell' });
});

it('that does not exist is said to be missing', async () => {
  renderApp('runs/none');
  expect(await screen.findByText('There is no such run')).toBeVisible();
});

it('runs of an incident stand on its page, and one is started there', async () => {
  gateway.platform.records.incidents.push(incidentOf({ id: 'i1', number: 7, title: 'Disk full' }));
  have({ incidentId: 'i1' });
  gateway.platform.automation.playbooks.push(playbookOf({ id: 'p1', name: 'Make room' }));
  const { user, address } = renderApp('incidents/i1?tab=runs');
  expect(await screen.findByRole('link', { name: 'Clean the disk' })).toHaveAttribute(
    'href',
    '/a/sre-platform-app/runs/r1'
  );
  expect(await screen.findByText('People say that it helped with this alert (4 of 5 runs)')).toBeVisible();
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Start Make room' })).toHaveAttribute('aria-disabled', 'false')
  );
  await user.click(screen.getByRole('button', { name: 'Start Make room' }));
  expect(await screen.findByText('It needs no values.')).toBeInTheDocument();
  await user.click(screen.getAllByRole('button', { name: 'Start' }).at(-1)!);
  await waitFor(() => expect(address()).toBe('/runs/run-2'));
  expect(gateway.platform.automation.started).toMatchObject([{ id: 'p1', incidentId: 'i1' }]);
});

it('shows what the workflow of an n8n step did there, and which node failed', async () => {
  const nodeOf = (name: string, type: string, status: string, from: number, error: string | null = null) => ({
    ...{ name, type, status, error, runs: 1, startedAt: at(from), tookMs: 900 },
  });
  const step = runStepOf({
    ...{ path: 'hands', name: 'Ask the workflow', kind: 'n8n', status: 'FAILED', outcome: 'workflow_failed' },
    ...{ startedAt: at(0), finishedAt: at(3) },
    execution: {
      ...{ id: '7', url: 'https://n8n.example/workflow/w1/executions/7', status: 'error', error: 'no room' },
      ...{ startedAt: at(1), stoppedAt: at(3) },
      nodes: [nodeOf('Webhook', 'webhook', 'success', 1), nodeOf('Clean [all]', 'ssh', 'error', 2, 'no room left')],
    },
  });
  have({ status: 'FAILED', steps: [step], definition: { name: 'Hands', steps: [{ kind: 'n8n', id: 'hands' }] } });
  const { user } = renderApp('runs/r1');
  const there = within(await screen.findByRole('region', { name: 'In n8n' }));
  expect(there.getAllByRole('option').map((row) => row.textContent)).toEqual([
    expect.stringContaining('Webhook · webhook'),
    expect.stringContaining('Clean [all] · ssh'),
  ]);
  await user.click(there.getAllByRole('option')[1]!);
  expect(there.getByRole('alert')).toHaveTextContent('Clean [all]no room left');
  expect(there.getByRole('link', { name: /Open in n8n/ })).toHaveAttribute(
    'href',
    expect.stringContaining('executions/7')
  );
});
