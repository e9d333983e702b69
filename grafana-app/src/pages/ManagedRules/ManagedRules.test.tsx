import { screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

const sent = (operation: string) => gateway.asked.filter((asked) => asked.operation === operation);

describe('managed rules', () => {
  it('are made of a template, with what they become beside the form', async () => {
    const empty = renderApp('rules/managed');
    expect(await screen.findByText('No rules are kept here yet')).toBeVisible();
    expect(screen.getByRole('link', { name: 'New rule' })).toHaveAttribute(
      'href',
      '/a/sre-platform-app/rules/managed/new'
    );
    empty.unmount();
    const { user, address } = renderApp('rules/managed/new');
    expect(await screen.findByText('In the words of the platform.')).toBeVisible();
    await user.type(screen.getByLabelText('Search the templates'), 'host or');
    expect(screen.queryByText('In the words of the platform.')).not.toBeInTheDocument();
    await user.click(screen.getByText('Host or target down'));
    await user.type(await screen.findByLabelText(/^Series/), 'job="a"');
    expect(await screen.findByText(/expr: up\{job="a"\} == 0/)).toBeVisible();
    await user.clear(screen.getByLabelText(/^Percent/));
    await user.type(screen.getByLabelText(/^Percent/), '5');
    await user.click(screen.getByRole('radio', { name: 'warning' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('link', { name: 'HostDown' })).toBeVisible();
    expect(sent('CreateManagedRule')[0]?.variables).toMatchObject({
      input: {
        template: 'host_down',
        parameters: { selector: 'job="a"', percent: 5, severity: 'warning' },
        name: 'HostDown',
        enabled: true,
      },
    });
    expect(address()).toBe('/rules/managed');
  });

  it('are written by hand, and say what is no rule yet', async () => {
    const { user } = renderApp('rules/managed/new?template=none');
    expect(await screen.findByText('Give it an expression, a name and a group.')).toBeVisible();
    await user.type(screen.getByLabelText('Expression (PromQL)'), 'broken');
    await user.type(screen.getByLabelText('Name of the alert'), 'Mine');
    await user.type(screen.getByLabelText('Group'), 'g');
    expect(await screen.findByText('Not a rule yet')).toBeVisible();
    expect(screen.getByText('query: must be a PromQL expression')).toBeVisible();
    await user.clear(screen.getByLabelText('Expression (PromQL)'));
    await user.type(screen.getByLabelText('Expression (PromQL)'), 'up == 0');
    await waitFor(() => expect(screen.queryByText('Not a rule yet')).not.toBeInTheDocument());
    const labels = within(screen.getByRole('group', { name: 'Labels' }));
    await user.click(labels.getByRole('button', { name: 'Add' }));
    await user.type(labels.getAllByLabelText('Name')[1] as HTMLElement, 'team');
    await user.type(labels.getByLabelText('team'), 'db');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('link', { name: 'Mine' });
    expect(sent('CreateManagedRule')[0]?.variables).toEqual({
      input: {
        query: 'up == 0',
        for: '5m',
        name: 'Mine',
        group: 'g',
        labels: { severity: 'warning', team: 'db' },
        annotations: {},
        enabled: true,
      },
    });
  });

  it('are changed, shown as a file and deleted', async () => {
    gateway.platform.records.managedRules.push({
      ...{
        id: 'r-1',
        name: 'HostDown',
        group: 'scraping',
        query: 'up{} == 0',
        forSeconds: 300,
        keepFiringForSeconds: 0,
      },
      ...{
        labels: { severity: 'critical', team: 'infra' },
        ownLabels: { team: 'infra' },
        ownAnnotations: {},
      },
      ...{
        enabled: true,
        template: 'host_down',
        parameters: { selector: '', percent: 90, severity: 'critical' },
        updatedAt: new Date().toISOString(),
      },
    });
    const { user } = renderApp('rules/managed');
    await user.click(await screen.findByRole('link', { name: 'HostDown' }));
    expect(await screen.findByLabelText('team')).toHaveValue('infra');
    await user.type(screen.getByLabelText(/^Series/), 'job="b"');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(sent('UpdateManagedRule')[0]?.variables).toMatchObject({ id: 'r-1', input: { labels: { team: 'infra' } } })
    );
    await user.click(await screen.findByRole('button', { name: 'Show the rule file' }));
    expect(await screen.findByText('- alert: HostDown')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Done' }));
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('No rules are kept here yet')).toBeVisible();
  });

  it('that do not exist are said to be missing', async () => {
    renderApp('rules/managed/nowhere');
    expect(await screen.findByText('There is no such rule')).toBeVisible();
  });
});
