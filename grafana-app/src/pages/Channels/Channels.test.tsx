import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { loadTranslations } from '../../i18n/loadTranslations';
import { channelOf } from '../../testing/gateway/createChannels';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

/** Grafana's drawer and pickers measure and observe; jsdom neither draws nor lays out. */
class Nothing {
  observe() {}
  unobserve() {}
  disconnect() {}
}

beforeAll(async () => {
  Object.assign(globalThis, { ResizeObserver: Nothing, IntersectionObserver: Nothing });
  await loadTranslations();
});
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

const kept = () => gateway.platform.channels;
const have = (...given: Array<Parameters<typeof channelOf>[0]>) => kept().channels.push(...given.map(channelOf));
const rowOf = (name: string) => screen.findByRole('listitem', { name });

/** A button that is explained by a tooltip is another one than after it: it is asked for anew each time. */
async function press(user: UserEvent, name: string, inside?: () => Promise<HTMLElement>) {
  const find = async () =>
    inside ? within(await inside()).getByRole('button', { name }) : screen.getByRole('button', { name });
  await waitFor(async () => expect(await find()).not.toHaveAttribute('aria-disabled', 'true'));
  await user.click(await find());
}

async function fill(user: UserEvent, name: RegExp, text: string) {
  const field = await screen.findByLabelText(name);
  await user.clear(field);
  if (text !== '') {
    await user.click(field);
    await user.paste(text);
  }
}

describe('the channels', () => {
  it('are listed with how each does, what became of the last day, and what went wrong', async () => {
    have(
      { name: 'Ops room' },
      {
        name: 'Pager',
        kind: 'sms',
        place: null,
        health: 'RESTING',
        waiting: 3,
        lastFailure: 'credentials_refused',
        lastDetail: '20003 Authenticate',
      },
      { name: 'Old', enabled: false, health: 'DISABLED' }
    );
    renderApp('channels');
    const healthy = await rowOf('Ops room');
    expect(within(healthy).getByText('Healthy')).toBeVisible();
    expect(within(healthy).getByText('7 delivered · 0 failed in 24 hours')).toBeVisible();
    await waitFor(() => expect(within(healthy).getByText('Slack')).toBeVisible());
    const resting = await rowOf('Pager');
    expect(within(resting).getByText('Resting')).toBeVisible();
    expect(within(resting).getByText('reaches people at their contacts')).toBeVisible();
    expect(within(resting).getByText('3 waiting')).toBeVisible();
    expect(within(resting).getByText(/credentials refused/)).toBeVisible();
    expect(within(resting).getByText('20003 Authenticate')).toBeVisible();
    expect(within(await rowOf('Old')).getByText('Off')).toBeVisible();
  });

  it('that are none say what to do; those that do not match leave a way back', async () => {
    const { unmount } = renderApp('channels');
    expect(await screen.findByText('Nobody is told of anything yet')).toBeVisible();
    unmount();
    have({ name: 'Ops room' });
    const { user } = renderApp('channels?q=nothing');
    await user.click(await screen.findByRole('button', { name: 'Show all' }));
    expect(await rowOf('Ops room')).toBeVisible();
  });

  it('that cannot be read say why, and are changed by nobody who may not', async () => {
    gateway.misbehave.errors.set('Channels', 'FORBIDDEN');
    const { unmount } = renderApp('channels');
    expect(await screen.findByText('You are not allowed to see or do this')).toBeVisible();
    unmount();
    gateway.misbehave.errors.clear();
    have({ name: 'Ops room' });
    gateway.platform.viewer.permissions = [];
    renderApp('channels');
    const row = await rowOf('Ops room');
    expect(within(row).getByRole('switch')).toBeDisabled();
    expect(screen.getByRole('button', { name: 'New channel' })).toHaveAttribute('aria-disabled', 'true');
  });

  it('are switched off and deleted', async () => {
    have({ name: 'Ops room' });
    const { user } = renderApp('channels');
    await waitFor(async () => expect(within(await rowOf('Ops room')).getByRole('switch')).toBeEnabled());
    await user.click(within(await rowOf('Ops room')).getByRole('switch'));
    await waitFor(() => expect(kept().channels[0]?.enabled).toBe(false));
    expect(await within(await rowOf('Ops room')).findByText('Off')).toBeVisible();
    await user.click(within(await rowOf('Ops room')).getAllByRole('button', { name: 'Delete' })[0] as HTMLElement);
    await user.click(
      within(await rowOf('Ops room'))
        .getAllByRole('button', { name: 'Delete' })
        .at(-1) as HTMLElement
    );
    await waitFor(() => expect(kept().channels).toEqual([]));
  });
});

