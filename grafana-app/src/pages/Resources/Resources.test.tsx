import { screen, waitFor } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { incidentOf, resourceOf } from '../../testing/gateway/samples';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

describe('the resources', () => {
  it('are listed by name, filtered by kind, and lead to their pages', async () => {
    gateway.platform.records.resources.push(
      resourceOf({ id: 'r-2', name: 'web', kind: 'SERVICE' }),
      resourceOf({ id: 'r-1', name: 'db-7', relations: [{ kind: 'part_of', direction: 'OUT', resourceId: 'r-2' }] })
    );
    gateway.platform.records.incidents.push(incidentOf({ id: 'i-7', title: 'Database down', resourceIds: ['r-1'] }));
    const { user, address } = renderApp('resources');
    await screen.findByRole('link', { name: 'db-7' });
    expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual(['db-7', 'web']);
    await user.click(screen.getByRole('button', { name: 'Host' }));
    await waitFor(() => expect(screen.queryByRole('link', { name: 'web' })).not.toBeInTheDocument());
    expect(address()).toBe('/resources?kind=host');
    await user.click(screen.getByRole('link', { name: 'db-7' }));
    expect(await screen.findByRole('link', { name: /Database down/ })).toBeVisible();
    expect(await screen.findByText('Part of')).toBeVisible();
    expect(screen.getByRole('link', { name: 'web' })).toHaveAttribute('href', '/a/sre-platform-app/resources/r-2');
    expect(await screen.findByText(/No lineage is recorded here yet/)).toBeVisible();
  });

  it('that do not exist are said to be missing', async () => {
    renderApp('resources/nowhere');
    expect(await screen.findByText('There is no such resource')).toBeVisible();
  });
});
