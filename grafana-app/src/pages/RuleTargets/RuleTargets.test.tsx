import { screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import type { GrafanaRecord } from '../../testing/gateway/records';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

const grafana = (change: Partial<GrafanaRecord> = {}): GrafanaRecord => ({
  ...{
    id: 'g-1',
    name: 'Grafana',
    url: 'http://grafana:3000',
    folderUid: 'sre-platform',
    datasourceUid: 'prom',
    enabled: true,
  },
  push: { state: 'OK', reason: 'pushed', detail: null, attemptedAt: null, succeededAt: new Date().toISOString() },
  drift: { reason: 'read', detail: null, rules: [] },
  ...change,
});

/** Presses a button once the viewer's permissions are known. */
async function press(user: ReturnType<typeof renderApp>['user'], name: string) {
  await waitFor(() => expect(screen.getByRole('button', { name })).not.toHaveAttribute('aria-disabled', 'true'));
  await user.click(screen.getByRole('button', { name }));
}

describe('where rules go', () => {
  it('an address is shown once, and is closed after a question', async () => {
    const { user } = renderApp('rules/targets');
    expect(await screen.findByText(/No address serves the rules yet/)).toBeVisible();
    await press(user, 'Add an address');
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText(/Who reads it/), 'vmalert');
    await user.click(dialog.getByRole('button', { name: 'Make the address' }));
    expect(await dialog.findByText(/sre_rules_secret/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Done' }));
    expect(await screen.findByText('Nobody has read it yet')).toBeVisible();
    expect(screen.queryByText(/sre_rules_secret/)).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Close the address' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Close the address' }));
    expect(await screen.findByText(/No address serves the rules yet/)).toBeVisible();
  });

  it('a Grafana is added', async () => {
    const { user } = renderApp('rules/targets');
    await press(user, 'Add a Grafana');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.type(dialog.getByLabelText('Name'), 'Main');
    await user.type(dialog.getByLabelText(/^Address/), 'http://grafana:3000');
    await user.type(dialog.getByLabelText(/^Token/), 'glsa_x');
    await user.type(dialog.getByLabelText(/^Data source/), 'prom');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Pushed')).toBeVisible();
    expect(gateway.asked.find(({ operation }) => operation === 'CreateGrafanaTarget')?.variables).toEqual({
      input: {
        name: 'Main',
        url: 'http://grafana:3000',
        token: 'glsa_x',
        folderUid: 'sre-platform',
        datasourceUid: 'prom',
        enabled: true,
      },
    });
  });

  it('what a Grafana has is held against what it should have, and put right', async () => {
    const rule = { group: 'hosts', isOwn: true, differences: [] };
    gateway.platform.records.grafanas.push(
      grafana({
        drift: {
          reason: 'read',
          detail: null,
          rules: [
            { ...rule, state: 'SAME', uid: '1', name: 'Fine' },
            {
              ...rule,
              state: 'DIFFERS',
              uid: '2',
              name: 'Changed',
              differences: [{ field: 'labels.team', ours: 'db', theirs: '' }],
            },
            { ...rule, state: 'MISSING', uid: '3', name: 'Gone' },
            { ...rule, state: 'EXTRA', uid: '4', name: 'By hand', isOwn: false },
          ],
        },
      })
    );
    const { user } = renderApp('rules/targets');
    await user.click(await screen.findByRole('button', { name: /^Grafana/ }));
    expect(await screen.findByText('Label team')).toBeVisible();
    expect(screen.getByText('db')).toBeVisible();
    expect(screen.getByText(/it is left alone/)).toBeVisible();
    expect(screen.queryByText('Fine')).not.toBeInTheDocument();
    await press(user, 'Push now');
    expect(await screen.findByText('There are no rules, neither here nor there.')).toBeVisible();
  });

  it('a Grafana that does not take them says why', async () => {
    const failed = {
      state: 'FAILED',
      reason: 'foreign_rules_in_group',
      detail: 'hosts',
      attemptedAt: null,
      succeededAt: null,
    } as const;
    gateway.platform.records.grafanas.push(grafana({ push: failed }));
    renderApp('rules/targets');
    expect(await screen.findByText(/Somebody else keeps rules in a group/)).toBeVisible();
    expect(screen.getByText('hosts')).toBeVisible();
  });
});
