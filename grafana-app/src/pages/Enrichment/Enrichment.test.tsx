import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import type { EnrichmentRuleInput } from '../../api/generated/graphql';
import { loadTranslations } from '../../i18n/loadTranslations';
import type { FakeGateway } from '../../testing/gateway/startGateway';
import { renderApp, startPlatform } from '../../testing/renderApp';

let gateway: FakeGateway;

beforeAll(loadTranslations);
beforeAll(() => {
  // A Combobox draws only the options that have room, and nothing has any in jsdom.
  jest
    .spyOn(Element.prototype, 'getBoundingClientRect')
    .mockReturnValue({ x: 0, y: 0, top: 0, left: 0, right: 400, bottom: 400, width: 400, height: 400 } as DOMRect);
});
afterAll(() => jest.restoreAllMocks());
beforeEach(async () => {
  gateway = await startPlatform();
});
afterEach(() => gateway.close());

const setLabel = (name: string, value: string, more: Partial<EnrichmentRuleInput> = {}): EnrichmentRuleInput => ({
  name: `${name} is ${value}`,
  action: { kind: 'SET', target: 'LABEL', name, value },
  ...more,
});
const seed = (...rules: EnrichmentRuleInput[]) => {
  const { versions, save } = gateway.platform.enrichment;
  save(rules, versions.length, null);
};
const ruleList = () => screen.findByRole('list', { name: 'Rules' });
const names = () =>
  within(screen.getByRole('list', { name: 'Rules' }))
    .getAllByRole('button', { name: / is / })
    .map(({ textContent }) => textContent)
    .filter((text) => text !== '');
const press = async (user: UserEvent, name: string | RegExp) => user.click(await screen.findByRole('button', { name }));

