import { screen, waitFor, within } from '@testing-library/react';
import { loadTranslations } from '../../i18n/loadTranslations';
import { ruleSourceOf } from '../../testing/gateway/samples';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

const sent = (operation: string) => gateway.asked.filter((asked) => asked.operation === operation);
const sources = () => gateway.platform.records.ruleSources;

/** Presses a button once the viewer's permissions are known. */
async function press(user: ReturnType<typeof renderApp>['user'], name: string) {
  await waitFor(() => expect(screen.getByRole('button', { name })).not.toHaveAttribute('aria-disabled', 'true'));
  await user.click(screen.getByRole('button', { name }));
}

describe('the sources of rules', () => {
  it('are added after their address was tried', async () => {
    const { user } = renderApp('rules/sources');
    await press(user, 'Add source');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.type(dialog.getByLabelText('Name'), 'Production');
    await user.type(dialog.getByLabelText(/Address/), 'prometheus');
    expect(dialog.getByText(/Write it with its scheme/)).toBeVisible();
    await user.clear(dialog.getByLabelText(/Address/));
    await user.type(dialog.getByLabelText(/Address/), 'http://refuse:9090');
    await user.click(dialog.getByRole('radio', { name: 'Bearer token' }));
    expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.type(dialog.getByLabelText('Token'), 'secret');
    await user.click(dialog.getByRole('button', { name: 'Test the connection' }));
    expect(await dialog.findByText(/refuses the credentials/)).toBeVisible();
    expect(sent('TestRuleSource')[0]?.variables).toEqual({
      input: { url: 'http://refuse:9090', credentials: { auth: 'BEARER', token: 'secret' } },
    });
    await user.type(dialog.getByLabelText(/Address/), '/prometheus');
    expect(dialog.queryByText(/refuses the credentials/)).not.toBeInTheDocument();
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('http://refuse:9090/prometheus')).toBeVisible();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(sent('CreateRuleSource')[0]?.variables).toMatchObject({
      input: { name: 'Production', intervalSeconds: 60 },
    });
  });

  it('say in words why they cannot be read, and are read again', async () => {
    const failed = { state: 'FAILED', reason: 'connection_refused', detail: 'connect ECONNREFUSED' } as const;
    sources().push(
      ruleSourceOf({ id: 's-1', ruleCount: 1_155, sync: { ...failed, attemptedAt: null, succeededAt: null } })
    );
    const { user } = renderApp('rules/sources');
    expect(await screen.findByText(/Nothing listens at this address/)).toBeVisible();
    expect(screen.getByRole('link', { name: '1,155 rules' })).toHaveAttribute(
      'href',
      '/a/sre-platform-app/rules?source=s-1'
    );
    const readNow = () => screen.getByRole('button', { name: 'Read now' });
    await waitFor(() => expect(readNow()).toHaveAttribute('aria-disabled', 'false'));
    await user.click(readNow());
    await waitFor(() => expect(screen.queryByText(/Nothing listens at this address/)).not.toBeInTheDocument());
    expect(sent('SyncRuleSource')).toHaveLength(1);
  });

  it('keep their credentials when they are edited, and names are not taken twice', async () => {
    sources().push(ruleSourceOf({ id: 's-1', auth: 'BASIC' }), ruleSourceOf({ id: 's-2', name: 'vmalert' }));
    const { user } = renderApp('rules/sources');
    await user.click((await screen.findAllByRole('button', { name: 'Edit' }))[0] as HTMLElement);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('radio', { name: 'Keep the stored ones' })).toBeChecked();
    await user.clear(dialog.getByLabelText('Name'));
    await user.type(dialog.getByLabelText('Name'), 'vmalert');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await dialog.findByText('There is a rule source named "vmalert" already.')).toBeVisible();
    expect(sent('UpdateRuleSource')[0]?.variables).toEqual({
      id: 's-1',
      input: { name: 'vmalert', url: 'http://prometheus:9090', intervalSeconds: 60 },
    });
  });

  it('are switched off, and deleted after a question', async () => {
    sources().push(ruleSourceOf({ id: 's-1' }));
    const { user } = renderApp('rules/sources');
    await user.click(await screen.findByRole('switch'));
    expect(await screen.findByText('switched off')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Read now' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/lineage that was recorded stays/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('No source of alert rules yet')).toBeVisible();
  });

  it('take rule files, and say line by line what was not understood', async () => {
    const { user } = renderApp('rules/sources');
    await press(user, 'Import rule file');
    const dialog = within(await screen.findByRole('dialog'));
    const file = new File(['alert: HostDown\nalert: B # broken'], 'hosts.yml');
    await user.upload(dialog.getByTestId('data-testid-file-upload-input-field'), file);
    await waitFor(() => expect(dialog.getByLabelText(/Name of the file/)).toHaveValue('hosts.yml'));
    await user.click(dialog.getByRole('button', { name: 'Check' }));
    expect(await dialog.findByText('Understood: 2 rules')).toBeVisible();
    expect(dialog.getByText('Line 5')).toBeVisible();
    expect(dialog.getByText(/The expression cannot be read/)).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Import' })).toBeDisabled();
    await user.type(dialog.getByLabelText(/^Source/), 'Repository');
    await user.click(dialog.getByRole('button', { name: 'Import' }));
    expect(await dialog.findByText('Imported: 2 rules')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Done' }));
    expect(await screen.findByText('Repository')).toBeVisible();
  });

  it('cannot be changed without the permission, which is named', async () => {
    gateway.platform.viewer.permissions = [];
    sources().push(ruleSourceOf({ id: 's-1' }));
    const { user } = renderApp('rules/sources');
    const add = await screen.findByRole('button', { name: 'Add source' });
    await waitFor(() => expect(add).toHaveAttribute('aria-disabled', 'true'));
    await user.hover(add);
    expect(await screen.findByText(/rules:manage/)).toBeVisible();
    expect(screen.getByRole('switch')).toBeDisabled();
  });
});
