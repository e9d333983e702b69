import React from 'react';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type AppPluginMeta, PluginIncludeType, PluginType } from '@grafana/data';
import { config } from '@grafana/runtime';
import { plugin } from '../../module';
import { loadTranslations } from '../../i18n/loadTranslations';
import { type CannedAnswer, type FakeGrafana, startGrafana } from '../../testing/startGrafana';
import { AppConfig } from './AppConfig';
import type { AppSettings } from './settings';

const SETTINGS = '/api/plugins/sre-platform-app/settings';
const READYZ = 'GET /api/plugin-proxy/sre-platform-app/readyz';
const GRAPHQL = 'POST /api/plugin-proxy/sre-platform-app/graphql';

const configured: Partial<AppPluginMeta<AppSettings>> = {
  enabled: true,
  jsonData: { gatewayUrl: 'http://gateway:4000' },
  secureJsonFields: { connectionSecret: true },
};

let grafana: FakeGrafana;

beforeAll(loadTranslations);
beforeEach(async () => {
  grafana = await startGrafana();
  config.bootData.user.isSignedIn = true;
});
afterEach(() => grafana.close());

describe('the settings form', () => {
  it('shows what Grafana has stored, and never the secret', async () => {
    await show(configured);
    expect(screen.getByLabelText(/Gateway address/)).toHaveValue('http://gateway:4000');
    expect(screen.getByDisplayValue('configured')).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  it('stores a new address without touching the stored secret', async () => {
    const user = await show(configured);
    await user.clear(screen.getByLabelText(/Gateway address/));
    await user.type(screen.getByLabelText(/Gateway address/), 'https://sre.example.org/');
    grafana.answers.set(`POST ${SETTINGS}`, { status: 200, body: { message: 'Plugin settings updated' } });
    store({ ...configured, jsonData: { gatewayUrl: 'https://sre.example.org' } });
    await user.click(screen.getByRole('button', { name: 'Save' }));

    expect(await screen.findByText('Settings saved')).toBeVisible();
    expect(savedBody()).toEqual({ enabled: true, pinned: true, jsonData: { gatewayUrl: 'https://sre.example.org' } });
    expect(screen.getByLabelText(/Gateway address/)).toHaveValue('https://sre.example.org');
  });

  it('stores a new secret after a reset', async () => {
    const user = await show(configured);
    await user.click(screen.getByRole('button', { name: 'Reset' }));
    await user.type(screen.getByPlaceholderText('Secret of the connection'), 's3cret');
    grafana.answers.set(`POST ${SETTINGS}`, { status: 200, body: {} });
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await waitFor(() => expect(savedBody()).toMatchObject({ secureJsonData: { connectionSecret: 's3cret' } }));
  });

  it('keeps the stored secret when a reset is taken back', async () => {
    const user = await show(configured);
    await user.click(screen.getByRole('button', { name: 'Reset' }));
    await user.click(screen.getByRole('button', { name: 'Keep the stored secret' }));
    expect(screen.getByDisplayValue('configured')).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Test connection' })).toBeEnabled();
  });

  it('names what is missing or wrong, and sends nothing', async () => {
    const user = await show({ enabled: true });
    await user.type(screen.getByLabelText(/Gateway address/), 'gateway');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/This is not an address/)).toBeVisible();
    expect(screen.getByText('Enter the secret of the connection.')).toBeVisible();
    expect(savedBody()).toBeUndefined();
  });

  it('says why Grafana did not store the settings', async () => {
    const user = await show(configured);
    await user.type(screen.getByLabelText(/Gateway address/), '1');
    grafana.answers.set(`POST ${SETTINGS}`, { status: 403, body: { message: 'Permissions needed: plugins:write' } });
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Permissions needed: plugins:write')).toBeVisible();
  });

  it('says so when the settings cannot be read, and reads again on request', async () => {
    grafana.answers.set(`GET ${SETTINGS}`, { status: 500, body: { message: 'database is locked' } });
    renderPage();
    expect(await screen.findByText('database is locked')).toBeVisible();
    store(configured);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByLabelText(/Gateway address/)).toBeVisible();
  });
});

