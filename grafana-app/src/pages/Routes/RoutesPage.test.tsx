import { screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeAll(() => {
  // A Combobox measures its text, and jsdom has no canvas.
  const measuring = { measureText: () => ({ width: 0 }) };
  // Nor does anything have a size in it.
  window.IntersectionObserver = class {
    root = null;
    rootMargin = '';
    scrollMargin = '';
    thresholds = [];
    observe() {}
    unobserve() {}
    disconnect() {}
    takeRecords() {
      return [];
    }
  };
  window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(measuring as unknown as null);
});
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

describe('the routes', () => {
  it('are only read by who may not manage them', async () => {
    gateway.platform.viewer.permissions = [];
    renderApp('routes');
    await screen.findByRole('treeitem', { name: 'default' });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Import' })).toHaveAttribute('aria-disabled', 'true')
    );
    expect(screen.queryByRole('button', { name: /^Add a route/ })).not.toBeInTheDocument();
  });

  it('say why they cannot be read, and try again', async () => {
    gateway.misbehave.errors.set('Routes', 'UNAVAILABLE');
    const { user } = renderApp('routes');
    expect(await screen.findByText('The platform is not ready')).toBeVisible();
    gateway.misbehave.errors.clear();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('treeitem', { name: 'default' })).toBeVisible();
  });
});