describe('the rules', () => {
  it('are asked for where there are none, and the first is written', async () => {
    const { user } = renderApp('enrichment');
    await press(user, 'Write the first rule');
    const drawer = within(await screen.findByRole('dialog'));
    expect(drawer.queryByText('A rule has a name.')).not.toBeInTheDocument();
    await user.type(drawer.getByRole('textbox', { name: 'Name' }), 'team is db');
    await user.type(drawer.getByRole('textbox', { name: 'Name of the label' }), 'team');
    await user.type(drawer.getByRole('textbox', { name: /^To/ }), 'db');
    await user.type(
      drawer.getByRole('textbox', { name: 'For alerts with these labels, as an expression' }),
      'job="pg"'
    );
    await user.click(drawer.getByRole('button', { name: 'Put into the draft' }));
    expect(await within(await ruleList()).findByText('job="pg"')).toBeVisible();
    await press(user, 'Save…');
    await user.type(await screen.findByRole('textbox', { name: /^Note/ }), 'they asked for it');
    await press(user, 'Save and make live');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Save…' })).not.toBeInTheDocument());
    expect(gateway.platform.enrichment.versions).toMatchObject([
      {
        version: 1,
        note: 'they asked for it',
        rules: [{ name: 'team is db', matchers: ['job="pg"'], action: { target: 'LABEL', name: 'team', value: 'db' } }],
      },
    ]);
    expect(screen.getByText('Version 1')).toBeVisible();
  });

  it('say why they cannot be read, and try again', async () => {
    gateway.misbehave.errors.set('EnrichmentRules', 'UNAVAILABLE');
    const { user } = renderApp('enrichment');
    expect(await screen.findByText('The platform is not ready')).toBeVisible();
    gateway.misbehave.errors.clear();
    await press(user, 'Try again');
    expect(await screen.findByRole('button', { name: 'Write the first rule' })).toBeVisible();
  });

  it('are only read by who may not manage them', async () => {
    seed(setLabel('team', 'db'), setLabel('env', 'prod'));
    gateway.platform.viewer.permissions = [];
    const { user } = renderApp('enrichment');
    await ruleList();
    await waitFor(() => expect(screen.getByRole('switch', { name: 'Switch team is db on or off' })).toBeDisabled());
    for (const name of ['Add rule', 'Save…', /^Move /, /^Remove /]) {
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
    }
    await press(user, 'team is db');
    const drawer = within(await screen.findByRole('dialog'));
    expect(drawer.getByRole('textbox', { name: 'Name' })).toBeDisabled();
    expect(drawer.queryByRole('button', { name: 'Put into the draft' })).not.toBeInTheDocument();
    await user.click(drawer.getByRole('button', { name: 'Cancel' }));
    await press(user, 'Versions');
    expect(await screen.findByText('2 rules', { exact: false })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Restore' })).not.toBeInTheDocument();
  });

  it('tell at the field what makes no sense', async () => {
    seed(setLabel('team', 'db'), {
      name: 'pod is web',
      action: { kind: 'EXTRACT', from: 'LABEL', name: 'pod', pattern: '(?P<a>b)' },
    });
    const { user } = renderApp('enrichment');
    await press(user, 'pod is web');
    const drawer = within(await screen.findByRole('dialog'));
    const pattern = drawer.getByRole('textbox', { name: /^Pattern/ });
    await user.clear(pattern);
    await user.type(pattern, 'web');
    expect(await drawer.findByText('The pattern has no named group.')).toBeVisible();
    expect(drawer.getByRole('button', { name: 'Put into the draft' })).toBeDisabled();
    const name = drawer.getByRole('textbox', { name: 'Name' });
    await user.clear(name);
    expect(await drawer.findByText('A rule has a name.')).toBeVisible();
    await user.type(name, 'team is db');
    expect(await drawer.findByText('Another rule has this name')).toBeVisible();
  });

  it('are moved, switched off, removed, and given up', async () => {
    seed(setLabel('a', '1'), setLabel('b', '2'), setLabel('c', '3'));
    const { user } = renderApp('enrichment');
    await ruleList();
    await press(user, 'Move c is 3 up');
    expect(names()).toEqual(['a is 1', 'c is 3', 'b is 2']);
    await press(user, 'Remove a is 1');
    await user.click(screen.getByRole('switch', { name: 'Switch b is 2 on or off' }));
    await press(user, 'Save…');
    const diffs = within(await screen.findByRole('list', { name: 'Differences' }));
    expect(diffs.getAllByRole('listitem').map(({ textContent }) => textContent?.trim())).toEqual([
      'b is 2 On or off',
      'b is 2 has another place',
      'a is 1 is removed',
    ]);
    await press(user, 'Cancel');
    await press(user, 'Discard changes');
    expect(names()).toEqual(['a is 1', 'b is 2', 'c is 3']);
  });

  it('keep a draft while another tab is looked at', async () => {
    seed(setLabel('a', '1'), setLabel('b', '2'));
    const { user } = renderApp('enrichment');
    await ruleList();
    await press(user, 'Move b is 2 up');
    await user.click(screen.getByRole('tab', { name: 'Flapping' }));
    await user.click(screen.getByRole('tab', { name: 'Rules' }));
    await ruleList();
    expect(names()).toEqual(['b is 2', 'a is 1']);
  });
});

describe('a save that somebody else came before', () => {
  const conflict = async () => {
    seed(setLabel('a', '1'), setLabel('b', '2'));
    const { user } = renderApp('enrichment');
    await ruleList();
    await press(user, 'Remove a is 1');
    await press(user, 'Save…');
    await user.type(await screen.findByRole('textbox', { name: /^Note/ }), 'mine');
    const { save, versions } = gateway.platform.enrichment;
    save([...(versions[0]?.rules ?? []), setLabel('theirs', 'x')], 1, 'theirs');
    await press(user, 'Save and make live');
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('Somebody else saved version 2 meanwhile')).toBeVisible();
    const diffs = within(within(dialog).getByRole('list', { name: 'Differences' }));
    expect(diffs.getAllByRole('listitem').map(({ textContent }) => textContent?.trim())).toEqual([
      'a is 1 is removed',
      'theirs is x is removed',
    ]);
    return user;
  };

  it('keeps the draft and its note, and saves it over the other when that is said', async () => {
    const user = await conflict();
    expect(names()).toEqual(['b is 2']);
    await press(user, 'Go on with my draft');
    await press(user, 'Save and make live');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(gateway.platform.enrichment.versions.at(-1)).toMatchObject({
      version: 3,
      note: 'mine',
      rules: [{ name: 'b is 2' }],
    });
  });

  it('gives the draft up for what is live when that is said', async () => {
    const user = await conflict();
    await press(user, 'Give up the draft, load version 2');
    await waitFor(() => expect(names()).toEqual(['a is 1', 'b is 2', 'theirs is x']));
    expect(gateway.platform.enrichment.versions).toHaveLength(2);
  });
});

