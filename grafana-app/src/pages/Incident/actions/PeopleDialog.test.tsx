import { screen, waitFor } from '@testing-library/react';
import { loadTranslations } from '../../../i18n/loadTranslations';
import { choose } from '../../../testing/choose';
import { ada, chen, incidentOf } from '../../../testing/gateway/samples';
import type { FakeGateway } from '../../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../../testing/renderApp';

let gateway: FakeGateway;

/** Pickers measure their text, and jsdom lays nothing out. */
beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

it('warns who would put the incident out of their own scope, until they would not', async () => {
  gateway.platform.records.incidents.push(incidentOf({ id: 'i-1', title: 'Disk full', assignee: ada }));
  gateway.platform.viewer.scope = { ownTeams: true, labels: [{ cluster: 'eu-1' }] };
  const { user } = renderApp('incidents/i-1');
  await waitFor(() => expect(screen.getByRole('button', { name: 'More actions' })).toBeEnabled());
  await user.click(screen.getByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Assign and roles…' }));
  await screen.findByRole('dialog');
  const warning = 'You would not see this incident any more';
  expect(screen.queryByText(warning)).not.toBeInTheDocument();
  await choose(user, 'Assignee', chen.name);
  expect(await screen.findByText(warning)).toBeVisible();
  await choose(user, 'Assignee', ada.name);
  await waitFor(() => expect(screen.queryByText(warning)).not.toBeInTheDocument());
});
