import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { choose } from '../../testing/choose';
import { approvalOf } from '../../testing/gateway/createApprovals';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => void (gateway = await startPlatform()));
afterEach(() => gateway.close());

it('what waits says what it would do, and is approved with a note', async () => {
  gateway.platform.approvals.approvals.push(
    approvalOf({
      would: [
        { id: 'clean', name: 'Delete old files', kind: 'script', would: { script: 'clean' } },
        { id: 'check', name: 'Look again', kind: 'http', problem: 'undefined variable' },
      ],
    })
  );
  const { user } = renderApp('approvals');
  const card = within(await screen.findByRole('article', { name: 'Clean the disk' }));
  expect(card.getByText('May I delete 4 GB?')).toBeVisible();
  expect(card.getByText('Delete old files')).toBeVisible();
  expect(card.getByText('It depends on what earlier steps give.')).toBeVisible();
  expect(card.getByText('0 of 1')).toBeVisible();
  fireEvent.change(card.getByRole('textbox', { name: 'Note' }), { target: { value: 'go ahead' } });
  await user.click(card.getByRole('button', { name: 'Approve' }));
  await waitFor(() =>
    expect(gateway.platform.approvals.answered).toMatchObject([{ id: 'approval-1', approves: true, note: 'go ahead' }])
  );
  expect(await screen.findByText('Nothing waits here')).toBeVisible();
  await user.click(screen.getByRole('radio', { name: 'Answered' }));
  const answered = within(await screen.findByRole('article', { name: 'Clean the disk' }));
  expect(answered.getByText('go ahead')).toBeVisible();
  expect(answered.queryByRole('button', { name: 'Approve' })).not.toBeInTheDocument();
});

it('a link opens one, with why the viewer may not answer', async () => {
  gateway.platform.approvals.approvals.push(
    approvalOf({ id: 'a2', whyNot: 'own_request', teams: ['Databases'], needed: 2 })
  );
  renderApp('approvals?id=a2');
  expect(await screen.findByText('You asked for this run yourself: somebody else has to agree')).toBeVisible();
  expect(screen.getByText(/0 of 2 · of Databases/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Approve' })).toBeDisabled();
});

it('values are given by a form made of their schema', async () => {
  const schema = {
    type: 'object',
    required: ['size'],
    properties: { size: { type: 'integer', title: 'Size in GB', default: 2 }, wait: { type: 'boolean' } },
  };
  gateway.platform.approvals.approvals.push(approvalOf({ kind: 'INPUT', schema }));
  const { user } = renderApp('approvals');
  const size = await screen.findByRole('spinbutton', { name: /Size in GB/ });
  expect(size).toHaveValue(2);
  fireEvent.change(size, { target: { value: '5' } });
  await user.click(screen.getByRole('button', { name: 'Give these values' }));
  await waitFor(() => expect(gateway.platform.approvals.answered).toMatchObject([{ values: { size: 5 } }]));
});

it('objects inside of objects, lists and choices of any type have a form as well', async () => {
  const schema = {
    type: 'object',
    properties: {
      target: {
        type: 'object',
        title: 'Where',
        required: ['region'],
        properties: { region: { enum: ['eu', 'us'] }, zone: { type: 'string' } },
      },
      hosts: { type: 'array', title: 'Hosts', items: { type: 'object', properties: { port: { type: 'integer' } } } },
    },
  };
  gateway.platform.approvals.approvals.push(approvalOf({ kind: 'INPUT', schema }));
  const { user } = renderApp('approvals');
  const where = within(await screen.findByRole('group', { name: 'Where' }));
  expect(where.getByRole('textbox', { name: 'zone' })).toBeVisible();
  await choose(user, 'region', 'us');
  await user.click(screen.getByRole('button', { name: 'Add to: Hosts' }));
  fireEvent.change(await screen.findByRole('spinbutton', { name: 'port' }), { target: { value: '22' } });
  await user.click(screen.getByRole('button', { name: 'Give these values' }));
  await waitFor(() =>
    expect(gateway.platform.approvals.answered).toMatchObject([
      { values: { target: { region: 'us' }, hosts: [{ port: 22 }] } },
    ])
  );
});

it('a rejection is one click as well, and a failure is told', async () => {
  gateway.platform.approvals.approvals.push(approvalOf({}));
  gateway.misbehave.errors.set('AnswerApproval', 'UNAVAILABLE');
  const { user } = renderApp('approvals');
  await user.click(await screen.findByRole('button', { name: 'Reject' }));
  expect(await screen.findByRole('alert')).toBeInTheDocument();
  gateway.misbehave.errors.clear();
  await user.click(screen.getByRole('button', { name: 'Reject' }));
  await waitFor(() => expect(gateway.platform.approvals.answered).toMatchObject([{ approves: false }]));
});