describe('the versions', () => {
  it('say what they would change, and become live again', async () => {
    seed(setLabel('a', '1'), setLabel('gone', 'x'));
    const [a] = gateway.platform.enrichment.versions[0]?.rules ?? [];
    gateway.platform.enrichment.save(
      [{ ...setLabel('a', '1'), id: a?.id, condition: 'true' }, setLabel('b', '2')],
      1,
      'better'
    );
    const { user } = renderApp('enrichment');
    await ruleList();
    await press(user, 'Versions');
    const list = within(await screen.findByRole('list', { name: 'Versions of the rules' }));
    const [newest, first] = list.getAllByRole('listitem').map((item) => within(item));
    expect(newest?.getByText('Live')).toBeVisible();
    expect(newest?.getByText('better')).toBeVisible();
    expect(newest?.getByText(/Ada Lovelace/)).toBeVisible();
    expect(newest?.queryByRole('button', { name: 'Compare with live' })).not.toBeInTheDocument();
    await press(user, 'Compare with live');
    const diffs = within(await screen.findByRole('list', { name: 'Differences' }));
    expect(diffs.getAllByRole('listitem').map(({ textContent }) => textContent?.trim())).toEqual([
      'a is 1 Condition',
      'gone is x is new',
      'b is 2 is removed',
    ]);
    await user.click(first?.getByRole('button', { name: 'Restore' }) ?? document.body);
    await press(user, 'Make it live');
    await waitFor(() => expect(names()).toEqual(['a is 1', 'gone is x']));
    expect(gateway.platform.enrichment.versions).toHaveLength(3);
  });

  it('are none before the first save', async () => {
    const { user } = renderApp('enrichment');
    await press(user, 'Versions');
    expect(await screen.findByText(/Nothing was saved yet/)).toBeVisible();
  });
});

