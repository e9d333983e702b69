import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { loadTranslations } from '../../i18n/loadTranslations';
import type { CorrelationRuleRecord, EvidenceRecord } from '../../testing/gateway/createCorrelation';
import { incidentOf } from '../../testing/gateway/samples';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

const ruleOf = (change: Partial<CorrelationRuleRecord> & { id: string; name: string }): CorrelationRuleRecord => ({
  ...{ windowMinutes: 15, labels: ['service'], mostHops: 2, mode: 'SUGGEST', enabled: true },
  ...{ suggestedCount: 3, mergedCount: 1, dismissedCount: 0 },
  ...change,
});

const evidence: EvidenceRecord = {
  gapSeconds: 120,
  hops: 2,
  sharedLabels: [{ name: 'service', value: 'checkout' }],
  path: {
    nodes: ['pg-host', 'db-1', 'checkout'].map((label) => ({ kind: 'RESOURCE', key: label, label })),
    edges: [
      { kind: 'hosts', isForward: true },
      { kind: 'backs', isForward: true },
    ],
  },
};

function foundPair() {
  gateway.platform.records.incidents.push(
    incidentOf({ id: 'i-1', title: 'Disk full' }),
    incidentOf({ id: 'i-2', title: 'Checkout slow' }),
    incidentOf({ id: 'i-3', title: 'Elsewhere' })
  );
  gateway.platform.correlation.pairs.push({
    ...{ id: 'p-1', olderId: 'i-1', youngerId: 'i-2', ruleName: 'Same service', state: 'SUGGESTED', evidence },
  });
  gateway.platform.correlation.decisions.push({
    ...{ id: 'd-1', incidentId: 'i-2', otherId: 'i-3', ruleName: 'Same service', reason: 'label_differs' },
    facts: { label: 'service', values: ['checkout', 'cart'] },
  });
}

const rules = () => gateway.platform.correlation.rules;
const save = () => screen.getByRole('button', { name: 'Save' });

async function fill(user: UserEvent, name: RegExp, text: string) {
  const field = await screen.findByLabelText(name);
  await user.clear(field);
  await user.click(field);
  await user.paste(text);
}

async function addLabel(user: UserEvent, label: string) {
  await user.click(screen.getByPlaceholderText('Label, then Enter'));
  await user.paste(label);
  await user.keyboard('{Enter}');
}

describe('the correlation rules', () => {
  it('are listed in their order with what they ask, moved, switched off and deleted', async () => {
    rules().push(
      ruleOf({ id: 'r-1', name: 'Same service' }),
      ruleOf({ id: 'r-2', name: 'Neighbours', labels: [], mode: 'MERGE' })
    );
    const { user } = renderApp('correlation');
    const row = await screen.findByRole('listitem', { name: 'Same service' });
    expect(within(row).getByText('at most 2 hops apart')).toBeVisible();
    expect(within(row).getByText('service')).toBeVisible();
    expect(within(row).getByText('3 suggested · 1 merged · 0 dismissed')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Move Same service up' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Move Neighbours up' }));
    await waitFor(() => expect(rules().map(({ id }) => id)).toEqual(['r-2', 'r-1']));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Move Neighbours up' })).toBeDisabled());
    await waitFor(() => expect(screen.getByRole('switch', { name: 'Use Neighbours' })).toBeEnabled());
    await user.click(screen.getByRole('switch', { name: 'Use Neighbours' }));
    await waitFor(() =>
      expect(rules().find(({ id }) => id === 'r-2')).toMatchObject({ enabled: false, mode: 'MERGE', mostHops: 2 })
    );
  });

  it('are made with a trial beside the form', async () => {
    foundPair();
    const { user } = renderApp('correlation');
    await user.click(await screen.findByRole('button', { name: 'New rule' }));
    expect(await screen.findByText('1 pair among 3 incidents')).toBeVisible();
    expect(screen.getByRole('link', { name: /Disk full/ })).toBeVisible();
    expect(within(screen.getByRole('list', { name: 'The way through the lineage' })).getByText('db-1')).toBeVisible();
    expect(screen.getByText('service differs: checkout and cart')).toBeVisible();

    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  it('are filled in, saved as the form has them, and stand in the list', async () => {
    const { user } = renderApp('correlation');
    await user.click(await screen.findByRole('button', { name: 'New rule' }));
    await fill(user, /^Name/, 'One cluster');
    await fill(user, /^Within so many minutes/, '0');
    expect(screen.getByText('A whole number from 1 to 10,080, which is a week.')).toBeVisible();
    expect(screen.getByText('It is tried as soon as the rule can be read.')).toBeVisible();
    expect(save()).toBeDisabled();
    await fill(user, /^Within so many minutes/, '30');
    await addLabel(user, 'cluster');
    await user.click(screen.getByRole('radio', { name: 'Merge' }));
    await fill(user, /^At most so many incidents become one/, '5');
    await waitFor(() => expect(save()).toBeEnabled());
    await user.click(save());

    const row = await screen.findByRole('listitem', { name: 'One cluster' });
    expect(within(row).getByText('cluster')).toBeVisible();
    expect(screen.queryByRole('textbox', { name: /^Name/ })).not.toBeInTheDocument();
    expect(rules()).toEqual([
      expect.objectContaining({
        ...{ name: 'One cluster', windowMinutes: 30, labels: ['cluster'], mostHops: 2, mode: 'MERGE' },
        ...{ mostIncidents: 5, enabled: true, matchers: [] },
      }),
    ]);
  });

  it('keep what was filled in when the platform refuses it, and say why', async () => {
    const { user } = renderApp('correlation');
    await user.click(await screen.findByRole('button', { name: 'New rule' }));
    await fill(user, /^Name/, 'Everything');
    gateway.misbehave.errors.set('CreateCorrelationRule', 'CONFLICT');
    await waitFor(() => expect(save()).toBeEnabled());
    await user.click(save());
    const form = screen.getByRole('textbox', { name: /^Name/ }).closest('form');
    await waitFor(() => expect(within(form as HTMLElement).getByRole('alert')).toBeVisible());
    expect(screen.getByRole('textbox', { name: /^Name/ })).toHaveValue('Everything');
    expect(rules()).toEqual([]);
    gateway.misbehave.errors.delete('CreateCorrelationRule');
    await user.click(save());
    expect(await screen.findByRole('listitem', { name: 'Everything' })).toBeVisible();
  });

  it('say what to do where there are none, and are changed by nobody who may not', async () => {
    gateway.platform.viewer.permissions = [];
    renderApp('correlation');
    expect(await screen.findByText('No correlation rules yet')).toBeVisible();
    expect(screen.getByRole('button', { name: 'New rule' })).toHaveAttribute('aria-disabled', 'true');
  });

  it('say when they cannot be read', async () => {
    gateway.misbehave.errors.set('CorrelationRules', 'UNAVAILABLE');
    renderApp('correlation');
    expect(await screen.findByRole('button', { name: /again/i })).toBeVisible();
  });
});

