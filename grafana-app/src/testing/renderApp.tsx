import React, { type ReactNode, useLayoutEffect, useState } from 'react';
import { join } from 'node:path';
import { act, configure, getConfig, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EventBusSrv } from '@grafana/data';
import { config, locationService, type PluginPageProps, setAppEvents, setBackendSrv } from '@grafana/runtime';
import { Route, Router, Routes, useLocation } from 'react-router-dom';
import { createBrowserHub } from '../api/live/createBrowserHub';
import { createQueryClient } from '../api/queryClient';
import { App } from '../components/App/App';
import { APP_ROOT } from '../routing/paths';
import { backendOver } from './backendOver';
import { type FakeGateway, startGateway } from './gateway/startGateway';

/** The schema that the app is generated from, so that the fake cannot answer what the platform would not. */
const SCHEMA = join(__dirname, '../../../gateway/public.graphql');

// A page reads, elects a leader and opens a stream; on a busy machine that takes a while.
// What is hidden is asked for by `toBeVisible` where it matters: looking for it in every query is what makes them slow.
configure({ asyncUtilTimeout: 20_000, defaultHidden: true });
// A dialog or a drawer takes the focus some frames after it has come, and what a test types meanwhile goes nowhere, the more often the busier the machine is:
// whatever is waited for is looked at only when the frames that were asked for until then are over.
const { asyncWrapper } = getConfig();
configure({
  asyncWrapper: async (work) => {
    const result = await asyncWrapper(work);
    await act(twoFrames);
    return result;
  },
});
jest.setTimeout(90_000);

/** Grafana's own page frame is not published; this one shows what the app puts into it. */
const { setPluginPage }: { setPluginPage(page: React.ComponentType<PluginPageProps>): void } = jest.requireActual(
  '../../node_modules/@grafana/runtime/dist/cjs/components/PluginPage.cjs'
);
setPluginPage(({ renderTitle, pageNav, actions, children }) => (
  <main>
    {renderTitle?.('') ?? <h1>{pageNav?.text}</h1>}
    {actions}
    {children}
  </main>
));

// What Grafana says in a corner of the page goes to nobody here.
setAppEvents(new EventBusSrv());

/** Starts a fake platform and points the app at it: questions through Grafana's backend service, the stream through fetch. */
export async function startPlatform(): Promise<FakeGateway> {
  const gateway = await startGateway(SCHEMA);
  setBackendSrv(backendOver(gateway.origin));
  config.appSubUrl = gateway.origin;
  return gateway;
}

function twoFrames(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
}

const noWait = () => createQueryClient(1);

/** Shows the whole app at a path below its root, with its real providers, cache, stream and router. */
export function renderApp(path: string) {
  locationService.getHistory().replace(`${APP_ROOT}/${path}`);
  const view = render(
    <GrafanaRouter>
      <Routes>
        <Route path={`${APP_ROOT}/*`} element={<App createClient={noWait} createHub={createBrowserHub} />} />
      </Routes>
      <Address />
    </GrafanaRouter>
  );
  const address = () => view.getByTestId('address').textContent ?? '';
  // Without a delay no timer comes between the parts of a click: Grafana mounts a button anew when its tooltip goes, and the rest of the click would miss it.
  return { ...view, user: userEvent.setup({ delay: null }), address };
}

/**
 * Waits until nothing can be missed any more: the subscription stands, and what was read before has been read again.
 * @param operation the query that the page reads again.
 */
export async function untilLive(gateway: FakeGateway, operation: string): Promise<void> {
  await waitFor(() => expect(gateway.asked.filter((asked) => asked.operation === operation).length).toBeGreaterThan(1));
  await screen.findByRole('button', { name: 'Live updates: Live' });
}

/** As in Grafana, the router goes by the history of the location service. */
function GrafanaRouter({ children }: { children: ReactNode }) {
  const history = locationService.getHistory();
  const [location, setLocation] = useState(history.location);
  useLayoutEffect(() => history.listen(setLocation), [history]);
  return (
    <Router location={location} navigator={history}>
      {children}
    </Router>
  );
}

/** Where the router is, for tests of links and of filters in the address. */
function Address() {
  const { pathname, search } = useLocation();
  return <span data-testid="address" hidden>{`${pathname.replace(APP_ROOT, '')}${search}`}</span>;
}
