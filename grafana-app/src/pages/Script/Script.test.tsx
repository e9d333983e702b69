import { locationService } from '@grafana/runtime';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { choose } from '../../testing/choose';
import { scriptOf } from '../../testing/gateway/createScripts';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
  gateway.platform.scripts.scripts.push(
    scriptOf({
      ...{ id: 's1', name: 'Restart a unit', code: 'systemctl restart "$PARAM_UNIT"' },
      parameters: {
        type: 'object',
        properties: { unit: { type: 'string' }, times: { type: 'integer', default: 2 }, hosts: { type: 'array' } },
        required: ['unit'],
      },
    })
  );
});
afterEach(() => {
  window.sessionStorage.clear();
  return gateway.close();
});

const script = () => gateway.platform.scripts.scripts[0]!;
const enabled = (name: string) =>
  waitFor(() => expect(screen.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'false'));
const setTime = async (value: string) =>
  fireEvent.change(await screen.findByRole('spinbutton', { name: /^Stopped after/ }), { target: { value } });

it('what is changed is shown before it is saved as a further version, with a note', async () => {
  const { user } = renderApp('scripts/s1');
  await setTime('90');
  await enabled('Save');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByRole('figure', { name: 'What changes' })).toHaveTextContent('timeoutSeconds: 90');
  fireEvent.change(screen.getByRole('textbox', { name: /^Note/ }), { target: { value: 'It takes longer' } });
  await user.click(screen.getByRole('button', { name: 'Save a version' }));
  await waitFor(() => expect(script().versions).toHaveLength(2));
  expect(script().versions[1]).toMatchObject({ timeoutSeconds: 90, note: 'It takes longer', code: /restart/ });
});

it('what was left unsaved is there again, and goes when it is saved', async () => {
  const { user, address } = renderApp('scripts/s1');
  await setTime('90');
  act(() => locationService.push('/a/sre-platform-app/scripts'));
  await user.click(await screen.findByRole('button', { name: 'Keep the draft and leave' }));
  await waitFor(() => expect(address()).toBe('/scripts'));
  act(() => locationService.push('/a/sre-platform-app/scripts/s1'));
  expect(await screen.findByText(/^You have unsaved changes from/)).toBeVisible();
  expect(screen.getByRole('spinbutton', { name: /^Stopped after/ })).toHaveValue(90);
  await enabled('Save');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(await screen.findByRole('button', { name: 'Save a version' }));
  await waitFor(() => expect(script().versions).toHaveLength(2));
  await waitFor(() => expect(screen.queryByText(/^You have unsaved changes/)).toBeNull());
  expect(window.sessionStorage).toHaveLength(0);
});

