import { screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import type { IncidentRecord } from '../../testing/gateway/records';
import { ada, alertOf, incidentOf, resourceOf } from '../../testing/gateway/samples';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform, untilLive } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

function have(incident: Partial<IncidentRecord> = {}) {
  const made = incidentOf({ id: 'i-7', title: 'Database down', severity: 'CRITICAL', ...incident });
  gateway.platform.records.incidents.push(made);
  return made;
}

const button = (name: string) => screen.findByRole('button', { name });

/** A button with a reason against it is not disabled for the browser, so that the reason can be read. */
async function enabled(name: string) {
  await waitFor(async () => expect(await button(name)).toHaveAttribute('aria-disabled', 'false'));
  return button(name);
}
const asked = (operation: string) => gateway.asked.filter((one) => one.operation === operation);

describe('an incident', () => {
  it('tells what it is, how it stands and what happened', async () => {
    have({
      alertIds: ['a-1'],
      resourceIds: ['r-1'],
      labels: { team: 'database' },
      timeline: [
        {
          id: 't-1',
          at: '2026-01-01T00:00:00Z',
          kind: 'opened',
          actor: null,
          text: null,
          facts: { alertName: 'HighCpu' },
        },
      ],
    });
    gateway.platform.records.alerts.push(alertOf({ id: 'a-1', name: 'HighCpu' }));
    gateway.platform.records.resources.push(resourceOf({ id: 'r-1', name: 'db-7' }));
    renderApp('incidents/i-7');
    expect(await screen.findByRole('heading', { name: '#7 Database down' })).toBeVisible();
    expect(await screen.findByText('Incident opened by the alert HighCpu')).toBeVisible();
    expect(await screen.findByRole('link', { name: /db-7/ })).toHaveAttribute(
      'href',
      '/a/sre-platform-app/resources/r-1'
    );
    expect(screen.getByText('Critical')).toBeVisible();
    expect(screen.getByText('Triggered')).toBeVisible();
    expect(within(screen.getByRole('region', { name: 'Labels' })).getByTitle('team=database')).toBeVisible();
  });

  it('that does not exist is said to be missing', async () => {
    renderApp('incidents/nowhere');
    expect(await screen.findByText('There is no such incident')).toBeVisible();
  });

  it('shows the rest when a part of the platform is away, and brings the part back on request', async () => {
    have({ runs: [] });
    gateway.misbehave.errors.set('IncidentRuns', 'SUBGRAPH_UNAVAILABLE');
    const { user } = renderApp('incidents/i-7?tab=runs');
    expect(await screen.findByText('A part of the platform does not answer')).toBeVisible();
    expect(screen.getByRole('heading', { name: '#7 Database down' })).toBeVisible();
    gateway.misbehave.errors.clear();
    await user.click(await button('Try again'));
    expect(await screen.findByText(/No playbook ran/)).toBeVisible();
  });

  it('follows live changes', async () => {
    const incident = have();
    renderApp('incidents/i-7');
    await screen.findByRole('heading', { name: '#7 Database down' });
    await untilLive(gateway, 'IncidentHead');
    gateway.platform.putIncident({ ...incident, status: 'RESOLVED', resolvedAt: new Date().toISOString() });
    expect(await screen.findByText('Resolved')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Resolve' })).not.toBeInTheDocument();
  });

  it('draws its lineage and says which store answered', async () => {
    have();
    gateway.platform.records.lineages.set('INCIDENT:i-7', {
      source: 'POSTGRES',
      behind: 3,
      truncated: true,
      nodes: [
        { kind: 'ALERT', id: 'a-1', label: 'HighCpu' },
        { kind: 'INCIDENT', id: 'i-7', label: 'Database down' },
      ],
      edges: [{ from: 'ALERT:a-1', to: 'INCIDENT:i-7', kind: 'part_of' }],
    });
    const { user } = renderApp('incidents/i-7?tab=lineage');
    await user.click(await button('Alert: HighCpu'));
    const detail = screen.getByRole('complementary', { name: 'Selected node' });
    expect(within(detail).getByRole('link', { name: /Open/ })).toHaveAttribute(
      'href',
      '/a/sre-platform-app/alerts?id=a-1'
    );
    expect(within(detail).getByText(/is part of/)).toBeVisible();
    expect(screen.getByText('PostgreSQL')).toBeVisible();
    expect(screen.getByText('3 changes behind')).toBeVisible();
    expect(screen.getByText('Not complete')).toBeVisible();
  });

  it('ranks suspects with their scores, and says so when there is not enough evidence', async () => {
    have({
      insights: [
        {
          id: 's-1',
          verdict: 'SUSPECTS_RANKED',
          summary: 'db-7 fired first',
          createdAt: new Date().toISOString(),
          suspects: [
            {
              rank: 1,
              score: 0.87,
              node: { kind: 'RESOURCE', id: 'r-1', label: 'db-7' },
              reasons: [{ kind: 'fired_first', text: 'by 15 minutes', facts: { first: 1, leadMs: 900_000 } }],
            },
          ],
          evidence: [],
        },
        {
          id: 's-2',
          verdict: 'NOT_ENOUGH_EVIDENCE',
          summary: 'One alert alone',
          createdAt: new Date().toISOString(),
          suspects: [],
          evidence: [{ kind: 'single_alert', text: 'It has one alert.', facts: {} }],
        },
      ],
    });
    renderApp('incidents/i-7');
    expect(await screen.findByRole('meter', { name: 'Score of db-7' })).toHaveAttribute('aria-valuenow', '0.87');
    expect(screen.getByText('Fired first')).toBeVisible();
    expect(screen.getByText(/began 15m before the others/)).toBeVisible();
    expect(screen.getByText('Not enough evidence')).toBeVisible();
    expect(screen.getByText('A single alert')).toBeVisible();
  });

  it('lists every attempt at telling somebody', async () => {
    have({
      deliveries: [
        {
          id: 'd-1',
          event: 'opened',
          status: 'FAILED',
          channelName: 'pager',
          channelKind: 'webhook',
          destination: 'https://hooks.example.org/••••',
          createdAt: new Date().toISOString(),
          nextAttemptAt: null,
          finishedAt: null,
          attempts: [
            {
              number: 1,
              at: new Date().toISOString(),
              durationMs: 1500,
              outcome: 'http_5xx',
              httpStatus: 503,
              detail: 'no healthy upstream',
            },
          ],
        },
      ],
    });
    renderApp('incidents/i-7?tab=notifications');
    expect(await screen.findByText('http 5xx')).toBeVisible();
    expect(screen.getByText('503')).toBeVisible();
    expect(screen.getByText('1.5s')).toBeVisible();
    expect(screen.getByText('no healthy upstream')).toBeVisible();
  });
});

describe('answering an incident', () => {
  it('acknowledges', async () => {
    have();
    const { user } = renderApp('incidents/i-7');
    await user.click(await enabled('Acknowledge'));
    expect(await screen.findByText('Acknowledged')).toBeVisible();
    expect(await screen.findByText('Ada Lovelace acknowledged')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Acknowledge' })).not.toBeInTheDocument();
  });

  it('resolves with a note', async () => {
    have({ status: 'ACKNOWLEDGED', acknowledgedBy: ada, acknowledgedAt: new Date().toISOString() });
    const { user } = renderApp('incidents/i-7');
    await user.click(await enabled('Resolve'));
    await user.type(screen.getByLabelText(/Note/), ' stopped the export ');
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Resolve' }));
    expect(await screen.findByText('Ada Lovelace resolved the incident')).toBeVisible();
    expect(asked('ResolveIncident')[0]?.variables).toEqual({ id: 'i-7', note: 'stopped the export' });
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('adds a note, by keyboard, but no empty one', async () => {
    have();
    const { user } = renderApp('incidents/i-7');
    await user.click(await enabled('Add note'));
    await user.keyboard('{Control>}{Enter}{/Control}');
    await user.type(screen.getByLabelText(/Note/), 'looking at it');
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText('looking at it')).toBeVisible();
    expect(asked('AddIncidentNote')).toHaveLength(1);
  });

  it('explains a lost race and shows how the incident stands now', async () => {
    const incident = have();
    const { user } = renderApp('incidents/i-7');
    await enabled('Acknowledge');
    // Somebody else is faster, and the signal of it has not arrived.
    gateway.platform.records.incidents = [
      { ...incident, status: 'ACKNOWLEDGED', acknowledgedAt: new Date().toISOString() },
    ];
    await user.click(await button('Acknowledge'));
    expect(await screen.findByText('Somebody was faster')).toBeVisible();
    expect(await screen.findByText('Acknowledged')).toBeVisible();
  });

  it('is not offered to a viewer, who is told why', async () => {
    have();
    gateway.platform.viewer.permissions = ['incidents:read'];
    const { user } = renderApp('incidents/i-7');
    const acknowledge = await button('Acknowledge');
    await user.hover(acknowledge);
    expect(await screen.findByText(/You need the permission incidents:acknowledge/)).toBeVisible();
    await user.click(acknowledge);
    expect(asked('AcknowledgeIncident')).toHaveLength(0);
    for (const name of ['Acknowledge', 'Resolve', 'Add note']) {
      expect(await button(name)).toHaveAttribute('aria-disabled', 'true');
    }
  });

  it('that the platform refuses is told in the dialog, which stays open', async () => {
    have();
    gateway.misbehave.errors.set('ResolveIncident', 'UNAVAILABLE');
    const { user } = renderApp('incidents/i-7');
    await user.click(await enabled('Resolve'));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Resolve' }));
    expect(await within(screen.getByRole('dialog')).findByText('The platform is not ready')).toBeVisible();
  });
});
