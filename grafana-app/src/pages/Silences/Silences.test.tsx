import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { silenceAddress } from '../../routing/silenceAddress';
import { silenceOf } from '../../testing/gateway/createQuiet';
import { alertOf } from '../../testing/gateway/samples';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

const silences = () => gateway.platform.records.silences;

describe('the silences', () => {
  it('are listed with what they mute, by state, and can be ended', async () => {
    silences().push(
      silenceOf({ id: 's-1', comment: 'Deploy cart' }),
      silenceOf({ id: 's-2', comment: 'Long ago', state: 'EXPIRED' })
    );
    const { user, address } = renderApp('silences');
    const row = await screen.findByRole('row', { name: /Deploy cart/ });
    expect(within(row).getByText('service="cart"')).toBeVisible();
    expect(within(row).getByText('2 firing')).toBeVisible();
    expect(screen.queryByText('Long ago')).not.toBeInTheDocument();
    await user.click(within(row).getByRole('button', { name: 'End now' }));
    await waitFor(() => expect(silences().find(({ id }) => id === 's-1')?.state).toBe('EXPIRED'));
    await user.click(screen.getByRole('button', { name: 'Expired' }));
    expect(await screen.findByText('Long ago')).toBeVisible();
    expect(address()).toContain('state=');
  });

  it('are made from the labels of an alert, with a preview of what they mute', async () => {
    gateway.platform.records.alerts.push(
      alertOf({ id: 'a-1', name: 'CartSlow', labels: { service: 'cart' } }),
      alertOf({ id: 'a-2', name: 'CartDown', labels: { service: 'cart' } })
    );
    const { user } = renderApp(silenceAddress({ service: 'cart' }).replace('/a/sre-platform-app/', ''));
    expect(await screen.findByDisplayValue('cart')).toBeVisible();
    expect(await screen.findByText('CartSlow')).toBeVisible();
    expect(screen.getByText(/another person has to approve/)).toBeVisible();
    const submit = screen.getByRole('button', { name: 'Silence' });
    expect(submit).toBeDisabled();
    await user.type(screen.getByPlaceholderText(/What is being done/), 'Deploy');
    await user.click(submit);
    await waitFor(() =>
      expect(silences()).toMatchObject([
        { comment: 'Deploy', matchers: [{ name: 'service', operator: 'EQUAL', value: 'cart' }] },
      ])
    );
  });

  it('that wait are approved by whoever may, and not by whoever may not', async () => {
    silences().push(silenceOf({ id: 's-1', state: 'WAITING_APPROVAL', comment: 'Everything' }));
    gateway.platform.viewer.permissions = [];
    const { unmount } = renderApp('silences');
    expect(await screen.findByRole('button', { name: 'Approve' })).toBeDisabled();
    unmount();
    gateway.platform.viewer.permissions = ['silences:approve'];
    const { user } = renderApp('silences');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Approve' })).toBeEnabled());
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(silences()[0]?.state).toBe('ACTIVE'));
  });

  it('say what to do where there are none, on every tab', async () => {
    const { user } = renderApp('silences');
    expect(await screen.findByText('Nothing is silenced')).toBeVisible();
    for (const [tab, text] of [
      ['Calendar', 'Nothing is quiet in this time'],
      ['Maintenance', 'No maintenance is planned'],
      ['Inhibition', 'No inhibition rules yet'],
      ['Time intervals', 'No time intervals yet'],
    ] as const) {
      await user.click(screen.getByRole('tab', { name: tab }));
      expect(await screen.findByText(text)).toBeVisible();
    }
  });

  it('are drawn on the calendar', async () => {
    silences().push(silenceOf({ id: 's-1', comment: 'Deploy cart' }));
    renderApp('silences?tab=calendar');
    expect(await screen.findByRole('rowheader', { name: 'Deploy cart' })).toBeVisible();
  });
});