describe('the test of the connection', () => {
  const ready: CannedAnswer = { status: 200, body: { ready: true } };
  const gatewayError = (code: string, message = 'no'): CannedAnswer => ({
    status: 200,
    body: { data: null, errors: [{ message, extensions: { code } }] },
  });

  it('waits until everything is saved', async () => {
    const user = await show({ enabled: true });
    expect(screen.getByRole('button', { name: 'Test connection' })).toBeDisabled();
    expect(screen.getByText(/Save a gateway address and a connection secret first/)).toBeVisible();
    await user.type(screen.getByLabelText(/Gateway address/), 'http://gateway');
    expect(screen.getByText(/Save your changes first/)).toBeVisible();
  });

  it('names the person and the tenant when it works', async () => {
    await expectFinding(
      {
        [READYZ]: ready,
        [GRAPHQL]: {
          status: 200,
          body: {
            data: { viewer: { person: { name: 'Ada <Lovelace>' }, tenant: { name: 'Demo' }, teams: [], scope: null } },
          },
        },
      },
      'Connected as Ada <Lovelace> of Demo'
    );
    expect(grafana.received.at(-1)?.body).toEqual({
      documentId: expect.stringMatching(/^[0-9a-f]{64}$/),
      operationName: 'Viewer',
    });
  });

  it('says what the gateway works without', async () => {
    const degraded = [{ name: 'neo4j', detail: 'Neo4j does not answer.' }, { name: 'agents' }];
    await expectFinding(
      {
        [READYZ]: { status: 200, body: { status: 'degraded', ready: ['database'], degraded, notReady: [] } },
        [GRAPHQL]: {
          status: 200,
          body: { data: { viewer: { person: { name: 'Ada' }, tenant: { name: 'Demo' }, teams: [], scope: null } } },
        },
      },
      'The gateway knows this Grafana and you, and works without: neo4j (Neo4j does not answer.), agents.'
    );
  });

  it.each<[string, Record<string, CannedAnswer>, string | RegExp]>([
    ['an unreachable address', { [READYZ]: { status: 502 } }, /Nothing answers at the gateway address/],
    ['a silent address', { [READYZ]: { status: 504 } }, /does not answer in time/],
    [
      'a route Grafana does not know',
      { [READYZ]: { status: 404, body: { message: 'plugin route match not found' } } },
      /plugin route match not found/,
    ],
    [
      'a role that is too low',
      { [READYZ]: { status: 403, body: { message: 'plugin proxy route access denied' } } },
      /plugin proxy route access denied/,
    ],
    ['another server', { [READYZ]: { status: 404, body: '<h1>nginx</h1>' } }, /Something else answers/],
    [
      'a page instead of data',
      { [READYZ]: ready, [GRAPHQL]: { status: 200, body: '<html>' } },
      /Something else answers/,
    ],
    [
      'a gateway that names what is not ready',
      {
        [READYZ]: {
          status: 503,
          body: {
            status: 'not ready',
            ready: ['redis'],
            notReady: [{ name: 'postgres', detail: 'connection refused' }, { name: 'supergraph' }],
          },
        },
      },
      'Not ready: postgres (connection refused), supergraph.',
    ],
    ['a gateway that is not ready and says no more', { [READYZ]: { status: 503, body: 'no' } }, /does not say what/],
    [
      'an unknown connection',
      { [READYZ]: ready, [GRAPHQL]: gatewayError('CONNECTION_UNKNOWN') },
      /does not know this connection/,
    ],
    [
      'an unknown connection told by status',
      { [READYZ]: ready, [GRAPHQL]: { status: 401, body: { code: 'CONNECTION_UNKNOWN', message: 'no' } } },
      /does not know this connection/,
    ],
    [
      'an identity not accepted',
      { [READYZ]: ready, [GRAPHQL]: gatewayError('UNAUTHENTICATED') },
      /does not accept Grafana’s word/,
    ],
    ['an identity out of date', { [READYZ]: ready, [GRAPHQL]: gatewayError('TOKEN_EXPIRED') }, /has expired/],
    ['keys out of reach', { [READYZ]: ready, [GRAPHQL]: gatewayError('IDENTITY_UNAVAILABLE') }, /signing keys/],
    [
      'a document not registered',
      { [READYZ]: ready, [GRAPHQL]: gatewayError('QUERY_NOT_TRUSTED') },
      /this version of the app/,
    ],
    ['any other refusal', { [READYZ]: ready, [GRAPHQL]: gatewayError('RATE_LIMITED', 'Slow down') }, /RATE_LIMITED/],
    [
      'nobody behind the connection',
      {
        [READYZ]: ready,
        [GRAPHQL]: {
          status: 200,
          body: { data: { viewer: { person: null, tenant: { name: 'Demo' }, teams: [], scope: null } } },
        },
      },
      /did not say who you are/,
    ],
  ])('names %s', async (_case, answers, words) => {
    await expectFinding(answers, words);
  });

  it('blames the missing sign-in when the visitor is anonymous', async () => {
    config.bootData.user.isSignedIn = false;
    await expectFinding({ [READYZ]: ready, [GRAPHQL]: gatewayError('UNAUTHENTICATED') }, /did not say who you are/);
  });

  it('tells Grafana’s own absence from the gateway’s', async () => {
    const user = await show(configured);
    await grafana.close();
    await user.click(screen.getByRole('button', { name: 'Test connection' }));
    expect(await screen.findByText('Grafana does not answer')).toBeVisible();
    grafana = await startGrafana();
  });

  async function expectFinding(answers: Record<string, CannedAnswer>, words: string | RegExp) {
    const user = await show(configured);
    for (const [request, answer] of Object.entries(answers)) {
      grafana.answers.set(request, answer);
    }
    await user.click(screen.getByRole('button', { name: 'Test connection' }));
    expect(await screen.findByText(words)).toBeVisible();
  }
});

function store(settings: Partial<AppPluginMeta<AppSettings>>) {
  grafana.answers.set(`GET ${SETTINGS}`, { status: 200, body: { ...meta, ...settings } });
}

async function show(settings: Partial<AppPluginMeta<AppSettings>>) {
  store(settings);
  renderPage();
  await screen.findByLabelText(/Gateway address/);
  return userEvent.setup();
}

function renderPage() {
  render(<AppConfig plugin={plugin} query={{}} />);
}

function savedBody(): unknown {
  return grafana.received.filter(({ method, path }) => method === 'POST' && path === SETTINGS).at(-1)?.body;
}

const meta: AppPluginMeta<AppSettings> = {
  id: 'sre-platform-app',
  name: 'SRE Platform',
  type: PluginType.app,
  module: 'public/plugins/sre-platform-app/module.js',
  baseUrl: 'public/plugins/sre-platform-app',
  includes: [{ type: PluginIncludeType.page, name: 'Incidents', path: '/a/sre-platform-app/incidents' }],
  info: {
    author: { name: 'SRE Platform' },
    description: '',
    links: [],
    logos: { small: '', large: '' },
    screenshots: [],
    updated: '',
    version: '0.1.0',
  },
};
