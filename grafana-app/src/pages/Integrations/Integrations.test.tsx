import { screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { integrationOf } from '../../testing/gateway/createIntegrations';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

const have = (...given: Array<Parameters<typeof integrationOf>[0]>) =>
  gateway.platform.records.integrations.push(...given.map(integrationOf));

describe('the integrations', () => {
  it('are listed with their health at a glance', async () => {
    have(
      { name: 'Prod' },
      { name: 'Noisy', refused: 10 },
      { name: 'Backup', source: 'HEARTBEAT', heartbeat: 'MISSED' },
      { name: 'New', lastReceivedAt: null },
      { name: 'Old', enabled: false }
    );
    renderApp('integrations');
    await screen.findByRole('link', { name: 'Prod' });
    const healthOf = (name: string) =>
      within(screen.getByRole('link', { name }).closest('[role="row"]') as HTMLElement).getAllByRole('cell')[0]
        ?.textContent;
    expect(['Prod', 'Noisy', 'Backup', 'New', 'Old'].map(healthOf)).toEqual([
      'Healthy',
      'Refusing',
      'Silent',
      'Waiting',
      'Off',
    ]);
    expect(screen.getByText('50 % refused')).toBeVisible();
  });

  it('that are none offer the first one', async () => {
    const { user } = renderApp('integrations');
    expect(await screen.findByText('Nothing sends alerts yet')).toBeVisible();
    const [create] = screen.getAllByRole('button', { name: 'New integration' });
    await user.click(create as HTMLElement);
    expect(await screen.findByText('What sends the alerts?')).toBeVisible();
  });

  it('that do not match leave a way back', async () => {
    have({ name: 'Prod' });
    const { user } = renderApp('integrations?q=nothing');
    await user.click(await screen.findByRole('button', { name: 'Show all' }));
    expect(await screen.findByRole('link', { name: 'Prod' })).toBeVisible();
  });

  it('that cannot be read say why', async () => {
    gateway.misbehave.errors.set('Integrations', 'FORBIDDEN');
    renderApp('integrations');
    expect(await screen.findByText('You are not allowed to see or do this')).toBeVisible();
  });

  it('are not made by whoever may not manage them', async () => {
    have({ name: 'Prod' });
    gateway.platform.viewer.permissions = [];
    renderApp('integrations');
    await screen.findByRole('link', { name: 'Prod' });
    expect(screen.getByRole('button', { name: /New integration|integrations:manage/ })).toHaveAttribute(
      'aria-disabled',
      'true'
    );
  });

  it('are made in two steps, and the token is shown with what is pasted', async () => {
    have({ name: 'Prod' });
    const { user } = renderApp('integrations');
    await screen.findByRole('link', { name: 'Prod' });
    const create = () => screen.getByRole('button', { name: 'New integration' });
    await waitFor(() => expect(create()).toHaveAttribute('aria-disabled', 'false'));
    await user.click(create());
    await user.click(await screen.findByLabelText(/Name/));
    await user.paste('Second');
    const save = () => screen.getByRole('button', { name: 'Create' });
    await waitFor(() => expect(save()).not.toHaveAttribute('aria-disabled', 'true'));
    await user.click(save());
    expect(await screen.findByText('The token is shown this once')).toBeVisible();
    expect(screen.getByText('sre_int_new')).toBeVisible();
    expect(screen.getByText(/webhook_configs/)).toHaveTextContent('/ingest/alertmanager/sre_int_new');
  });
});

describe('one integration', () => {
  it('tells what it sent and what became of it; a refused body can be seen', async () => {
    have({
      name: 'Prod',
      payloads: [
        {
          id: 'p-1',
          outcome: 'REFUSED',
          code: 'UNKNOWN_SHAPE',
          message: 'The mapping cannot read "status"',
          body: '{"a":1}',
        },
        { id: 'p-2', outcome: 'ACCEPTED', code: null, message: null, body: '{}' },
      ],
    });
    const { user } = renderApp('integrations/prod');
    await user.click(await screen.findByRole('button', { name: /UNKNOWN_SHAPE/ }));
    expect(await screen.findByText(/"a": 1/)).toBeVisible();
    expect(await screen.findByText('25 %')).toBeVisible();
    await user.click(screen.getByRole('radio', { name: 'Refused' }));
    expect(await screen.findByRole('button', { name: /UNKNOWN_SHAPE/ })).toBeVisible();
  });

  it('has its mapping edited as a form, and as JSON where that says more', async () => {
    have({ name: 'Hook', source: 'GENERIC', settings: { mapping: { title: 'item.what', labels: 'item.tags' } } });
    const { user } = renderApp('integrations/hook');
    const field = (name: string) => screen.findByRole('textbox', { name });
    expect(await field('Title')).toHaveValue('item.what');
    await waitFor(async () =>
      expect(await field('Status')).toHaveAttribute('placeholder', expect.stringContaining('firing'))
    );
    const labels = within(screen.getByRole('group', { name: 'Labels' }));
    expect(labels.getByDisplayValue('...')).toBeVisible();
    await user.click(labels.getByRole('button', { name: 'Add' }));
    await user.type(labels.getAllByRole('textbox').at(-2) as HTMLElement, 'cluster');
    await user.type(labels.getAllByRole('textbox').at(-1) as HTMLElement, 'body.cluster');
    await user.clear(await field('Title'));
    await user.type(await field('Key'), 'item.id');

    await user.click(screen.getByRole('radio', { name: 'JSON' }));
    const mapping = { labels: { '...': 'item.tags', cluster: 'body.cluster' }, key: 'item.id' };
    expect(
      JSON.parse((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /^Expressions/ })).value)
    ).toEqual(mapping);
    await user.click(screen.getByRole('button', { name: 'Keep this mapping' }));
    await waitFor(() => expect(gateway.platform.records.integrations[0]?.settings).toEqual({ mapping }));

    await user.clear(screen.getByRole('textbox', { name: /^Expressions/ }));
    await user.paste('{"title": 1}');
    expect(screen.getByRole('radio', { name: 'Form' })).toBeDisabled();
  });

  it('is switched off, and its token is rotated', async () => {
    have({ name: 'Prod' });
    const { user } = renderApp('integrations/prod');
    const off = () => screen.findByRole('button', { name: 'Switch off' });
    // A button that is explained by a tooltip is another one than after it: it is asked for anew each time.
    await waitFor(async () => expect(await off()).toHaveAttribute('aria-disabled', 'false'));
    await user.click(await off());
    expect(await screen.findByRole('button', { name: 'Switch on' }, { timeout: 20_000 })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Rotate token' }));
    await user.click(screen.getAllByRole('button', { name: 'Rotate token' }).at(-1) as HTMLElement);
    expect(await screen.findByText('sre_int_new')).toBeVisible();
  });

  it('that is not known leads back', async () => {
    renderApp('integrations/none');
    expect(await screen.findByText('There is no such integration')).toBeVisible();
  });
});