it('a new one is written, and leads to its page', async () => {
  const { user, address } = renderApp('scripts/new');
  fireEvent.change(await screen.findByRole('textbox', { name: /^Name/ }), { target: { value: 'Say hello' } });
  expect(screen.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
  fireEvent.change(await screen.findByRole('textbox', { name: 'Editor' }), { target: { value: 'print("hello")' } });
  await user.click(screen.getByRole('radio', { name: 'Python' }));
  await enabled('Save');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(await screen.findByRole('button', { name: 'Save a version' }));
  await waitFor(() => expect(address()).toBe('/scripts/script-2'));
  expect(gateway.platform.scripts.scripts[1]).toMatchObject({
    name: 'Say hello',
    versions: [{ language: 'PYTHON', code: 'print("hello")', timeoutSeconds: 60 }],
  });
});

it('somebody who saved meanwhile is shown, and the draft stays', async () => {
  const { user } = renderApp('scripts/s1');
  fireEvent.change(await screen.findByRole('textbox', { name: 'Editor' }), { target: { value: 'echo mine' } });
  await enabled('Save');
  script().versions.push({ ...script().versions[0]!, code: 'echo theirs' });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(await screen.findByRole('button', { name: 'Save a version' }));
  await user.click(await screen.findByRole('button', { name: 'Compare with what is there now' }));
  expect(await screen.findByText('Compared with version 2')).toBeInTheDocument();
  expect(screen.getByRole('figure', { name: 'What changes' })).toHaveTextContent('echo theirs');
  await user.click(screen.getByRole('button', { name: 'Save a version' }));
  await waitFor(() => expect(script().versions).toHaveLength(3));
  expect(script().versions[2]).toMatchObject({ code: 'echo mine' });
});

it('parameters that are no JSON keep it from being saved and tried', async () => {
  renderApp('scripts/s1');
  fireEvent.change(await screen.findByRole('textbox', { name: /^Parameters/ }), { target: { value: '{' } });
  expect(await screen.findByText('This is no JSON of an object yet')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
  expect(screen.getByRole('button', { name: 'Run it' })).toHaveAttribute('aria-disabled', 'true');
});

it('who uses it is shown, and said again before it is put away', async () => {
  gateway.platform.scripts.users.set('s1', ['Clean the disk', 'Restart all']);
  const { user } = renderApp('scripts/s1');
  expect(await screen.findByRole('link', { name: 'Clean the disk' })).toHaveAttribute(
    'href',
    '/a/sre-platform-app/playbooks/of-Clean the disk'
  );
  await user.click(screen.getByRole('button', { name: 'Put away' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByRole('link', { name: 'Restart all' })).toBeVisible();
  await user.click(within(dialog).getByRole('button', { name: /although it is used$/ }));
  await waitFor(() => expect(script().archivedAt).not.toBeNull());
});

it('limits are a part of what is saved, and what is no number is said', async () => {
  const { user } = renderApp('scripts/s1');
  await user.click(await screen.findByRole('checkbox', { name: 'May reach the network' }));
  fireEvent.change(screen.getByRole('spinbutton', { name: 'Memory, MiB' }), { target: { value: '3' } });
  expect(await screen.findByText('A whole number from 16 to 1048576, or nothing.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
  fireEvent.change(screen.getByRole('spinbutton', { name: 'Memory, MiB' }), { target: { value: '512' } });
  await enabled('Save');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByRole('figure', { name: 'What changes' })).toHaveTextContent('limits.memoryMiB: 512');
  await user.click(screen.getByRole('button', { name: 'Save a version' }));
  await waitFor(() => expect(script().versions[1]).toMatchObject({ limits: { network: true, memoryMiB: 512 } }));
});

it('it is tried with what its form was filled with, and its output is followed to the end', async () => {
  const { user } = renderApp('scripts/s1');
  fireEvent.change(await screen.findByRole('textbox', { name: /^unit/ }), { target: { value: 'nginx' } });
  fireEvent.change(screen.getByRole('textbox', { name: /^hosts/ }), { target: { value: '["a", "b"]' } });
  await enabled('Run it');
  await user.click(screen.getByRole('button', { name: 'Run it' }));
  expect(await screen.findByText('Waits for a runner')).toBeVisible();
  expect(gateway.platform.scripts.tried).toMatchObject([
    { scriptId: 's1', language: 'BASH', parameters: { unit: 'nginx', times: 2, hosts: ['a', 'b'] } },
  ]);
  const test = gateway.platform.scripts.tests[0]!;
  Object.assign(test, { status: 'RUNNING', startedAt: new Date().toISOString(), printed: 'first\n' });
  gateway.platform.runners.touchJob('test-1');
  expect(await screen.findByText('Running')).toBeVisible();
  Object.assign(test, { printed: 'first\nsecond\n', status: 'FAILED', outcome: 'exit_code', exitCode: 3 });
  Object.assign(test, { finishedAt: new Date().toISOString(), result: { done: false } });
  gateway.platform.runners.touchJob('test-1');
  const state = await screen.findByText('Failed');
  expect(within(state.closest('[role=status]')!).getByText(/code 3/)).toBeVisible();
  await enabled('Run it');
  const again = gateway.asked.filter(({ operation }) => operation === 'ScriptTest').at(-1);
  expect(again?.variables).toMatchObject({ id: 'test-1', after: 6 });
});

it('values that the platform refuses, and a test that cannot be followed, are said, and it can be tried again', async () => {
  const { user } = renderApp('scripts/s1');
  await screen.findByRole('textbox', { name: /^unit/ });
  await enabled('Run it');
  gateway.misbehave.detail = 'parameters.unit: is needed';
  gateway.misbehave.errors.set('TestScript', 'BAD_USER_INPUT').set('ScriptTest', 'UNAVAILABLE');
  await user.click(screen.getByRole('button', { name: 'Run it' }));
  expect(await screen.findByText('parameters.unit: is needed')).toBeVisible();
  gateway.misbehave.errors.delete('TestScript');
  await enabled('Run it');
  await user.click(screen.getByRole('button', { name: 'Run it' }));
  expect(await screen.findByText('The platform is not ready')).toBeVisible();
  await enabled('Run it');
});

it('a test is called off', async () => {
  const { user } = renderApp('scripts/s1');
  await screen.findByRole('textbox', { name: /^unit/ });
  await enabled('Run it');
  await user.click(screen.getByRole('button', { name: 'Run it' }));
  await user.click(await screen.findByRole('button', { name: 'Stop it' }));
  expect(await screen.findByText('Cancelled')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Stop it' })).toBeNull();
});

it('an earlier version is taken into the draft, and what each changed is shown', async () => {
  script().versions.push({ ...script().versions[0]!, timeoutSeconds: 30, note: 'Faster' });
  const { user } = renderApp('scripts/s1');
  await user.click(await screen.findByRole('button', { name: 'What changed' }));
  expect(await screen.findByRole('figure', { name: 'What version 2 changed' })).toHaveTextContent('timeoutSeconds: 30');
  expect(screen.getByText('Faster')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Close' }));
  await choose(user, 'Version that is shown', 'Version 1');
  await waitFor(() => expect(screen.getByRole('spinbutton', { name: /^Stopped after/ })).toHaveValue(60));
  await enabled('Save');
});

it('it is put away after a question', async () => {
  const { user, address } = renderApp('scripts/s1');
  await screen.findByRole('button', { name: 'Put away' });
  await enabled('Put away');
  await user.click(screen.getByRole('button', { name: 'Put away' }));
  await user.click((await screen.findAllByRole('button', { name: /Put away$/ })).at(-1)!);
  await waitFor(() => expect(address()).toBe('/scripts'));
  expect(script().archivedAt).not.toBeNull();
});

it('one that is not there says so', async () => {
  renderApp('scripts/none');
  expect(await screen.findByText('There is no such script')).toBeVisible();
});
