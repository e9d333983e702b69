import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
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

/** A button by its words. Looking for it by role is slow on a page of this size: every element's accessible name is computed. */
async function button(name: string): Promise<HTMLElement> {
  const words = await screen.findByText(name, { selector: 'button, button *' });
  const found = words.closest('button');
  if (found === null) {
    throw new Error(`"${name}" is no button.`);
  }
  return found;
}
const noButton = (name: string) => expect(screen.queryByText(name, { selector: 'button, button *' })).toBeNull();

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
    have();
    gateway.misbehave.errors.set('Runs', 'SUBGRAPH_UNAVAILABLE');
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
    noButton('Resolve');
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
    await user.click(await screen.findByLabelText('Alert: HighCpu'));
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
    noButton('Acknowledge');
  });

  it('resolves with a note', async () => {
    have({ status: 'ACKNOWLEDGED', acknowledgedBy: ada, acknowledgedAt: new Date().toISOString() });
    const { user } = renderApp('incidents/i-7');
    await user.click(await enabled('Resolve'));
    await user.type(within(screen.getByRole('dialog')).getByLabelText(/Note/), ' stopped the export ');
    await user.click(within(screen.getByRole('dialog')).getByText('Resolve'));
    expect(await screen.findByText('Ada Lovelace resolved the incident')).toBeVisible();
    expect(asked('ResolveIncident')[0]?.variables).toEqual({ id: 'i-7', note: 'stopped the export' });
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('adds a note in Markdown, by keyboard, but no empty one', async () => {
    have();
    const { user } = renderApp('incidents/i-7');
    await user.click(await enabled('Add note'));
    const field = await screen.findByLabelText('Note');
    await waitFor(() => expect(field).toHaveFocus());
    await user.keyboard('{Control>}{Enter}{/Control}');
    await user.paste('looking **at it**');
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect((await screen.findByText('at it')).tagName).toBe('STRONG');
    await waitFor(() => expect(field).toHaveValue(''));
    expect(asked('AddIncidentNote')).toHaveLength(1);
  });

  it('mentions a person whose name is begun after an @', async () => {
    have();
    const { user } = renderApp('incidents/i-7');
    await enabled('Add note');
    const field = await screen.findByLabelText('Note');
    await user.click(field);
    await user.paste('ask @ad');
    expect(await screen.findByText('ada@example.com')).toBeVisible();
    await user.keyboard('{Enter}');
    expect(field).toHaveValue('ask @[Ada Lovelace](person:person-ada) ');
  });

  it('shows Markdown without what could run', async () => {
    const text = '<img src=x onerror="alert(1)"> [link](javascript:alert(1)) `code`';
    have({ timeline: [{ id: 't-1', at: new Date().toISOString(), kind: 'note', actor: ada, text, facts: {} }] });
    const { container } = renderApp('incidents/i-7');
    expect(await screen.findByText('code')).toBeVisible();
    expect(container.innerHTML).not.toMatch(/onerror=|javascript:/);
  });

  it('acknowledges for a time, and gives back', async () => {
    have();
    const { user } = renderApp('incidents/i-7');
    await enabled('Acknowledge');
    await user.click(screen.getByLabelText('Acknowledge for a time'));
    await user.click(await screen.findByText('For 30m'));
    await waitFor(() => expect(asked('AcknowledgeIncident')[0]?.variables).toEqual({ id: 'i-7', forMinutes: 30 }));
    await screen.findByText('Ada Lovelace acknowledged');
    await user.click(screen.getByLabelText('More actions'));
    await user.click(await screen.findByText('Give back'));
    expect(await screen.findByText('Ada Lovelace gave it back')).toBeVisible();
  });

  it('snoozes and wakes', async () => {
    have();
    const { user } = renderApp('incidents/i-7');
    await user.click(await enabled('Snooze'));
    await user.click(await screen.findByText('For 1h'));
    expect(await screen.findByText('Snoozed')).toBeVisible();
    await user.click(await enabled('Wake'));
    expect(await screen.findByText('Ada Lovelace woke it')).toBeVisible();
    expect(await button('Snooze')).toBeVisible();
  });

  it('keeps a list of tasks', async () => {
    have();
    const { user } = renderApp('incidents/i-7');
    await user.click(await screen.findByLabelText('New task'));
    await user.paste('Fail over');
    await user.keyboard('{Enter}');
    await user.click(await screen.findByLabelText('Fail over'));
    expect(await screen.findByText(/Task done: Fail over/)).toBeVisible();
    expect(await screen.findByText('1/1')).toBeVisible();
  });

  it('keeps links, and explains what is none', async () => {
    have();
    const { user } = renderApp('incidents/i-7');
    await user.click(await screen.findByLabelText('Address'));
    await user.paste('javascript:alert(1)');
    await user.keyboard('{Enter}');
    expect(await screen.findByText(/must be an address with http or https/)).toBeVisible();
    await user.clear(screen.getByLabelText('Address'));
    await user.paste('https://wiki.example/');
    await user.keyboard('{Enter}');
    expect((await screen.findByText('https://wiki.example/')).closest('a')).toHaveAttribute(
      'href',
      'https://wiki.example/'
    );
  });

  it('that was merged says where it went, and comes back', async () => {
    gateway.platform.records.incidents.push(incidentOf({ id: 'i-9', title: 'Storage down' }));
    have({ status: 'MERGED', mergedIntoId: 'i-9', unmergeUntil: new Date(Date.now() + 3_000_000).toISOString() });
    const { user } = renderApp('incidents/i-7');
    expect(await screen.findByRole('link', { name: '#9 Storage down' })).toHaveAttribute(
      'href',
      '/a/sre-platform-app/incidents/i-9'
    );
    noButton('Resolve');
    const undo = async () => (await screen.findByText(/Undo, until/)).closest('button') as HTMLElement;
    // Until it is known who asks, nobody may.
    await waitFor(async () => expect(await undo()).toHaveAttribute('aria-disabled', 'false'));
    await user.click(await undo());
    expect(await button('Resolve')).toBeVisible();
  });

  it('says what it is to others, and what became part of it', async () => {
    gateway.platform.records.incidents.push(
      incidentOf({ id: 'i-8', title: 'Switch down' }),
      incidentOf({ id: 'i-9', title: 'Disk full', status: 'MERGED', mergedIntoId: 'i-7' })
    );
    have({ relations: [{ relationship: 'CAUSED_BY', incidentId: 'i-8', since: new Date().toISOString() }] });
    renderApp('incidents/i-7');
    const related = await screen.findByRole('region', { name: 'Related incidents' });
    expect(related).toHaveTextContent('Caused by #8 Switch down');
    expect(related).toHaveTextContent('Merged into this #9 Disk full');
  });

  it('shows one kind of entries, from either end, and gives them as a file', async () => {
    have({
      timeline: [
        ...['first', 'second'].map((text, at) => {
          return { id: `t-${at}`, at: `2026-01-01T00:0${at}:00Z`, kind: 'note', actor: ada, text, facts: {} };
        }),
        { id: 't-9', at: '2026-01-01T00:09:00Z', kind: 'acknowledged', actor: ada, text: null, facts: {} },
      ],
    });
    const { user, container } = renderApp('incidents/i-7');
    await screen.findByText('Ada Lovelace acknowledged');
    const quotes = () => [...container.querySelectorAll('blockquote')].map(({ textContent }) => textContent?.trim());
    expect(quotes()).toEqual(['second', 'first']);
    await user.click(await button('Notes'));
    await waitFor(() => expect(screen.queryByText('Ada Lovelace acknowledged')).not.toBeInTheDocument());
    await user.click(screen.getByLabelText('Oldest first'));
    await waitFor(() => expect(quotes()).toEqual(['first', 'second']));
  });

  it('answers to keys, but not to those of somebody who types', async () => {
    have();
    const { user } = renderApp('incidents/i-7');
    await enabled('Acknowledge');
    await user.click(screen.getByLabelText('New task'));
    await user.keyboard('a');
    expect(asked('AcknowledgeIncident')).toHaveLength(0);
    await user.click(document.body);
    await user.keyboard('?');
    expect(await screen.findByRole('dialog')).toHaveTextContent('Resolve, with a note');
    await user.keyboard('a');
    expect(asked('AcknowledgeIncident')).toHaveLength(0);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await user.keyboard('a');
    expect(await screen.findByText('Ada Lovelace acknowledged')).toBeVisible();
    await user.keyboard('r');
    expect(await screen.findByRole('dialog')).toHaveTextContent('What ended it?');
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
    await user.click(within(screen.getByRole('dialog')).getByText('Resolve'));
    expect(await within(screen.getByRole('dialog')).findByText('The platform is not ready')).toBeVisible();
  });
});