describe('a time interval', () => {
  const begin = async () => {
    const app = renderApp('silences?tab=intervals');
    await app.user.click(await screen.findByText('New time interval'));
    return { ...app, name: await screen.findByLabelText(/^Name/), save: screen.getByText('Save').closest('button') };
  };
  const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

  it('is made in a form, with what is wrong at its field and the week drawn', async () => {
    const { name, save } = await begin();
    type(name, 'office');
    expect(screen.getByText('Fri')).toHaveAttribute('aria-pressed', 'true');
    expect(await screen.findByLabelText('When it holds', { selector: '[role=list]' })).toBeVisible();
    type(screen.getByLabelText('From'), 'noon');
    expect(await screen.findByText('is a time such as 09:30')).toBeVisible();
    expect(save).toBeDisabled();
    type(screen.getByLabelText('From'), '08:00');
    fireEvent.click(screen.getByText('Fri'));
    type(screen.getByLabelText('Days of the month'), '1:7, -1');
    await waitFor(() => expect(save).toBeEnabled());
    fireEvent.click(screen.getByText('Save'));
    await waitFor(() => expect(gateway.platform.records.timeIntervals).toHaveLength(1));
    const times = [{ start_time: '08:00', end_time: '17:00' }];
    expect(gateway.platform.records.timeIntervals[0]).toMatchObject({
      name: 'office',
      intervals: [{ weekdays: ['monday:thursday'], times, days_of_month: ['1:7', '-1'] }],
    });
  });

  it('is taken from a pasted text, and what is none is told', async () => {
    const { name } = await begin();
    fireEvent.click(screen.getByText('Paste from Alertmanager…'));
    type(screen.getByLabelText(/Alertmanager’s syntax/), 'other: 5');
    fireEvent.click(screen.getByText('Read'));
    expect(await screen.findByText(/line 1.*There is none/)).toBeVisible();
    type(screen.getByLabelText(/Alertmanager’s syntax/), 'name: nights');
    fireEvent.click(screen.getByText('Read'));
    await waitFor(() => expect(name).toHaveValue('nights'));
    expect(screen.getByText('Sat')).toHaveAttribute('aria-pressed', 'true');
  });
});

it('the limits for approval are set, and who may not only reads them', async () => {
  const { user, unmount } = renderApp('silences?tab=settings');
  const share = await screen.findByRole('spinbutton', { name: 'By share of all alerts' });
  expect(share).toHaveValue(50);
  await user.clear(share);
  await user.type(share, '20');
  const lead = screen.getByRole('spinbutton', { name: /^Say so before the end/ });
  expect(lead).toHaveValue(15);
  await user.clear(lead);
  await user.type(lead, '30');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Saved')).toBeVisible();
  expect(gateway.asked.find(({ operation }) => operation === 'UpdateQuietPolicy')?.variables).toMatchObject({
    input: { approvalShare: 0.2, approvalCount: null, parentDownHops: 3, endingLeadMinutes: 30 },
  });
  unmount();
  gateway.platform.viewer.permissions = [];
  renderApp('silences?tab=settings');
  expect(await screen.findByText('This needs the permission quiet:manage.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
});

it('a silence that ends within the lead of the policy says so', async () => {
  const from = new Date(Date.now() - 7_200_000).toISOString();
  const until = new Date(Date.now() + 600_000).toISOString();
  silences().push(silenceOf({ id: 's-1', comment: 'Deploy cart', window: { from, until }, endsAt: until }));
  const list = renderApp('silences');
  expect(await screen.findByText(/expires soon/)).toBeVisible();
  list.unmount();
  const { user, unmount } = renderApp('silences?tab=settings');
  const lead = await screen.findByRole('spinbutton', { name: /^Say so before the end/ });
  await user.clear(lead);
  await user.type(lead, '5');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Saved')).toBeVisible();
  unmount();
  renderApp('silences');
  expect(await screen.findByText(/ends in/)).toBeVisible();
  await waitFor(() => expect(gateway.asked.filter(({ operation }) => operation === 'QuietPolicy')).toHaveLength(3));
  expect(screen.queryByText(/expires soon/)).not.toBeInTheDocument();
});
