import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { choose } from '../../testing/choose';
import type { ScheduleRecord } from '../../testing/gateway/createSchedules';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { ada, chen } from '../../testing/gateway/samples';
import { renderApp, startPlatform } from '../../testing/renderApp';

/* Longer than others: the pages of one area on one platform. */

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
function kept(change: Partial<ScheduleRecord> = {}): ScheduleRecord {
  const schedule = {
    id: 's-1',
    name: 'Payments',
    person: ada,
    gaps: [],
    failure: null,
    overrides: [],
    swaps: [],
    ...change,
  };
  gateway.platform.schedules.schedules.push(schedule);
  return schedule;
}

describe('schedules', () => {
  it('are listed with who is on call, quality and gaps, and found by name', async () => {
    kept();
    kept({ id: 's-2', name: 'Checkout', person: null, gaps: [{ from: inHours(1), to: inHours(2) }] });
    const { user } = renderApp('schedules');
    const row = await screen.findByRole('listitem', { name: 'Payments' });
    expect(within(row).getByText(ada.name)).toBeVisible();
    expect(within(row).getByText('Quality 70')).toBeVisible();
    const empty = screen.getByRole('listitem', { name: 'Checkout' });
    expect(within(empty).getByText('Nobody')).toBeVisible();
    expect(within(empty).getByText('1 gap')).toBeVisible();
    await user.click(screen.getByPlaceholderText('Search by name or description'));
    await user.paste('nothing like it');
    expect(await screen.findByText('No schedule matches')).toBeVisible();
  });

  it('say what to do where there are none, and when they cannot be read', async () => {
    const view = renderApp('schedules');
    expect(await screen.findByText('No schedules yet')).toBeVisible();
    view.unmount();
    gateway.misbehave.errors.set('Schedules', 'UNAVAILABLE');
    renderApp('schedules');
    expect(await screen.findByRole('button', { name: /again/i })).toBeVisible();
  });

  it('tell who is on call now, and give the viewer an address for a calendar', async () => {
    kept();
    const { user } = renderApp('on-call');
    const row = await screen.findByRole('listitem', { name: 'Payments' });
    expect(within(row).getByText(ada.name)).toBeVisible();
    await user.click(await screen.findByRole('button', { name: 'Make an address' }));
    expect(await screen.findByDisplayValue('https://sre.example.com/notify/ical/secret.ics')).toBeVisible();
    expect(await screen.findByText('Close the address')).toBeVisible();
  });
});

describe('who is on call now', () => {
  it('is shown with how they are told, in whose place, the next gap and the levels of chains', async () => {
    kept({
      gaps: [{ from: inHours(30), to: inHours(40) }],
      reach: [
        {
          ...{ person: ada, standIn: chen, kinds: ['email', 'slack', 'sms'], reason: 'RULE' },
          ways: [
            { kind: 'slack', minutes: 0 },
            { kind: 'sms', minutes: 5 },
          ],
        },
        { person: chen, standIn: null, kinds: [], reason: null, ways: [] },
      ],
      levels: [{ chainId: 'c-1', chainName: 'Databases', level: 2, seconds: 600 }],
    });
    renderApp('on-call');
    const row = await screen.findByRole('listitem', { name: 'Payments' });
    expect(within(row).getByText(`${ada.name} is away; ${chen.name} is told`)).toBeVisible();
    expect(within(row).getByText('Slack at once, then SMS after 5 min')).toBeVisible();
    expect(within(row).getByText('also: mail')).toBeVisible();
    expect(within(row).getByText('No page can reach them')).toBeVisible();
    expect(within(row).getByText(/^Nobody is on call /)).toBeVisible();
    expect(within(row).getByText(/level 2, after 10 min/)).toBeVisible();
  });

  it.each([
    ['on-call', 'OnCallNow'],
    ['schedules', 'Schedules'],
    ['schedules/s-1', 'Schedule'],
  ])('is read again when somebody changes a schedule: %s', async (path, query) => {
    const schedule = kept();
    renderApp(path);
    expect((await screen.findAllByText(ada.name)).length).toBeGreaterThan(0);
    // Once for the page, and once more as the stream stands: from then on only a signal makes it read.
    await waitFor(() => expect(gateway.asked.filter(({ operation }) => operation === query)).toHaveLength(2));
    schedule.person = chen;
    gateway.platform.schedules.push({ id: 's-1', sequence: 1, previous: null });
    expect((await screen.findAllByText(chen.name)).length).toBeGreaterThan(0);
  });
});