describe('the form of a kind', () => {
  it('says beside each field what is wrong, first by itself and then by the platform, and keeps what was typed', async () => {
    const { user } = renderApp('channels');
    await press(user, 'New channel');
    await user.click(await screen.findByRole('button', { name: /^Slack/ }));
    await press(user, 'Save');
    expect(await screen.findAllByText('This is needed.')).toHaveLength(2);
    await fill(user, /^Name/, 'Ops room');
    await fill(user, /^Bot token/, 'no token');
    expect(screen.getByText('This does not look right; see the description.')).toBeVisible();
    await fill(user, /^Bot token/, 'xoxb-1');
    await fill(user, /^API address/, 'slack.com');
    expect(screen.getByText('An address begins with http:// or https://.')).toBeVisible();
    await fill(user, /^API address/, 'https://slack.com/api');

    kept().refuse = 'botToken: Slack does not know this token.';
    await press(user, 'Save');
    expect(await screen.findByText('Slack does not know this token.')).toBeVisible();
    expect(screen.getByLabelText(/^Name/)).toHaveValue('Ops room');
    kept().refuse = '';
    await press(user, 'Save');
    expect(await rowOf('Ops room')).toBeVisible();
    expect(kept().channels).toMatchObject([{ name: 'Ops room', kind: 'slack', secretsKept: ['botToken'] }]);
  });

  it('shows once what was made', async () => {
    const { user } = renderApp('channels');
    await press(user, 'New channel');
    await user.click(await screen.findByRole('button', { name: /^Webhook/ }));
    await fill(user, /^Name/, 'Hook');
    await fill(user, /^Address/, 'https://example.com/hook');
    await press(user, 'Save');
    expect(await screen.findByText('This is shown once')).toBeVisible();
    expect(screen.getByText('whsec_made')).toBeVisible();
  });

  it('of a channel that is there shows no secret, and sends none that was not replaced', async () => {
    have({ name: 'Ops room' });
    const { user } = renderApp('channels');
    await press(user, 'Change…', () => rowOf('Ops room'));
    expect(await screen.findByLabelText(/^Room/)).toHaveValue('C0SRE');
    const token = screen.getByLabelText(/^Bot token/);
    expect(token).toBeDisabled();
    await fill(user, /^Room/, 'C0OPS');
    await press(user, 'Save');
    await waitFor(() => expect(kept().channels[0]?.settings).toMatchObject({ channel: 'C0OPS' }));
    const sent = gateway.asked.find(({ operation }) => operation === 'UpdateChannel')?.variables['input'];
    expect(sent).toMatchObject({ settings: expect.not.objectContaining({ botToken: expect.anything() }) });
  });
});

describe('a test', () => {
  it('of a place says that the service took it', async () => {
    have({ name: 'Ops room' });
    const { user } = renderApp('channels');
    await press(user, 'Send a test', () => rowOf('Ops room'));
    const dialog = () => screen.findByRole('dialog');
    await press(user, 'Send a test', dialog);
    expect(await screen.findByText('The service took it')).toBeVisible();
  });

  it('of what only reaches people asks for an address, and says why it failed', async () => {
    have({ name: 'Pager', kind: 'sms', place: null });
    kept().outcome = { outcome: 'address_refused', httpStatus: 400, detail: '21211 Invalid number' };
    const { user } = renderApp('channels');
    await press(user, 'Send a test', () => rowOf('Pager'));
    const dialog = () => screen.findByRole('dialog');
    expect(within(await dialog()).getByRole('button', { name: 'Send a test' })).toBeDisabled();
    await fill(user, /^Phone number/, '+886912345678');
    await press(user, 'Send a test', dialog);
    expect(await screen.findByText('Not delivered: recipient not reachable')).toBeVisible();
    expect(screen.getByText('21211 Invalid number')).toBeVisible();
    expect(gateway.asked.find(({ operation }) => operation === 'TestChannel')?.variables).toMatchObject({
      address: '+886912345678',
      language: 'en-US',
    });
  });
});