describe('the tester', () => {
  it('tells what each rule made of labels', async () => {
    seed(
      setLabel('team', 'shop', { matchers: ['job="checkout"'] }),
      setLabel('other', 'x', { matchers: ['job="other"'] })
    );
    const { user } = renderApp('enrichment');
    await ruleList();
    await press(user, 'Try');
    const steps = within(await screen.findByRole('list', { name: 'What each rule did' }));
    const [applied, not] = steps.getAllByRole('listitem');
    expect(applied).toHaveTextContent('team is shop Applied');
    expect(not).toHaveTextContent('Its matchers do not hold');
    const end = screen.getByLabelText('As it goes on');
    expect(end).toHaveTextContent('team=shop');
    const labels = screen.getByRole('textbox', { name: 'Labels' });
    await user.clear(labels);
    await user.type(labels, 'no pair');
    expect(await screen.findByText('Write one name=value a line, or JSON')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try' })).toBeDisabled();
  });
});

describe('the look-up tables', () => {
  const csv = (text: string) => new File([text], 'owners.csv', { type: 'text/csv' });

  it('are uploaded after a look at the first rows', async () => {
    const { user } = renderApp('enrichment?tab=tables');
    await press(user, 'Upload a table');
    const rows = Array.from({ length: 10_000 }, (_, at) => `service-${at},team-${at % 7}`);
    await user.upload(fileInput(), csv(['service,team', ...rows].join('\n')));
    expect(await screen.findByText('10,000 rows, of which the first 10:')).toBeVisible();
    expect(screen.getByText('service-9')).toBeVisible();
    await press(user, 'Save the table');
    const list = within(await screen.findByRole('list', { name: 'Look-up tables' }));
    expect(list.getByText('owners')).toBeVisible();
    expect(list.getByText('10,000 rows')).toBeVisible();
    expect(list.getByText('No rule looks things up in it')).toBeVisible();
  });

  it('are not taken from a file that makes no sense, which is told by line', async () => {
    const { user } = renderApp('enrichment?tab=tables');
    await press(user, 'Upload a table');
    await user.upload(fileInput(), csv('a,b\n1,2\n3\n'));
    expect(await screen.findByText('Line 3: The row has 1 cells; the header has 2.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save the table' })).toBeDisabled();
  });

  it('are not sent when they are larger than the platform takes', async () => {
    const { user } = renderApp('enrichment?tab=tables');
    await press(user, 'Upload a table');
    await user.upload(fileInput(), csv(`a\n${'團'.repeat(400_000)}`));
    expect(await screen.findByText('The file is too large')).toBeVisible();
    expect(gateway.asked.map(({ operation }) => operation)).not.toContain('CheckLookupTable');
  });

  it('get another name without another file, but none that is taken', async () => {
    const { tables } = gateway.platform.enrichment;
    const content = { columns: ['a'], rows: [['1']], updatedAt: '2026-01-01T00:00:00Z' };
    tables.push({ id: 't-1', name: 'owners', ...content }, { id: 't-2', name: 'sites', ...content });
    const { user } = renderApp('enrichment?tab=tables');
    await press(user, 'Replace or rename owners');
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'sites');
    await press(user, 'Rename the table');
    expect(await screen.findByText('There is a table named "sites" already.')).toBeVisible();
    await user.type(name, ' of services');
    await press(user, 'Rename the table');
    expect(await screen.findByText('sites of services')).toBeVisible();
    expect(tables[0]).toMatchObject({ id: 't-1', name: 'sites of services', rows: [['1']] });
  });

  it('stay while rules use them, which are named', async () => {
    const { tables } = gateway.platform.enrichment;
    tables.push({ id: 't-1', name: 'owners', columns: ['a'], rows: [], updatedAt: '2026-01-01T00:00:00Z' });
    const action = { kind: 'LOOK_UP' as const, tableId: 't-1', keys: [{ column: 'a', label: 'a' }], values: [] };
    seed({ name: 'owner of the service', action });
    const { user } = renderApp('enrichment?tab=tables');
    expect(await screen.findByText('Used by owner of the service')).toBeVisible();
    await press(user, 'Remove owners');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('owner of the service')).toBeVisible();
    await user.click(dialog.getAllByRole('button', { name: 'Close' })[0] as HTMLElement);
    expect(tables).toHaveLength(1);
  });
});

describe('the dropped alerts', () => {
  it('are none at first', async () => {
    renderApp('enrichment?tab=dropped');
    expect(await screen.findByText('No rule has dropped an alert')).toBeVisible();
  });
});

describe('the policy of flapping', () => {
  it('is changed within its bounds', async () => {
    const { user } = renderApp('enrichment?tab=flapping');
    const changes = await screen.findByRole('spinbutton', { name: 'Changes of state' });
    await waitFor(() => expect(changes).toBeEnabled());
    await user.clear(changes);
    await user.type(changes, '2');
    expect(await screen.findByText('From 3 to 50')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.clear(changes);
    await user.type(changes, '12');
    await press(user, 'Save');
    await waitFor(() =>
      expect(gateway.platform.enrichment.policy()).toEqual({ enabled: true, changes: 12, windowMinutes: 30 })
    );
  });

  it('is only read by who may not manage it', async () => {
    gateway.platform.viewer.permissions = [];
    renderApp('enrichment?tab=flapping');
    expect(await screen.findByRole('spinbutton', { name: 'Changes of state' })).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Save' })).not.toBeInTheDocument();
  });
});

function fileInput(): HTMLInputElement {
  const input = document.querySelector<HTMLInputElement>('input[type="file"]');
  if (input === null) {
    throw new Error('There is no field for a file.');
  }
  return input;
}