describe('a schedule', () => {
  it('shows who changed what of it, and when', async () => {
    const at = inHours(-5);
    kept({
      versions: [
        { version: 3, at, author: chen, changes: [] },
        {
          ...{ version: 2, at, author: chen },
          changes: [
            { kind: 'NAME', layer: null, parts: [] },
            { kind: 'LAYER_CHANGED', layer: 'Primary', parts: ['PEOPLE', 'HOURS'] },
          ],
        },
        { version: 1, at, author: null, changes: null },
      ],
    });
    const { user } = renderApp('schedules/s-1');
    await user.click(await screen.findByRole('button', { name: 'History' }));
    const drawer = await screen.findByRole('dialog', { name: /History of the schedule/ });
    expect(await within(drawer).findByText('Layer Primary: people and hours')).toBeVisible();
    expect(within(drawer).getByText('Saved as it was')).toBeVisible();
    expect(within(drawer).getByText('An API key, or somebody who is not on record')).toBeVisible();
  });

  it('shows its layers and what they come to, its gaps, and calendars that fail', async () => {
    kept({ gaps: [{ from: inHours(1), to: inHours(11) }], failure: 'The calendar answered 503.' });
    renderApp('schedules/s-1');
    const grid = await screen.findByRole('table', { name: 'Who is on call when' });
    const final = within(grid).getByRole('row', { name: 'On call' });
    expect(
      within(final).getByRole('button', { name: new RegExp(`^${ada.name} · .*By the layer Primary`) })
    ).toBeVisible();
    expect(within(grid).getByRole('row', { name: 'Primary' })).toBeVisible();
    expect(screen.getByText('Nobody is on call 1 time in this time')).toBeVisible();
    expect(screen.getByText(/The calendar answered 503\./)).toBeVisible();
    expect(screen.getByText('Zoe')).toBeVisible();
    expect(screen.getByText('100 × coverage 80% × (0.7 + 0.3 × balance 0%) = 55')).toBeVisible();
  });

  it('is overridden by keyboard: a shift opens the form with its time', async () => {
    const schedule = kept();
    const { user } = renderApp('schedules/s-1');
    const grid = await screen.findByRole('table', { name: 'Who is on call when' });
    await screen.findByText(/Draw on the last row/);
    within(within(grid).getByRole('row', { name: 'On call' }))
      .getByRole('button')
      .focus();
    await user.keyboard('{Enter}');
    expect(await screen.findByText('New override')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.click(screen.getByRole('radio', { name: 'Nobody' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Save' })).toBeEnabled());
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(schedule.overrides).toEqual([expect.objectContaining({ person: null })]));
    expect(await within(grid).findByRole('row', { name: 'Overrides' })).toBeVisible();
  });

  it('has shifts on offer that the viewer may take', async () => {
    const swap = {
      id: 'w-1',
      offeredBy: chen,
      startsAt: inHours(5),
      endsAt: inHours(9),
      state: 'OPEN' as const,
      takenBy: null,
    };
    const schedule = kept({ swaps: [swap] });
    const { user } = renderApp('schedules/s-1');
    const row = await screen.findByRole('listitem', { name: chen.name });
    await user.click(await within(row).findByRole('button', { name: 'Take this shift' }));
    // It slides in, which jsdom does not draw, so it takes no pointer there.
    fireEvent.click(within(row).getByText('I take it'));
    await waitFor(() => expect(schedule.swaps[0]?.state).toBe('ACCEPTED'));
    expect(await screen.findByText(`Taken by ${ada.name}`)).toBeVisible();
  });

  it('is not changed by who may only read, and is said to be missing where it is', async () => {
    kept();
    gateway.platform.viewer.permissions = [];
    const view = renderApp('schedules/s-1');
    expect(await screen.findByRole('table', { name: 'Who is on call when' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Override' })).toHaveAttribute('aria-disabled', 'true');
    expect(screen.queryByText(/Draw on the last row/)).not.toBeInTheDocument();
    view.unmount();
    renderApp('schedules/none');
    expect(await screen.findByText('There is no such schedule')).toBeVisible();
  });
});

describe('the form of a schedule', () => {
  it('says what is missing, previews what it comes to, and saves it', async () => {
    const { user, address } = renderApp('schedules/new');
    expect(await screen.findByText('A rotation needs somebody.')).toBeVisible();
    await user.click(screen.getByLabelText(/^Name/));
    await user.paste('Payments');
    await choose(user, 'Add a person as the next turn', ada.name);
    const grid = await screen.findByRole('table', { name: 'What it comes to' });
    expect(within(grid).getByRole('row', { name: 'On call' })).toBeVisible();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Save' })).toBeEnabled());
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(address()).toBe('/schedules/s-1'));
    expect(gateway.platform.schedules.saved).toEqual([
      expect.objectContaining({
        name: 'Payments',
        layers: [
          expect.objectContaining({
            name: 'Primary',
            kind: 'ROTATION',
            turns: [[ada.id]],
            every: 1,
            rotation: 'WEEKLY',
          }),
        ],
      }),
    ]);
  });

  it('keeps the draft when somebody else saved meanwhile', async () => {
    kept();
    gateway.misbehave.errors.set('UpdateSchedule', 'CONFLICT');
    const { user } = renderApp('schedules/s-1/edit');
    const name = await screen.findByLabelText(/^Name/);
    await user.clear(name);
    await user.click(name);
    await user.paste('Renamed');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Save' })).toBeEnabled());
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Your draft is kept')).toBeVisible();
    expect(screen.getByLabelText(/^Name/)).toHaveValue('Renamed');
  });
});

describe('my notifications', () => {
  const mail = () => ({ id: 'k-1', label: 'ada@example.com', verifiedAt: inHours(-1), isFromDirectory: true });

  it('say what would happen now, without rules and with those that are being written', async () => {
    gateway.platform.schedules.contacts.push(mail());
    const { user } = renderApp('my-notifications');
    const line = await screen.findByRole('list', { name: 'If you were paged now' });
    expect(await within(line).findByText('email · since you have no rules')).toBeVisible();
    const rule = screen.getByRole('group', { name: 'When you are paged' });
    await user.click(within(rule).getByRole('button', { name: 'Add a step' }));
    await user.click(within(rule).getByRole('button', { name: 'Add a step' }));
    expect(await screen.findByText('after 5m')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(gateway.platform.schedules.settings.defaultSteps).toEqual([
        { kind: 'NOTIFY', contactId: 'k-1' },
        { kind: 'WAIT', minutes: 5 },
        { kind: 'NOTIFY', contactId: 'k-1' },
      ])
    );
  });

  it('add a contact, which counts once its code was entered', async () => {
    const { user } = renderApp('my-notifications');
    expect(await screen.findByText('You would not be told at all')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Add a contact' }));
    await user.click(await screen.findByLabelText(/^Mail address/));
    await user.paste('ada@private.example');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Add and send the code' })).toBeEnabled());
    await user.click(screen.getByRole('button', { name: 'Add and send the code' }));

    const row = await screen.findByRole('listitem', { name: 'ada@private.example' });
    expect(within(row).getByText('Not verified')).toBeVisible();
    await user.click(within(row).getByLabelText('Code sent to ada@private.example'));
    await user.paste('000000');
    await waitFor(() => expect(within(row).getByRole('button', { name: 'Verify' })).toBeEnabled());
    await user.click(within(row).getByRole('button', { name: 'Verify' }));
    expect(await within(row).findByText('This is not the code that was sent.')).toBeVisible();
    const field = within(row).getByLabelText('Code sent to ada@private.example');
    await user.clear(field);
    await user.click(field);
    await user.paste('123456');
    await waitFor(() => expect(within(row).getByRole('button', { name: 'Verify' })).toBeEnabled());
    await user.click(within(row).getByRole('button', { name: 'Verify' }));
    expect(await screen.findByText('Verified')).toBeVisible();
  });

  it('say when they cannot be read', async () => {
    gateway.misbehave.errors.set('MyNotifications', 'UNAVAILABLE');
    renderApp('my-notifications');
    expect(await screen.findByRole('button', { name: /again/i })).toBeVisible();
  });
});

describe('push to a browser', () => {
  /** A browser that answers `permission` when it is asked, over a push service that may be away. */
  function beBrowser(permission: NotificationPermission, { isSecure = true, isAway = false } = {}) {
    const unsubscribed = jest.fn(async () => true);
    const subscription = {
      toJSON: () => ({ endpoint: 'https://push.example/1', expirationTime: null, keys: { p256dh: 'p', auth: 'a' } }),
      unsubscribe: unsubscribed,
    };
    const subscribe = jest.fn(async () => {
      if (worker.state !== 'activated') {
        throw new Error('no active Service Worker');
      }
      if (isAway) {
        throw new Error('push service not available');
      }
      return subscription;
    });
    let isSubscribed = false;
    // As in a browser, the worker is active only a moment after it was registered.
    const worker = Object.assign(new EventTarget(), { state: 'installing' });
    const registration = {
      ...{ active: null, waiting: null, installing: worker },
      pushManager: {
        getSubscription: async () => (isSubscribed ? subscription : null),
        subscribe: async (options: object) =>
          subscribe(...([options] as unknown as [])).then((made) => ((isSubscribed = true), made)),
      },
      unregister: async () => true,
    };
    const register = jest.fn(async () => {
      setTimeout(() => {
        worker.state = 'activated';
        worker.dispatchEvent(new Event('statechange'));
      }, 20);
      return registration;
    });
    const define = (on: object, name: string, value: unknown) =>
      Object.defineProperty(on, name, { value, configurable: true, writable: true });
    define(window, 'isSecureContext', isSecure);
    define(window, 'PushManager', class {});
    define(window, 'Notification', { permission, requestPermission: async () => permission });
    define(navigator, 'serviceWorker', { register, getRegistration: async () => registration });
    return { register, subscribe, unsubscribed };
  }
  const openDrawer = async () => {
    gateway.platform.schedules.pushKey = 'B'.repeat(87);
    const { user } = renderApp('my-notifications');
    await user.click(await screen.findByRole('button', { name: 'Add a contact' }));
    await choose(user, 'Through', 'Push');
    return user;
  };

  it('is subscribed with the key of the channel from the folder of the plugin, and unsubscribed with its contact', async () => {
    const browser = beBrowser('granted');
    const user = await openDrawer();
    await user.click(await screen.findByRole('button', { name: 'Subscribe this browser' }));
    await waitFor(() => expect(gateway.platform.schedules.addresses).toHaveLength(1));
    expect(JSON.parse(gateway.platform.schedules.addresses[0] ?? '')).toEqual({
      endpoint: 'https://push.example/1',
      keys: { p256dh: 'p', auth: 'a' },
    });
    const scope = `${gateway.origin}/public/plugins/sre-platform-app/`;
    expect(browser.register).toHaveBeenCalledWith(`${scope}pushWorker.js`, { scope });
    expect(browser.subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: 'B'.repeat(87) });

    const row = await screen.findByRole('listitem', { name: 'Browser' });
    await user.click(within(row).getByRole('button', { name: 'Remove' }));
    await user.click(within(row).getByRole('button', { name: 'Remove it' }));
    await waitFor(() => expect(browser.unsubscribed).toHaveBeenCalledTimes(1));
  });

  it.each<[string, () => unknown]>([
    ['Notifications are blocked for this page', () => beBrowser('denied')],
    ['Push needs a secure connection', () => beBrowser('default', { isSecure: false })],
    [
      'This browser knows no push',
      () => {
        beBrowser('default');
        Reflect.deleteProperty(window, 'PushManager');
      },
    ],
  ])('is said to be impossible: %s', async (title, be) => {
    be();
    await openDrawer();
    expect(await screen.findByText(title)).toBeVisible();
    expect(screen.queryByRole('button', { name: /subscribe this browser/i })).toBeNull();
  });

  it('says what the browser said when its push service is away', async () => {
    beBrowser('granted', { isAway: true });
    const user = await openDrawer();
    await user.click(await screen.findByRole('button', { name: 'Subscribe this browser' }));
    expect(await screen.findByText(/push service not available/)).toBeVisible();
    expect(gateway.platform.schedules.addresses).toEqual([]);
  });
});
