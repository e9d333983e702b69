import { screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { choose } from '../../testing/choose';
import { causeOf, deliveryOf } from '../../testing/gateway/createDeliveries';
import { incidentOf } from '../../testing/gateway/samples';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

/** Pickers measure their text, and jsdom lays nothing out. */
beforeAll(() => {
  Object.assign(HTMLCanvasElement.prototype, {
    getContext: () => ({ measureText: (text: string) => ({ width: text.length * 8 }) }),
  });
});
beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

const history = () => gateway.platform.deliveryHistory;
const asked = (name: string) => gateway.asked.filter(({ operation }) => operation === name);
const incident = { id: 'i-1', number: 1, title: 'Disk full' };

function seed() {
  history().rows = [
    deliveryOf({
      ...{ id: 'd-1', incident, person: { id: 'person-ada', name: 'Ada Lovelace' }, channelName: 'SMS' },
      cause: causeOf({ reason: 'escalation_step', chainName: 'Databases', step: 2 }),
      sent: { subject: '[Triggered] #1 Disk full', text: 'Severity: Critical' },
    }),
    deliveryOf({
      ...{ id: 'd-2', incident, status: 'FAILED', outcome: 'timeout', event: 'reminder' },
      sent: { subject: 'Again', text: 'still' },
      attempts: [
        {
          number: 1,
          at: '2026-01-01T00:00:00Z',
          durationMs: 8_000,
          outcome: 'timeout',
          httpStatus: null,
          detail: null,
        },
      ],
    }),
  ];
}

describe('the history', () => {
  it('says what was sent to whom, by which rule, and how each attempt went', async () => {
    seed();
    const { user } = renderApp('deliveries');
    const list = await screen.findByRole('list', { name: 'Notices' });
    const [first, second] = within(list).getAllByRole('listitem');
    expect(within(first as HTMLElement).getByText('Ada Lovelace')).toBeVisible();
    expect(within(second as HTMLElement).getByText('no answer in time')).toBeVisible();
    expect(screen.getByText('2 notices')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Details of #1 Disk full to SMS' }));
    expect(screen.getByText('By the escalation · Databases · step 2')).toBeVisible();
    expect(screen.getByText('Severity: Critical')).toBeVisible();
    expect(within(screen.getByRole('list', { name: 'Attempts' })).getByText(/HTTP 204/)).toBeVisible();
  });

  it('leads from a notice that was told together with others to the message, and from that to its incidents', async () => {
    const about = Array.from({ length: 12 }, (_, at) => ({
      ...{ id: `i-${at}`, number: at + 1, title: `Disk ${at}`, status: 'TRIGGERED' as const },
    }));
    history().rows = [
      deliveryOf({ id: 'd-9', event: 'digest', channelName: 'SMS', about }),
      deliveryOf({
        ...{ id: 'd-1', incident, outcome: 'grouped', channelName: 'SMS' },
        groupedInto: { id: 'd-9', createdAt: '2026-01-01T00:00:00Z' },
      }),
    ];
    const { user, address } = renderApp('deliveries');
    await user.click(await screen.findByRole('button', { name: 'Details of #1 Disk full to SMS' }));
    expect(screen.getByText('told together with others')).toBeVisible();
    await user.click(screen.getByRole('link', { name: /Told in one message with others/ }));
    await waitFor(() => expect(address()).toContain('delivery=d-9'));
    await waitFor(() => expect(asked('Deliveries').at(-1)?.variables).toMatchObject({ filter: { ids: ['d-9'] } }));
    await user.click(screen.getByRole('button', { name: 'Details of 12 incidents in one message to SMS' }));
    const incidents = screen.getByRole('list', { name: 'Incidents in this message' });
    expect(within(incidents).getAllByRole('link')).toHaveLength(10);
    await user.click(screen.getByRole('button', { name: 'Show 2 more' }));
    expect(within(incidents).getAllByRole('link')).toHaveLength(12);
  });

  it('keeps its filters in the address and asks by them', async () => {
    seed();
    const { user, address } = renderApp('deliveries?event=reminder&span=week');
    expect(await screen.findByText('1 notice')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Delivered' }));
    expect(await screen.findByText('No notice meets this filter')).toBeVisible();
    expect(address()).toContain('status=delivered');
    const { filter } = asked('Deliveries').at(-1)?.variables as { filter: { from: string } };
    expect(filter).toMatchObject({ statuses: ['DELIVERED'], events: ['reminder'] });
    expect(Date.now() - Date.parse(filter.from)).toBeGreaterThan(6.9 * 86_400_000);
  });

  it('is of one person, of some channels and kinds of them, as the address says', async () => {
    seed();
    const { user, address } = renderApp('deliveries?person=person-ada&name=Ada%20Lovelace&channel=c-1&kind=email,sms');
    expect(await screen.findByText('1 notice')).toBeVisible();
    expect(asked('Deliveries').at(-1)?.variables).toMatchObject({
      filter: { personId: 'person-ada', channelIds: ['c-1'], channelKinds: ['email', 'sms'] },
    });
    const person = screen.getByPlaceholderText('To anybody');
    expect(person).toHaveValue('Ada Lovelace');
    await user.click(screen.getByRole('button', { name: 'Delivered' }));
    await waitFor(() => expect(address()).toContain('person=person-ada'));
  });

  it('draws how each channel does', async () => {
    const point = { at: new Date(Date.now() - 3_600_000).toISOString(), total: 4, cancelled: 0, p95Ms: 800 };
    history().stats = [
      {
        ...{ channelId: 'c', name: 'Pager', kind: 'webhook', total: 4, delivered: 3, failed: 1, cancelled: 0 },
        ...{ medianMs: 200, p95Ms: 800, points: [{ ...point, delivered: 3, failed: 1 }] },
      },
    ];
    renderApp('deliveries');
    expect(await screen.findByRole('img', { name: 'Pager: 3 delivered, 1 failed' })).toBeInTheDocument();
    expect(screen.getByText('75%')).toBeVisible();
    expect(await screen.findByText('Nobody was told anything in this time')).toBeVisible();
  });

  it('says when it cannot be read', async () => {
    gateway.misbehave.errors.set('Deliveries', 'UNAVAILABLE');
    renderApp('deliveries');
    expect(await screen.findByRole('button', { name: /again/i })).toBeVisible();
  });
});

describe('a notice is sent again', () => {
  it('with a reason, and stands in the list', async () => {
    seed();
    const { user } = renderApp('deliveries');
    await user.click(await screen.findByRole('button', { name: 'Details of #1 Disk full to Pager' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Send again…' })).toBeEnabled());
    await user.click(screen.getByRole('button', { name: 'Send again…' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('button', { name: 'Send again' })).toBeDisabled();
    await user.click(within(dialog).getByRole('textbox'));
    await user.paste('The hook was renamed');
    await user.click(within(dialog).getByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(asked('ResendDelivery')[0]?.variables).toEqual({ id: 'd-2', reason: 'The hook was renamed' });
    expect(await screen.findByText('3 notices')).toBeVisible();
  });

  it('by nobody who may not', async () => {
    seed();
    gateway.platform.viewer.permissions = [];
    const { user } = renderApp('deliveries');
    await user.click(await screen.findByRole('button', { name: 'Details of #1 Disk full to SMS' }));
    expect(await screen.findByRole('button', { name: 'Send again…' })).toHaveAttribute('aria-disabled', 'true');
  });
});

describe('why somebody was told, or not', () => {
  it('is answered for the viewer first, with what it is read from', async () => {
    gateway.platform.records.incidents.push(incidentOf({ id: 'i-1', title: 'Disk full' }));
    const at = '2026-01-01T00:00:00Z';
    const facts = { chain: 'Databases', people: ['Chen'], because: 'acknowledged' };
    history().why = {
      verdict: { reason: 'others_told', facts },
      story: [
        { at, kind: 'run', reason: 'first_notification', facts: { chain: 'Databases', because: 'acknowledged' } },
        { at, kind: 'decision', reason: 'told', facts: { step: 1, stepKind: 'persons', people: [{ name: 'Chen' }] } },
      ],
    };
    const { user } = renderApp('deliveries?tab=why');
    expect(await screen.findByText('Choose a person and an incident.')).toBeVisible();
    await choose(user, 'Incident', 'Disk full');
    expect(await screen.findByText('No step named this person: Chen were told, until acknowledged')).toBeVisible();
    expect(screen.getByText(/1: persons · Chen/)).toBeVisible();
    expect(asked('WhyPaged')[0]?.variables).toEqual({ personId: 'person-ada', incidentId: 'i-1' });
  });

  it('names the incident of a link', async () => {
    gateway.platform.records.incidents.push(incidentOf({ id: 'i-1', title: 'Disk full' }));
    history().why = { verdict: { reason: 'quiet', facts: { because: 'silenced' } }, story: [] };
    renderApp('deliveries?tab=why&incident=i-1');
    expect(await screen.findByText('The incident is quiet: silenced')).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'Incident' })).toHaveValue('#1 Disk full');
  });

  it('says so for an incident that is not seen', async () => {
    renderApp('deliveries?tab=why&incident=i-9');
    expect(await screen.findByText('There is no such incident, or you do not see it.')).toBeVisible();
  });
});
