import { screen, within, waitFor } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { integrationOf } from '../../testing/gateway/createIntegrations';
import { alertOf, incidentOf } from '../../testing/gateway/samples';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform, untilLive } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

function have(...alerts: Array<Parameters<typeof alertOf>[0]>) {
  gateway.platform.records.alerts.push(...alerts.map(alertOf));
}

const names = () =>
  within(screen.getByRole('table'))
    .getAllByRole('button', { expanded: false })
    .map((element) => element.textContent);

describe('the alert events', () => {
  it('are listed latest first and unfold into all that is known', async () => {
    gateway.platform.records.incidents.push(incidentOf({ id: 'i-7', title: 'Database down' }));
    have(
      { id: 'a-1', name: 'Older', changedAt: '2026-01-01T00:00:00Z' },
      {
        id: 'a-2',
        name: 'HighCpu',
        incidentId: 'i-7',
        changedAt: '2026-01-02T00:00:00Z',
        expression: 'rate(cpu[5m]) > 1',
        annotations: { description: 'very busy' },
        events: [
          {
            id: 'e-1',
            at: '2026-01-02T00:00:00Z',
            status: 'FIRING',
            decision: { reason: 'new_alert', facts: { key: 'k' } },
            payload: { id: 'p-1' },
          },
        ],
      }
    );
    const request = { id: 'p-1', outcome: 'ACCEPTED' as const, code: null, message: null, body: '{"receiver":"web"}' };
    gateway.platform.records.integrations.push(integrationOf({ name: 'Alertmanager', payloads: [request] }));
    const { user } = renderApp('alerts');
    expect(await screen.findByRole('link', { name: '#7 Database down' })).toHaveAttribute(
      'href',
      '/a/sre-platform-app/incidents/i-7'
    );
    expect(names()).toEqual(['HighCpu', 'Older']);
    await user.click(screen.getByRole('button', { name: 'HighCpu' }));
    expect(await screen.findByText('rate(cpu[5m]) > 1')).toBeVisible();
    expect(screen.getByText('very busy')).toBeVisible();
    expect(await screen.findByText('New alert')).toBeVisible();
    await user.click(screen.getByRole('button', { name: /Facts/ }));
    expect(screen.getByText(/"key": "k"/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'As it came' }));
    expect(await screen.findByText(/"receiver": "web"/)).toBeVisible();
  });

  it('arrive live at the top, and a repeated one moves there', async () => {
    have(
      { id: 'a-1', name: 'One', changedAt: '2026-01-01T00:00:00Z' },
      { id: 'a-2', name: 'Two', changedAt: '2026-01-02T00:00:00Z' }
    );
    renderApp('alerts');
    await screen.findByRole('button', { name: 'Two' });
    await untilLive(gateway, 'Alerts');
    gateway.platform.putAlert(alertOf({ id: 'a-1', name: 'One', changedAt: '2026-01-03T00:00:00Z' }));
    await waitFor(() => expect(names()).toEqual(['One', 'Two']));
    gateway.platform.putAlert(alertOf({ id: 'a-3', name: 'Three' }));
    expect(await screen.findByRole('button', { name: 'Three' })).toBeVisible();
    expect(names()[0]).toBe('Three');
  });

  it('can be one alone, named by the address, unfolded', async () => {
    have({ id: 'a-1', name: 'One', expression: 'up == 0' }, { id: 'a-2', name: 'Two' });
    const { user } = renderApp('alerts?id=a-1');
    expect(await screen.findByText('up == 0')).toBeVisible();
    expect(screen.queryByText('Two')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Only one alert: show all' }));
    expect(await screen.findByText('Two')).toBeVisible();
  });

  it('that do not match leave a way back', async () => {
    have({ id: 'a-1', name: 'One', status: 'RESOLVED' });
    const { user } = renderApp('alerts?status=firing');
    expect(await screen.findByText('No alerts match')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Clear all filters' }));
    expect(await screen.findByText('One')).toBeVisible();
  });

  it('that cannot be read say why', async () => {
    gateway.misbehave.errors.set('Alerts', 'FORBIDDEN');
    renderApp('alerts');
    expect(await screen.findByText('You are not allowed to see or do this')).toBeVisible();
    expect(screen.queryByText('No alerts yet')).not.toBeInTheDocument();
  });
});