describe('attachments', () => {
  const choose = async (...files: File[]) => {
    const field = await screen.findByLabelText('Choose files', { selector: 'input' });
    await userEvent.upload(field, files);
  };

  it('are sent, listed, and removed after asking', async () => {
    have();
    renderApp('incidents/i-7');
    await choose(new File(['x'.repeat(2_048)], 'dump.log'));
    const link = await screen.findByRole('link', { name: 'dump.log' });
    expect(link).toHaveAttribute('href', expect.stringContaining('/files/incidents/i-7/attachments/file-1'));
    await userEvent.click(screen.getByRole('button', { name: 'Remove dump.log' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(screen.queryByRole('link', { name: 'dump.log' })).toBeNull());
    expect(asked('RemoveIncidentAttachment')[0]?.variables).toEqual({ id: 'i-7', attachmentId: 'file-1' });
  });

  it('that are too large are not sent, and it is said', async () => {
    have();
    renderApp('incidents/i-7');
    await waitFor(() => expect(screen.getByText(/up to 1 MiB each/)).toBeVisible());
    await choose(new File([new Uint8Array(1024 * 1024 + 1)], 'huge.bin'));
    expect(await screen.findByText('Larger than 1 MiB')).toBeVisible();
    expect(gateway.platform.records.incidents[0]?.attachments).toEqual([]);
  });

  it('say why the store did not take them, and can be dismissed', async () => {
    have();
    renderApp('incidents/i-7');
    await screen.findByText(/up to 1 MiB each/);
    gateway.misbehave.status = { code: 503, body: { code: 'STORE_UNAVAILABLE', message: 'down' } };
    await choose(new File(['x'], 'a.txt'));
    const dismiss = await screen.findByRole('button', { name: 'Dismiss a.txt' });
    expect(dismiss.parentElement).toHaveTextContent(/The store of files does not answer/);
    await userEvent.click(dismiss);
    expect(screen.queryByText('a.txt')).toBeNull();
  });

  it('are made of a picture that is pasted into a note', async () => {
    have();
    renderApp('incidents/i-7');
    const note = await screen.findByLabelText('Note');
    await userEvent.click(note);
    await userEvent.paste({ files: [new File(['x'], 'shot.png')], getData: () => '' } as unknown as DataTransfer);
    await waitFor(() =>
      expect(note instanceof HTMLTextAreaElement && note.value).toMatch(/^\[shot\.png\]\(.*attachments\/file-1\)$/)
    );
    expect(await screen.findByRole('button', { name: 'Show shot.png' })).toBeVisible();
  });
});

describe('what may explain it', () => {
  it('is what was like it before, with how that ended, and what was changed', async () => {
    gateway.platform.records.incidents.push(
      incidentOf({
        id: 'i-3',
        title: 'Disk full',
        status: 'RESOLVED',
        resolvedBy: ada,
        openedAt: '2026-01-01T00:00:00Z',
      })
    );
    have({
      openedAt: '2026-01-02T12:00:00Z',
      labels: { service: 'shop' },
      similar: [
        {
          ...{ incidentId: 'i-3', score: 0.62, sharedLabels: ['service=shop'], sharedWords: ['disk'], lastNote: 'x' },
          ...{ secondsToResolve: 5_400, resolutionNote: 'Rotated the logs.' },
          sharedResources: [{ id: 'r-1', kind: 'HOST', name: 'db-1' }],
        },
      ],
      changes: [
        {
          ...{ id: 'c-1', at: '2026-01-02T11:50:00Z', summary: 'shop 1.4.2 deployed', source: 'ci' },
          ...{ labels: { service: 'shop' }, integrationName: 'PagerDuty', links: [] },
        },
      ],
    });
    renderApp('incidents/i-7');
    const similar = within(await screen.findByRole('region', { name: 'Similar past incidents' }));
    expect(await similar.findByRole('link', { name: '#3 Disk full' })).toHaveAttribute(
      'href',
      expect.stringContaining('incidents/i-3')
    );
    expect(similar.getByText('Rotated the logs.')).toBeVisible();
    expect(similar.getByText(/resolved by Ada Lovelace after/)).toBeVisible();
    expect(similar.getByRole('img', { name: '62 % alike' })).toBeVisible();
    expect(similar.getByRole('link', { name: /db-1/ })).toBeVisible();
    const changes = within(screen.getByRole('region', { name: 'Changes near it' }));
    expect(await changes.findByText('shop 1.4.2 deployed')).toBeVisible();
    expect(changes.getByText(/before it opened · ci · PagerDuty/)).toBeVisible();
    expect(changes.getByText('service=shop')).toBeVisible();
  });
});

describe('the line under the title', () => {
  it('has the deadline and the quiet, and silences by the labels of the incident', async () => {
    have({
      labels: { service: 'shop' },
      quiet: { reason: 'silenced', until: null, by: [{ reason: 'silenced', label: 'Migration' }] },
    });
    const { user } = renderApp('incidents/i-7');
    expect(await screen.findByText(/Migration/)).toBeVisible();
    await waitFor(() => expect(asked('Viewer')).not.toEqual([]));
    await user.click(screen.getByLabelText('More actions'));
    await user.click(await screen.findByText('Silence its alerts…'));
    expect(await screen.findByText('New silence')).toBeVisible();
    expect(screen.getByDisplayValue('service')).toBeVisible();
    expect(screen.getByDisplayValue('shop')).toBeVisible();
  });
});
