import { screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { choose } from '../../testing/choose';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
  gateway.platform.escalation.chains.push({
    ...{ id: 'chain-1', version: 1 },
    chain: { name: 'primary', steps: [{ kind: 'EVERY_CHANNEL' }] },
  });
});
afterEach(() => gateway.close());

it('without a policy it says what happens, and who may not manage it only reads', async () => {
  gateway.platform.viewer.permissions = [];
  renderApp('policies');
  expect(await screen.findByText(/every channel is told of every incident at once/)).toBeVisible();
  expect(screen.getByRole('treeitem', { name: 'every channel' })).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Add a node/ })).not.toBeInTheDocument();
});

it('a draft is begun, is not saved while it makes no sense, is tried, and becomes the policy with its note', async () => {
  const { user } = renderApp('policies');
  await user.click(await screen.findByRole('button', { name: 'Add a node below every channel' }));
  const form = within(await screen.findByRole('dialog', { name: /New node/ }));
  await user.click(form.getByRole('radio', { name: 'A chain' }));
  expect(await screen.findByText('This draft cannot be saved yet: 1 problem')).toBeInTheDocument();
  await choose(user, 'Chain', 'primary');
  expect(await screen.findByText('A draft: incidents still go by version 0')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Close' }));

  await user.click(await screen.findByRole('button', { name: 'Try on the draft' }));
  expect(await screen.findByText('Says who is told')).toBeVisible();
  const way = within(await screen.findByRole('article', { name: 'every channel' }));
  expect(way.getByText('Ann')).toBeVisible();
  expect(way.getByText(/At its end: everybody was told/)).toBeVisible();

  await user.click(screen.getByRole('button', { name: 'Save…' }));
  const difference = within(await screen.findByRole('figure', { name: 'From the live policy to the draft' }));
  expect(difference.getByText(/New node: .*→ primary/)).toBeVisible();
  await user.click(await screen.findByRole('textbox', { name: /^Note/ }));
  await user.paste('first');
  await user.click(screen.getByRole('button', { name: 'Save and make live' }));
  await waitFor(() => expect(gateway.platform.escalation.policyVersions).toHaveLength(1));
  expect(gateway.platform.escalation.policyVersions[0]).toMatchObject({
    note: 'first',
    nodes: [{ name: 'every channel' }, { name: 'New node', tells: 'CHAIN', chainId: 'chain-1' }],
  });
  expect(await screen.findByRole('treeitem', { name: 'New node' })).toBeVisible();
});

it('of two who save, the second keeps the draft and is told', async () => {
  const { user } = renderApp('policies');
  await user.click(await screen.findByRole('button', { name: 'Add a node below every channel' }));
  await user.click(screen.getByRole('button', { name: 'Close' }));
  gateway.platform.escalation.policyVersions.push({ version: 1, note: null, nodes: [{ key: 'r', name: 'theirs' }] });
  await user.click(await screen.findByRole('button', { name: 'Save…' }));
  await user.click(await screen.findByRole('button', { name: 'Save and make live' }));
  expect(await screen.findByText(/Somebody else saved version/)).toBeInTheDocument();
  await user.click(await screen.findByRole('button', { name: 'I have looked at it' }));
  await user.click(await screen.findByRole('button', { name: 'Save and make live' }));
  await waitFor(() => expect(gateway.platform.escalation.policyVersions).toHaveLength(2));
});

it('says why it cannot be read, and tries again', async () => {
  gateway.misbehave.errors.set('Policy', 'UNAVAILABLE');
  const { user } = renderApp('policies');
  expect(await screen.findByText('The platform is not ready')).toBeVisible();
  gateway.misbehave.errors.clear();
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('treeitem', { name: 'every channel' })).toBeVisible();
});
