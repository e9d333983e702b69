import { act, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { loadTranslations } from '../../i18n/loadTranslations';
import { choose } from '../../testing/choose';
import { chen, incidentOf, resourceOf } from '../../testing/gateway/samples';
import { seedDemo } from '../../testing/gateway/seedDemo';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform, untilLive } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(() => {});
beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

function have(...incidents: Array<Parameters<typeof incidentOf>[0]>) {
  gateway.platform.records.incidents.push(...incidents.map(incidentOf));
}

const link = (name: RegExp) => screen.findByRole('link', { name });
const live = () => untilLive(gateway, 'Incidents');

describe('the list of incidents', () => {
  it('shows the open ones, newest first, and not the resolved', async () => {
    have(
      { id: 'i-1', title: 'older', openedAt: '2026-01-01T00:00:00Z' },
      { id: 'i-2', title: 'newer', openedAt: '2026-01-02T00:00:00Z', status: 'ACKNOWLEDGED', severity: 'CRITICAL' },
      { id: 'i-3', title: 'done', status: 'RESOLVED' }
    );
    renderApp('incidents');
    await link(/newer/);
    const links = screen.getAllByRole('link').map((element) => element.textContent);
    expect(links).toEqual(['#2 newer', '#1 older']);
    const row = within(screen.getByRole('link', { name: /newer/ }).closest<HTMLElement>('[role=row]') ?? document.body);
    expect(row.getByText('Critical')).toBeVisible();
    expect(row.getByText('Acknowledged')).toBeVisible();
    expect(screen.getByText('2 incidents')).toBeVisible();
  });

  it('says of what part it is where the scope of the viewer narrows it, and nothing to those who see everything', async () => {
    have({ id: 'i-1', title: 'ours' });
    gateway.platform.viewer.scope = { ownTeams: true, labels: [{ cluster: 'eu-1', team: 'db' }] };
    const { user } = renderApp('incidents');
    await link(/ours/);
    await user.click(await screen.findByRole('button', { name: 'Only your teams and 1 more' }));
    expect(await screen.findByText('cluster=eu-1, team=db')).toBeVisible();
  });

  it('does not speak of a first incident where only the scope is empty', async () => {
    gateway.platform.viewer.scope = { ownTeams: false, labels: [{ cluster: 'eu-1' }] };
    renderApp('incidents');
    expect(await screen.findByText('Nothing in your scope yet')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Only cluster=eu-1' })).toBeVisible();
    expect(screen.queryByText('No incidents yet')).not.toBeInTheDocument();
  });

  it('keeps the filters in the address and reads them from it', async () => {
    have({ id: 'i-1', title: 'calm', severity: 'LOW' }, { id: 'i-2', title: 'fire', severity: 'CRITICAL' });
    const { user, address } = renderApp('incidents?severity=critical');
    await link(/fire/);
    expect(screen.queryByRole('link', { name: /calm/ })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Critical' })).toHaveAttribute('aria-pressed', 'true');

    await user.click(screen.getByRole('button', { name: 'Low' }));
    await link(/calm/);
    expect(address()).toBe('/incidents?severity=critical%2Clow');

    await user.type(screen.getByPlaceholderText('Search titles, labels and notes'), 'fir');
    await waitFor(() => expect(screen.queryByRole('link', { name: /calm/ })).not.toBeInTheDocument());
    expect(address()).toContain('q=fir');
  });

  it('leads to the incident', async () => {
    have({ id: 'i-1', title: 'fire' });
    const { user, address } = renderApp('incidents');
    await user.click(await link(/fire/));
    await waitFor(() => expect(address()).toBe('/incidents/i-1'));
  });

  it('says how to send a first alert when there never was an incident', async () => {
    renderApp('incidents');
    expect(await screen.findByText('No incidents yet')).toBeVisible();
    expect(screen.getByText(/ingest\/alertmanager/)).toBeVisible();
  });

  it('tells calm from never', async () => {
    have({ id: 'i-1', status: 'RESOLVED' });
    const { user } = renderApp('incidents');
    expect(await screen.findByText('No open incidents')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show all incidents' }));
    expect(await link(/i-1/)).toBeVisible();
  });

  it('offers to clear filters that match nothing', async () => {
    have({ id: 'i-1', severity: 'LOW' });
    const { user } = renderApp('incidents?severity=critical');
    expect(await screen.findByText('No incidents match')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Clear all filters' }));
    expect(await link(/i-1/)).toBeVisible();
  });

  it('loads more by cursor and tells how many there are', async () => {
    seedDemo(gateway.platform, 10_000, Date.now());
    const { user } = renderApp('incidents?status=any');
    expect(await screen.findByText('10,000+ incidents')).toBeVisible();
    await live();
    await user.click(screen.getByRole('button', { name: 'Load more' }));
    await waitFor(() => expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '200'));
    expect(gateway.asked.filter(({ operation }) => operation === 'Incidents').at(-1)?.variables).toMatchObject({
      count: false,
    });
  });
});

describe('live events', () => {
  it('bring in a new incident at the top and mark it', async () => {
    have({ id: 'i-1', title: 'older', openedAt: '2026-01-01T00:00:00Z' });
    renderApp('incidents');
    await link(/older/);
    await live();
    gateway.platform.putIncident(incidentOf({ id: 'i-2', title: 'fresh' }));
    const row = (await link(/fresh/)).closest('[role=row]');
    expect(row).toHaveAttribute('data-arrived', 'true');
    expect(screen.getAllByRole('link').map((element) => element.textContent)).toEqual(['#2 fresh', '#1 older']);
    expect(screen.getByText('2 incidents')).toBeVisible();
  });

  it('update a row in place and drop one that leaves the filter', async () => {
    have({ id: 'i-1', title: 'one', openedAt: '2026-01-01T00:00:00Z' }, { id: 'i-2', title: 'two' });
    renderApp('incidents');
    await link(/one/);
    await live();
    gateway.platform.putIncident(incidentOf({ id: 'i-1', title: 'one, renamed', openedAt: '2026-01-01T00:00:00Z' }));
    expect(await link(/one, renamed/)).toBeVisible();
    gateway.platform.putIncident(incidentOf({ id: 'i-2', title: 'two', status: 'RESOLVED' }));
    await waitFor(() => expect(screen.queryByRole('link', { name: /two/ })).not.toBeInTheDocument());
  });

  it('make the list be read again after signals were lost', async () => {
    have({ id: 'i-1', title: 'one' });
    renderApp('incidents');
    await link(/one/);
    await live();
    gateway.platform.putIncident(incidentOf({ id: 'i-2', title: 'two' }));
    await link(/two/);
    // Nobody is told of this one.
    have({ id: 'i-3', title: 'three' });
    gateway.platform.skipSignal();
    gateway.platform.putIncident(incidentOf({ id: 'i-4', title: 'four' }));
    expect(await link(/three/)).toBeVisible();
  });

  it('are announced as away, and what was missed is read when they are back', async () => {
    have({ id: 'i-1', title: 'one' });
    const { user } = renderApp('incidents');
    await link(/one/);
    await live();
    gateway.misbehave.refuseStreams = true;
    act(() => gateway.cutStreams());
    const badge = await screen.findByRole('button', { name: 'Live updates: Offline' });
    have({ id: 'i-2', title: 'missed' });
    gateway.misbehave.refuseStreams = false;
    await user.click(badge);
    expect(await link(/missed/)).toBeVisible();
    await live();
  });
});

describe('failures', () => {
  it.each([
    ['CONNECTION_UNKNOWN', 'The platform does not know this Grafana'],
    ['UNAUTHENTICATED', 'The platform does not know who you are'],
    ['FORBIDDEN', 'You are not allowed to see or do this'],
    ['QUERY_NOT_TRUSTED', 'The platform does not know this version of the app'],
    ['SOMETHING_NEW', 'The platform refused the request (SOMETHING_NEW)'],
  ])('%s is told in words', async (code, words) => {
    gateway.misbehave.errors.set('Incidents', code);
    renderApp('incidents');
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('an unreachable gateway is told, and asking again works', async () => {
    have({ id: 'i-1', title: 'one' });
    gateway.misbehave.status = { code: 502, body: '' };
    const { user } = renderApp('incidents');
    expect(await screen.findByText('Grafana cannot reach the platform')).toBeVisible();
    expect(screen.getByRole('link', { name: /Open the configuration/ })).toHaveAttribute(
      'href',
      '/plugins/sre-platform-app'
    );
    gateway.misbehave.status = undefined;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await link(/one/)).toBeVisible();
  });

  it('something transient is tried again without a word', async () => {
    have({ id: 'i-1', title: 'one' });
    gateway.misbehave.errors.set('Incidents', 'TIMEOUT');
    setTimeout(() => gateway.misbehave.errors.clear(), 0);
    renderApp('incidents');
    expect(await link(/one/)).toBeVisible();
    expect(screen.queryByText('The platform took too long')).not.toBeInTheDocument();
  });
});

describe('many at once', () => {
  const rowOf = (name: RegExp) =>
    within(screen.getByRole('link', { name }).closest<HTMLElement>('[role=row]') ?? document.body);

  it('are acknowledged, with what was left out, and taken back', async () => {
    have(
      { id: 'i-1', title: 'one' },
      { id: 'i-2', title: 'two', status: 'ACKNOWLEDGED' },
      { id: 'i-3', title: 'three' }
    );
    const { user } = renderApp('incidents');
    await link(/three/);
    await live();
    await user.click(screen.getByRole('checkbox', { name: 'Select all that are loaded' }));
    expect(screen.getByText('3 selected')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Acknowledge' }));
    expect(await screen.findByText(/2 of 3 done, 1 left out/)).toBeVisible();
    expect(screen.getByText(/acknowledged already/)).toBeVisible();
    expect(screen.queryByText('3 selected')).not.toBeInTheDocument();
    await waitFor(() => expect(rowOf(/one/).getByText('Acknowledged')).toBeVisible());

    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('Acknowledgements taken back')).toBeVisible();
    await waitFor(() => expect(rowOf(/one/).getByText('Triggered')).toBeVisible());
    expect(rowOf(/two/).getByText('Acknowledged')).toBeVisible();
  });

  it('that match are all taken, loaded or not, by the filter', async () => {
    seedDemo(gateway.platform, 300, Date.now());
    const { user } = renderApp('incidents?status=any');
    await user.click((await screen.findAllByRole('checkbox', { name: /Select incident/ }))[0] as HTMLElement);
    await user.click(screen.getByRole('button', { name: /Select all \d+ that match/ }));
    await user.click(screen.getByRole('button', { name: 'Resolve' }));
    expect(screen.getByText(/This cannot be undone/)).toBeVisible();
    await user.type(screen.getByRole('textbox', { name: /Note/ }), 'Rolled back');
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Resolve' }));
    await screen.findByText('Resolved', { selector: 'strong' });
    expect(gateway.asked.find(({ operation }) => operation === 'StartBulkAction')?.variables).toEqual({
      input: { verb: 'RESOLVE', filter: { quiet: false }, note: 'Rolled back' },
    });
    expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
  });

  it.each([
    ['Severity…', 'Severity', 'Low', { verb: 'SET_SEVERITY', severity: 'LOW' }],
    ['Priority…', 'Priority', 'P2', { verb: 'SET_PRIORITY', priority: 'P2' }],
    ['Assignee…', 'Assignee', chen.name, { verb: 'ASSIGN', personId: chen.id }],
    ['Owner team…', 'Owner team', 'Payments', { verb: 'SET_OWNER', teamId: 'team-payments' }],
  ])(
    'get a value by the dialog of %s, and nothing is sent before it is confirmed',
    async (item, label, option, input) => {
      have({ id: 'i-1', title: 'one' }, { id: 'i-2', title: 'two' });
      const { user } = renderApp('incidents');
      await link(/one/);
      await live();
      await user.click(screen.getByRole('checkbox', { name: 'Select all that are loaded' }));
      await user.click(screen.getByRole('button', { name: 'Change' }));
      await user.click(await screen.findByRole('menuitem', { name: item }));
      expect(await screen.findByRole('dialog', { name: 'Change 2 incidents' })).toBeVisible();
      await choose(user, label, option);
      expect(gateway.asked.some(({ operation }) => operation === 'StartBulkAction')).toBe(false);
      await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Change' }));
      expect(await screen.findByText(/2 of 2 done/)).toBeVisible();
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
      expect(gateway.asked.find(({ operation }) => operation === 'StartBulkAction')?.variables).toEqual({
        input: { ...input, ids: expect.arrayContaining(['i-1', 'i-2']) },
      });
    }
  );

  it('keep their selection when a value is refused', async () => {
    have({ id: 'i-1', title: 'one' });
    const { user } = renderApp('incidents');
    await link(/one/);
    await live();
    await user.click(screen.getByRole('checkbox', { name: 'Select incident 1' }));
    await user.click(screen.getByRole('button', { name: 'Change' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Severity…' }));
    gateway.misbehave.errors.set('StartBulkAction', 'FORBIDDEN');
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Change' }));
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(screen.getByText('1 selected')).toBeVisible();
  });

  it('cannot be acted on without the permission', async () => {
    gateway.platform.viewer.permissions = ['incidents:acknowledge'];
    have({ id: 'i-1', title: 'one' });
    const { user } = renderApp('incidents');
    await link(/one/);
    await user.click(screen.getByRole('checkbox', { name: 'Select incident 1' }));
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Acknowledge' })).toHaveAttribute('aria-disabled', 'true')
    );
  });
});

describe('keys', () => {
  it('move, select, open, and show what they are', async () => {
    have(
      { id: 'i-1', title: 'older', openedAt: '2026-01-01T00:00:00Z' },
      { id: 'i-2', title: 'newer', openedAt: '2026-01-02T00:00:00Z' }
    );
    const { user, address } = renderApp('incidents');
    await link(/newer/);
    await user.keyboard('jjx');
    expect(screen.getByText('1 selected')).toBeVisible();
    expect(screen.getByRole('link', { name: /older/ }).closest('[role=row]')).toHaveAttribute('data-marked', 'true');
    await user.keyboard('{Escape}?');
    expect(await screen.findByText('Clear the selection')).toBeVisible();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByText('Clear the selection')).not.toBeInTheDocument());
    await user.keyboard('/jj');
    expect(screen.getByPlaceholderText('Search titles, labels and notes')).toHaveValue('jj');
    await user.clear(screen.getByPlaceholderText('Search titles, labels and notes'));
    act(() => (document.activeElement as HTMLElement).blur());
    await link(/newer/);
    await user.keyboard('j{Enter}');
    await waitFor(() => expect(address()).toBe('/incidents/i-2'));
  });
});

describe('facets and matchers', () => {
  it('count what each choice would leave, and narrow by a press', async () => {
    have(
      { id: 'i-1', title: 'one', labels: { env: 'prod' } },
      { id: 'i-2', title: 'two', labels: { env: 'dev' }, severity: 'LOW' },
      { id: 'i-3', title: 'three', status: 'RESOLVED' }
    );
    const { user, address } = renderApp('incidents');
    await link(/one/);
    await waitFor(() => expect(screen.getByRole('button', { name: 'Resolved' })).toHaveTextContent('Resolved1'));
    await user.click(screen.getByRole('button', { name: 'Facets' }));
    await user.click(within(screen.getByRole('group', { name: 'env' })).getByRole('button', { name: /prod/ }));
    await waitFor(() => expect(screen.queryByRole('link', { name: /two/ })).not.toBeInTheDocument());
    expect(decodeURIComponent(address())).toContain('match=env="prod"');
    expect(screen.getByRole('textbox', { name: 'Label matchers' })).toHaveValue('env="prod"');
  });

  it('a matcher that is not understood is pointed at, and nothing else fails', async () => {
    gateway.misbehave.errors.set('Incidents', 'BAD_USER_INPUT');
    gateway.misbehave.detail = '"matchers": expected a comma (at character 7)';
    renderApp('incidents?match=a%3D%22b%22%20c');
    expect(await screen.findByRole('alert')).toHaveTextContent('expected a comma');
    expect(screen.queryByText('The platform does not accept this input')).not.toBeInTheDocument();
  });
});

describe('saved views', () => {
  it('are saved as the list is, shown again by a press, and open the list when chosen', async () => {
    have({ id: 'i-1', title: 'calm', severity: 'LOW' }, { id: 'i-2', title: 'fire', severity: 'CRITICAL' });
    const { user, unmount } = renderApp('incidents?severity=critical');
    await link(/fire/);
    await user.click(screen.getByRole('button', { name: 'Views' }));
    await user.click(screen.getByRole('menuitem', { name: 'Save this view…' }));
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Fires');
    await user.click(screen.getByRole('checkbox', { name: 'Open the list with it' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('button', { name: 'Fires' })).toBeVisible();
    expect(gateway.asked.find(({ operation }) => operation === 'CreateSavedView')?.variables).toMatchObject({
      input: { list: 'INCIDENTS', name: 'Fires', settings: { filter: { severity: 'critical' } } },
    });
    unmount();

    const again = renderApp('incidents');
    await waitFor(() => expect(again.address()).toBe('/incidents?severity=critical'));
    await waitFor(() => expect(screen.queryByRole('link', { name: /calm/ })).not.toBeInTheDocument());
  });
});

describe('an incident that a person opens', () => {
  const openForm = async () => {
    const { user, address } = renderApp('incidents');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /New incident/ })).toHaveAttribute('aria-disabled', 'false')
    );
    await user.click(screen.getByRole('button', { name: /New incident/ }));
    await screen.findByRole('textbox', { name: /What is wrong/ });
    return { user, address };
  };
  const paste = async (user: UserEvent, name: RegExp, text: string) => {
    await user.click(screen.getByRole('textbox', { name }));
    await user.paste(text);
  };
  const submit = () => screen.getByRole('button', { name: 'Open incident' });

  it('is sent as the form has it, and its page is shown', async () => {
    gateway.platform.records.resources.push(resourceOf({ id: 'r-1', name: 'checkout' }));
    const { user, address } = await openForm();
    expect(submit()).toBeDisabled();
    expect(screen.getByRole('checkbox', { name: /^Private/ })).toBeDisabled();
    await paste(user, /What is wrong/, '  Customers cannot pay ');
    await paste(user, /Description/, 'Three calls in ten minutes');
    await choose(user, 'Severity', 'Critical');
    await choose(user, 'Priority', 'P1');
    await choose(user, 'Owner team', 'Payments');
    await choose(user, 'Assignee', chen.name);
    await choose(user, 'Resources', 'checkout');
    await user.click(screen.getByRole('checkbox', { name: /^Private/ }));
    await user.click(submit());
    await waitFor(() => expect(address()).toBe('/incidents/i-1'));
    expect(await screen.findByRole('heading', { name: /Customers cannot pay/ })).toBeVisible();
    expect(gateway.asked.find(({ operation }) => operation === 'CreateIncident')?.variables).toEqual({
      incident: {
        ...{
          title: 'Customers cannot pay',
          description: 'Three calls in ten minutes',
          severity: 'CRITICAL',
          priority: 'P1',
        },
        ...{ ownerTeamId: 'team-payments', assigneeId: chen.id, private: true, labels: {}, resourceIds: ['r-1'] },
      },
    });
  });

  it('keeps what was written when it is refused', async () => {
    const { user, address } = await openForm();
    await paste(user, /What is wrong/, 'Customers cannot pay');
    gateway.misbehave.errors.set('CreateIncident', 'UNAVAILABLE');
    await user.click(submit());
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(screen.getByRole('textbox', { name: /What is wrong/ })).toHaveValue('Customers cannot pay');
    gateway.misbehave.errors.delete('CreateIncident');
    await waitFor(() => expect(submit()).toBeEnabled());
    await user.click(submit());
    await waitFor(() => expect(address()).toBe('/incidents/i-1'));
  });

  it('is not offered to whom it is not allowed', async () => {
    gateway.platform.viewer.permissions = ['incidents:read'];
    renderApp('incidents');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /New incident/ })).toHaveAttribute('aria-disabled', 'true')
    );
  });
});
