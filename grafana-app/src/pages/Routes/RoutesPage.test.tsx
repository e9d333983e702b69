import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { RouteInput } from '../../api/generated/graphql';
import { loadTranslations } from '../../i18n/loadTranslations';
import { choose } from '../../testing/choose';
import { alertOf } from '../../testing/gateway/samples';
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
    // The drawer takes the focus as it comes in, at any moment: what is typed meanwhile would go nowhere.
    fireEvent.change(await screen.findByRole('textbox', { name: /Configuration/ }), { target: { value: 'route:' } });
    await waitFor(() => expect(screen.getByRole('button', { name: 'Preview' })).toBeEnabled());
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
    // The drawer takes the focus as it comes in, at any moment: what is typed meanwhile would go nowhere.
    fireEvent.change(within(drawer).getByDisplayValue('New route'), { target: { value: 'db' } });
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
    expect(within(outcome).getByText('default › db')).toBeVisible();
    expect(within(screen.getByRole('treeitem', { name: 'db' })).getByText('Makes the incident')).toBeVisible();
  });

  it('is dropped for an import only by who says so', async () => {
    const { user } = await begin();
    await user.click(screen.getByRole('button', { name: 'Import' }));
    await user.type(screen.getByRole('textbox', { name: /Configuration/ }), 'route:');
    await user.click(screen.getByRole('button', { name: 'Preview' }));
    expect(await screen.findByText('You have a draft with 1 change that nobody else has')).toBeVisible();
    for (const name of ['Save all and make live', 'Routes as a draft']) {
      expect(screen.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
    }
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.getByText('A draft: alerts still go by version 1')).toBeVisible();
    expect(screen.getByRole('treeitem', { name: 'db' })).toBeVisible();

    await user.click(screen.getByRole('button', { name: 'Import' }));
    await user.type(screen.getByRole('textbox', { name: /Configuration/ }), 'route:');
    await user.click(screen.getByRole('button', { name: 'Preview' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Drop my draft' }));
    await user.click(screen.getByRole('button', { name: 'Save all and make live' }));
    expect(await screen.findByRole('treeitem', { name: 'db-pager' })).toBeVisible();
    expect(screen.queryByText(/^A draft/)).not.toBeInTheDocument();
    expect(screen.queryByRole('treeitem', { name: 'db' })).not.toBeInTheDocument();
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

describe('the tester', () => {
  const open = async () => {
    const node = { matchers: [], continues: false, groupBy: null };
    const [first] = gateway.platform.routeVersions;
    const nodes: RouteInput[] = [
      { ...node, key: 'root', name: 'default' },
      { ...node, key: 'all', parentKey: 'root', name: 'everything to the log', continues: true },
      { ...node, key: 'db', parentKey: 'root', name: 'databases', matchers: ['team="db"'] },
      { ...node, key: 'prod', parentKey: 'db', name: 'production', matchers: ['env="prod"'] },
      { ...node, key: 'eu', parentKey: 'prod', name: 'europe', matchers: ['region="eu"'] },
      { ...node, key: 'late', parentKey: 'root', name: 'the rest' },
    ];
    const [root] = first?.nodes ?? [];
    if (first && root) {
      const whole = nodes.map(({ parentKey = null, ...each }) => ({ ...root, ...each, parentKey, openIncidents: 0 }));
      gateway.platform.routeVersions.splice(0, 1, { ...first, nodes: whole as typeof first.nodes });
    }
    const app = renderApp('routes');
    await screen.findByRole('treeitem', { name: 'databases' });
    return app;
  };
  const verdict = (name: string, words: string) =>
    expect(within(screen.getByRole('treeitem', { name })).getAllByText(words)[0]).toBeVisible();

  it('says of each route what it makes of labels that were pasted', async () => {
    const { user } = await open();
    const attempt = () => screen.getByRole('button', { name: 'Try' });
    expect(attempt()).toBeDisabled();
    await user.click(screen.getByPlaceholderText(/alertname="HighCpu"/));
    await user.paste('{"team": "db", "env": "test"}');
    await user.click(attempt());
    const outcome = await screen.findByLabelText('Outcome');
    expect(within(outcome).getByText('default › everything to the log')).toBeVisible();
    expect(within(outcome).getByText('default › databases')).toBeVisible();
    verdict('default', 'Matched; a route below takes it');
    verdict('everything to the log', 'Makes the incident');
    verdict('databases', 'Also matched, and goes on');
    verdict('production', 'The alert has env="test"');
    verdict('europe', 'Not reached');
    verdict('the rest', 'Not reached: databases took it');
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(screen.queryByLabelText('Outcome')).not.toBeInTheDocument();
    expect(screen.queryByText('Makes the incident')).not.toBeInTheDocument();
  });

  it('takes the labels of an alert that came, and asks by its id', async () => {
    gateway.platform.records.alerts.push(alertOf({ id: 'a-1', name: 'Slow queries', labels: { team: 'web' } }));
    const { user } = await open();
    await choose(user, 'An alert that came', 'Slow queries');
    expect(screen.getByPlaceholderText(/alertname="HighCpu"/)).toHaveValue('team="web"');
    await user.click(screen.getByRole('button', { name: 'Try' }));
    await screen.findByLabelText('Outcome');
    verdict('databases', 'The alert has team="web"');
    verdict('the rest', 'Also matched, and goes on');
    expect(gateway.asked.find(({ operation }) => operation === 'TestRoutes')?.variables).toEqual({
      ...{ alertId: 'a-1', draft: null },
    });
  });

  it('points at labels that cannot be read, and at a label that is missing', async () => {
    const { user } = await open();
    const field = screen.getByPlaceholderText(/alertname="HighCpu"/);
    await user.click(field);
    await user.paste('{"team": "db",');
    expect(await screen.findByText('Write each label as name="value".')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try' })).toBeDisabled();
    await user.clear(field);
    await user.paste('region="eu"');
    expect(screen.queryByText('Write each label as name="value".')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Try' }));
    await screen.findByLabelText('Outcome');
    verdict('databases', 'The alert has no label team');
  });

  it('says why a trial failed', async () => {
    const { user } = await open();
    gateway.misbehave.errors.set('TestRoutes', 'UNAVAILABLE');
    await user.click(screen.getByPlaceholderText(/alertname="HighCpu"/));
    await user.paste('team="db"');
    await user.click(screen.getByRole('button', { name: 'Try' }));
    expect(await screen.findByRole('alert')).toBeVisible();
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
