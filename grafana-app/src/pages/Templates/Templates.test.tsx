import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { choose } from '../../testing/choose';
import type { TemplateRecord } from '../../testing/gateway/createTemplates';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

const templates = () => gateway.platform.templates.rows;
const text = (body: string) => [{ language: 'en-US', subject: null, body }];
const existing: TemplateRecord = {
  ...{ id: 't-1', place: 'TENANT', event: 'opened', version: 2, texts: text('new') },
  versions: [
    { version: 2, at: '2026-01-02T00:00:00Z', note: 'Shorter', texts: text('new') },
    { version: 1, at: '2026-01-01T00:00:00Z', note: null, texts: text('old') },
  ],
};
const body = () => screen.getByLabelText(/^Text/);
const look = () => screen.findByRole('figure', { name: 'How it will look' });

describe('a template', () => {
  it('is written with what can be said, seen as it will look, and saved', async () => {
    const { user } = renderApp('templates');
    await screen.findByText('Notices say what is built in');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'New template' })).toHaveAttribute('aria-disabled', 'false')
    );
    await user.click(screen.getByRole('button', { name: 'New template' }));
    expect(within(await look()).getByText('[Triggered] Checkout answers slowly')).toBeVisible();
    const save = () => screen.getByRole('button', { name: 'Save' });
    expect(save()).toBeDisabled();
    await choose(user, 'What is told', 'Reminder');
    fireEvent.change(body(), { target: { value: 'About ' } });
    await user.click(screen.getByRole('button', { name: 'What can be said' }));
    await user.click(await screen.findByRole('button', { name: 'Insert incident.title' }));
    expect(body()).toHaveValue('About {{ incident.title }}');
    expect(await screen.findByText('About Checkout answers slowly')).toBeVisible();
    await user.click(save());
    const list = await screen.findByRole('list', { name: 'Templates' });
    expect(within(list).getByText('en-US: About {{ incident.title }}')).toBeVisible();
    expect(templates()[0]).toMatchObject({ event: 'reminder', place: 'TENANT', version: 1 });
  });

  it('is pointed at where it is wrong, and is not saved so', async () => {
    const { user } = renderApp('templates');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'New template' })).toHaveAttribute('aria-disabled', 'false')
    );
    await user.click(screen.getByRole('button', { name: 'New template' }));
    await look();
    fireEvent.change(body(), { target: { value: '{{ incident.titel }}' } });
    expect(await screen.findByText('There is no variable incident.titel.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  it('keeps what was written when the platform refuses it', async () => {
    templates().push(existing);
    const { user } = renderApp('templates');
    await user.click(await screen.findByRole('button', { name: 'Opened' }));
    await look();
    fireEvent.change(body(), { target: { value: 'other words' } });
    gateway.misbehave.errors.set('SaveNoticeTemplate', 'CONFLICT');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Save' })).toBeEnabled());
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(body()).toHaveValue('other words');
  });

  it('goes back to an earlier version, and is deleted', async () => {
    templates().push(existing);
    const { user } = renderApp('templates');
    await user.click(await screen.findByRole('button', { name: 'Opened' }));
    await user.click(await screen.findByRole('button', { name: 'Restore version 1' }));
    expect(await screen.findByText('en-US: old')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Opened' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Delete' })).toBeEnabled());
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('Notices say what is built in')).toBeVisible();
  });
});

it.each([
  ['slack', 'APP'],
  ['email', 'Subject'],
  ['telegram', 'Open the incident'],
])('a notice looks like one of %s', async (kind, sign) => {
  templates().push({ ...existing, channelKind: kind });
  const { user } = renderApp('templates');
  await user.click(await screen.findByRole('button', { name: 'Opened' }));
  expect(within(await look()).getByText(sign)).toBeVisible();
});

it('who may not manage templates only reads them', async () => {
  gateway.platform.viewer.permissions = [];
  templates().push(existing);
  const { user } = renderApp('templates');
  await user.click(await screen.findByRole('button', { name: 'Opened' }));
  await look();
  expect(body()).toHaveAttribute('readonly');
  expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  expect(screen.getByRole('button', { name: 'Delete' })).toBeDisabled();
});

it('says when templates cannot be read', async () => {
  gateway.misbehave.errors.set('NoticeTemplates', 'UNAVAILABLE');
  renderApp('templates');
  expect(await screen.findByRole('button', { name: /again/i })).toBeVisible();
});
