import { screen, waitFor } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeAll(() => {
  // A Combobox measures its text, and jsdom has no canvas.
  const measuring = { measureText: () => ({ width: 0 }) };
  // Nor does anything have a size in it.
  window.IntersectionObserver = class {
    root = null;
    rootMargin = '';
    scrollMargin = '';
    thresholds = [];
    observe() {}
    unobserve() {}
    disconnect() {}
    takeRecords() {
      return [];
    }
  };
  window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(measuring as unknown as null);
});
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

describe('the routes', () => {
  it('are only read by who may not manage them', async () => {
    gateway.platform.viewer.permissions = [];
    renderApp('routes');
    await screen.findByRole('treeitem', { name: 'default' });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Import' })).toHaveAttribute('aria-disabled', 'true')
    );
    expect(screen.queryByRole('button', { name: /^Add a route/ })).not.toBeInTheDocument();
  });

  it('say why they cannot be read, and try again', async () => {
    gateway.misbehave.errors.set('Routes', 'UNAVAILABLE');
    const { user } = renderApp('routes');
    expect(await screen.findByText('The platform is not ready')).toBeVisible();
    gateway.misbehave.errors.clear();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('treeitem', { name: 'default' })).toBeVisible();
  });
});