describe('the import', () => {
  const read = async (root = 'default') => {
    const app = renderApp('routes');
    await screen.findByRole('treeitem', { name: root });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Import' })).not.toHaveAttribute('aria-disabled', 'true')
    );
    await app.user.click(screen.getByRole('button', { name: 'Import' }));
    await app.user.type(screen.getByRole('textbox', { name: /Configuration/ }), 'route:');
    await app.user.click(screen.getByRole('button', { name: 'Preview' }));
    return app;
  };

  it('tells what is new, changed and not understood, and saves all of it at once', async () => {
    const { user } = await read();
    const rules = await screen.findByRole('region', { name: 'Inhibition rules' });
    expect(within(rules).getByText('New')).toBeVisible();
    expect(within(rules).getByText('cluster down')).toBeVisible();
    expect(within(rules).getByText('line 12')).toBeVisible();
    const intervals = screen.getByRole('region', { name: 'Time intervals' });
    expect(within(intervals).getByText('Changed')).toBeVisible();
    expect(within(intervals).getByText('Mon–Fri · 22:00–24:00 · UTC')).toBeVisible();
    const notes = screen.getByRole('region', { name: 'Not taken over as it stands' });
    expect(within(notes).getByText(/sends by slack/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Save all and make live' }));
    expect(await screen.findByRole('treeitem', { name: 'db-pager' })).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(gateway.platform.routeVersions.at(-1)).toMatchObject({ version: 2, note: 'Imported from Alertmanager' });
  });

  it('says that everything is here already when it is', async () => {
    const { user, unmount } = await read();
    await user.click(await screen.findByRole('button', { name: 'Save all and make live' }));
    await screen.findByRole('treeitem', { name: 'db-pager' });
    unmount();
    await read('imported');
    expect(await screen.findAllByText('Same')).toHaveLength(2);
    expect(screen.getByRole('button', { name: 'Save all and make live' })).toHaveAttribute('aria-disabled', 'true');
  });

  it('saves no rules for who may not, but makes a draft of the routes', async () => {
    gateway.platform.viewer.permissions = ['routes:manage'];
    const { user } = await read();
    await screen.findByRole('region', { name: 'Inhibition rules' });
    expect(screen.getByRole('button', { name: 'Save all and make live' })).toHaveAttribute('aria-disabled', 'true');
    await user.click(screen.getByRole('button', { name: 'Routes as a draft' }));
    expect(await screen.findByText('A draft: alerts still go by version 1')).toBeVisible();
    expect(gateway.platform.routeVersions).toHaveLength(1);
  });

  it('names what cannot be read', async () => {
    gateway.misbehave.errors.set('PreviewAlertmanager', 'BAD_USER_INPUT');
    gateway.misbehave.detail = 'Line 2: not YAML';
    await read();
    expect(await screen.findByText(/Line 2: not YAML/)).toBeVisible();
  });

  it('keeps the text when somebody saved meanwhile, and looks again', async () => {
    const { user } = await read();
    const save = await screen.findByRole('button', { name: 'Save all and make live' });
    gateway.misbehave.errors.set('ImportAlertmanager', 'CONFLICT');
    await user.click(save);
    const again = await screen.findByRole('button', { name: 'Try again' });
    gateway.misbehave.errors.clear();
    await user.click(again);
    await user.click(await screen.findByRole('button', { name: 'Save all and make live' }));
    expect(await screen.findByRole('treeitem', { name: 'db-pager' })).toBeVisible();
  });
});

describe('a draft', () => {
  const begin = async () => {
    const app = renderApp('routes');
    await screen.findByRole('treeitem', { name: 'default' });
    await app.user.click(await screen.findByRole('button', { name: /^Add a route below default/ }));
    const drawer = await screen.findByRole('dialog');
    const name = within(drawer).getByDisplayValue('New route');
    await app.user.clear(name);
    await app.user.paste('db');
    await app.user.click(within(drawer).getByRole('textbox', { name: 'Matchers, as an expression' }));
    await app.user.paste('{team="db"}');
    await app.user.click(within(drawer).getByRole('button', { name: 'Done' }));
    await screen.findByText('A draft: alerts still go by version 1');
    return app;
  };

  it('is tried', async () => {
    const { user } = await begin();
    await user.click(screen.getByPlaceholderText(/alertname="HighCpu"/));
    await user.paste('team="db"');
    await user.click(screen.getByRole('button', { name: 'Try on the draft' }));
    const outcome = await screen.findByLabelText('Outcome');
    expect(within(outcome).getByText('db')).toBeVisible();
    expect(within(screen.getByRole('treeitem', { name: 'db' })).getByText('Makes the incident')).toBeVisible();
  });

  it('is replayed and saved', async () => {
    const { user } = await begin();
    await user.click(screen.getByRole('button', { name: 'Replay the past…' }));
    await user.click(await screen.findByRole('button', { name: 'Start' }));
    expect(await screen.findByRole('img', { name: /^Incidents before: \d+, after: \d+$/ })).toBeVisible();
    expect(gateway.asked.find(({ operation }) => operation === 'ReplayRoutes')?.variables).toMatchObject({
      draft: [{ name: 'default' }, { name: 'db', matchers: ['team="db"'] }],
    });
    await user.click(screen.getByRole('button', { name: /Close/ }));

    await user.click(await screen.findByRole('button', { name: 'Save…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Save the routes' });
    await user.click(within(dialog).getByRole('button', { name: 'Save and make live' }));
    await waitFor(() => expect(gateway.platform.routeVersions).toHaveLength(2));
    await waitFor(() => expect(screen.queryByText(/^A draft/)).not.toBeInTheDocument());
    expect(gateway.platform.routeVersions.at(-1)?.nodes).toMatchObject([{}, { name: 'db', matchers: ['team="db"'] }]);
  });

  it('that somebody overtook is kept, looked at again and saved', async () => {
    const { user } = await begin();
    const [first] = gateway.platform.routeVersions;
    if (first) {
      gateway.platform.routeVersions.push({ ...first, version: 2 });
    }
    await user.click(screen.getByRole('button', { name: 'Save…' }));
    await user.click(await screen.findByRole('button', { name: 'Save and make live' }));
    await user.click(await screen.findByRole('button', { name: 'I have looked at it' }));
    await user.click(await screen.findByRole('button', { name: 'Save and make live' }));
    await waitFor(() => expect(gateway.platform.routeVersions).toHaveLength(3));
    expect(gateway.platform.routeVersions.at(-1)?.nodes).toMatchObject([{}, { name: 'db' }]);
  });
});

it('service hours of a team are said and drawn', async () => {
  const { user } = renderApp('routes');
  await screen.findByRole('treeitem', { name: 'default' });
  await user.click(screen.getByRole('button', { name: 'Service hours' }));
  expect(await screen.findByText('Every team works around the clock')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Add a team' }));
  const week = await screen.findByRole('list', { name: 'The week of the team' });
  expect(within(week).getByRole('listitem', { name: 'Mon: 09:00–18:00' })).toBeInTheDocument();
  expect(within(week).getByRole('listitem', { name: 'Sun: not at all' })).toBeInTheDocument();
  const from = screen.getByRole('textbox', { name: 'From' });
  await user.clear(from);
  await user.type(from, '19:00');
  expect(screen.getByText('Work ends later than it begins.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
});
