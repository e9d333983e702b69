import { screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { alertOf, ruleOf, ruleSourceOf } from '../../testing/gateway/samples';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

function fill() {
  const { records } = gateway.platform;
  records.ruleSources.push(ruleSourceOf({ id: 'source-1' }), ruleSourceOf({ id: 'source-2', name: 'vmalert' }));
  records.alerts.push(
    alertOf({ id: 'a-1', name: 'HostDown', ruleId: 'r-1', ruleDecision: { reason: 'only_rule', facts: {} } })
  );
  records.rules.push(
    ruleOf({ id: 'r-1', name: 'HostDown', state: 'FIRING', firingIds: ['a-1'] }),
    ruleOf({
      id: 'r-2',
      name: 'DiskFull',
      query: 'node_filesystem_avail_bytes{fstype!="tmpfs"} < 1',
      health: 'ERROR',
      lastError: 'many-to-many matching',
      sourceId: 'source-2',
      metrics: [
        { name: 'node_filesystem_avail_bytes', matchers: [{ name: 'fstype', op: '!=', value: 'tmpfs' }] },
        { name: null, matchers: [{ name: 'job', op: '=', value: 'x' }] },
      ],
    })
  );
}

const names = () => screen.getAllByRole('row').map((row) => within(row).getByRole('link').textContent);

describe('the alert rules', () => {
  it('are listed by name, narrowed by state, and lead to their pages', async () => {
    fill();
    const { user, address } = renderApp('rules');
    await screen.findByRole('link', { name: 'HostDown' });
    expect(names()).toEqual(['DiskFull', 'HostDown']);
    expect(screen.getByRole('status')).toHaveTextContent('2 rules');
    await user.click(await screen.findByRole('button', { name: 'Firing 1' }));
    await waitFor(() => expect(names()).toEqual(['HostDown']));
    expect(address()).toBe('/rules?state=firing');
    await user.click(screen.getByRole('link', { name: 'HostDown' }));
    expect(await screen.findByRole('heading', { name: 'HostDown' })).toBeVisible();
    expect(await screen.findByRole('button', { name: /HostDown/ })).toBeVisible();
    expect(screen.getByText('Fires after 5m')).toBeVisible();
  });

  it('are found by the metric that they read', async () => {
    fill();
    const { user, address } = renderApp('rules');
    await screen.findByRole('link', { name: 'HostDown' });
    await user.type(screen.getByLabelText(/Reads this metric/), 'up');
    await waitFor(() => expect(names()).toEqual(['HostDown']));
    expect(address()).toBe('/rules?metric=up');
    await user.clear(screen.getByLabelText(/Reads this metric/));
    await user.type(screen.getByLabelText(/Reads this metric/), 'nothing');
    expect(await screen.findByText('No rules match')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Clear all filters' }));
    await waitFor(() => expect(names()).toEqual(['DiskFull', 'HostDown']));
  });

  it('say what is wrong with them, and what they read', async () => {
    fill();
    const { user, address } = renderApp('rules/r-2');
    expect(await screen.findByText('many-to-many matching')).toBeVisible();
    expect(screen.getByText('fstype!="tmpfs"')).toBeVisible();
    expect(screen.getByText('Any metric with')).toBeVisible();
    expect(await screen.findByText('None of its alerts fires.')).toBeVisible();
    await user.click(screen.getByRole('link', { name: 'node_filesystem_avail_bytes' }));
    expect(address()).toBe('/rules?metric=node_filesystem_avail_bytes');
  });

  it('that are gone or unknown say so', async () => {
    fill();
    gateway.platform.records.rules.push(ruleOf({ id: 'r-3', name: 'Old', goneAt: new Date().toISOString() }));
    const gone = renderApp('rules/r-3');
    expect(await screen.findByText(/does not have this rule any more/)).toBeVisible();
    gone.unmount();
    renderApp('rules/nowhere');
    expect(await screen.findByText('There is no such alert rule')).toBeVisible();
  });

  it('say how to get some when there are none', async () => {
    renderApp('rules');
    expect(await screen.findByText('The platform knows no alert rules yet')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Add a rule source' })).toHaveAttribute(
      'href',
      '/a/sre-platform-app/rules/sources'
    );
  });

  it('say why when they cannot be read', async () => {
    gateway.misbehave.errors.set('AlertRules', 'FORBIDDEN');
    renderApp('rules');
    expect(await screen.findByText('You are not allowed to see or do this')).toBeVisible();
  });

  it('are named where an alert is explained', async () => {
    fill();
    const { user } = renderApp('alerts');
    await user.click(await screen.findByRole('button', { name: /HostDown/ }));
    expect(await screen.findByRole('link', { name: 'HostDown' })).toHaveAttribute(
      'href',
      '/a/sre-platform-app/rules/r-1'
    );
  });
});