/** By its heading: a role is looked for in the whole page, each time that anything moves. */
async function findCard(title = 'Possibly the same problem'): Promise<HTMLElement> {
  const card = (await screen.findByRole('heading', { name: title })).closest('section');
  if (card === null) {
    throw new Error('The heading stands in no section.');
  }
  return card;
}

describe('on an incident, a pair', () => {
  it('that waits says why, and is merged', async () => {
    foundPair();
    const { user } = renderApp('incidents/i-2');
    const card = await findCard();
    expect(within(card).getByRole('link', { name: /Disk full/ })).toBeVisible();
    const chain = within(card).getByRole('list', { name: 'The way through the lineage' });
    expect(
      within(chain)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent)
    ).toEqual([...['checkout', 'does the work of', 'db-1', 'hosts', 'pg-host']]);
    await waitFor(() => expect(within(card).getByRole('button', { name: /Merge into/ })).toBeEnabled());
    await user.click(within(card).getByRole('button', { name: /Merge into/ }));
    await waitFor(() => expect(gateway.platform.correlation.pairs[0]?.state).toBe('ACCEPTED'));
    expect(await screen.findByText('Merged by a person, as the rule Same service suggested')).toBeVisible();
  });

  it('that a rule merged says so on both incidents, with the evidence', async () => {
    foundPair();
    const [pair] = gateway.platform.correlation.pairs;
    gateway.platform.correlation.pairs = pair ? [{ ...pair, state: 'MERGED' }] : [];
    const incidents = gateway.platform.records.incidents;
    gateway.platform.records.incidents = incidents.map((incident) =>
      incident.id === 'i-2' ? { ...incident, status: 'MERGED', mergedIntoId: 'i-1' } : incident
    );
    const younger = renderApp('incidents/i-2');
    expect(await screen.findByText('This incident was merged')).toBeVisible();
    const card = await findCard('Correlation');
    expect(within(card).getByText('Merged by the rule Same service')).toBeVisible();
    expect(within(card).getByRole('link', { name: /Disk full/ })).toBeVisible();
    expect(within(card).queryByRole('button', { name: /Merge into/ })).not.toBeInTheDocument();
    younger.unmount();

    renderApp('incidents/i-1');
    const older = await findCard('Correlation');
    expect(within(older).getByText('Merged by the rule Same service')).toBeVisible();
    expect(within(older).getByRole('link', { name: /Checkout slow/ })).toBeVisible();
  });

  it('is dismissed, and the rest is explained', async () => {
    foundPair();
    const { user } = renderApp('incidents/i-2');
    const card = await findCard();
    await user.click(within(card).getByRole('button', { name: 'Why not others?' }));
    expect(await screen.findByText('Same service: service differs: checkout and cart')).toBeVisible();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Not the same' })).toBeEnabled());
    await user.click(screen.getByRole('button', { name: 'Not the same' }));
    await waitFor(() => expect(gateway.platform.correlation.pairs[0]?.state).toBe('DISMISSED'));
  });

  it('is not spoken of where there is none', async () => {
    foundPair();
    renderApp('incidents/i-3');
    expect(await screen.findByText('Probable cause')).toBeVisible();
    await waitFor(() => expect(gateway.asked.some(({ operation }) => operation === 'IncidentCorrelation')).toBe(true));
    expect(screen.queryByText('Possibly the same problem')).not.toBeInTheDocument();
  });
});
