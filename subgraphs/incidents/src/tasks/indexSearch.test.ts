import { firing, openTestIncidents, type TestIncidents } from '../openTestIncidents.ts';
import { wordsOfAlert } from './wordsOfAlert.ts';

let platform: TestIncidents;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());

/** Labels that a reader of words could stumble over. */
const told: Record<string, string>[] = [
  { alertname: 'NodeDiskFull', instance: '10.0.0.1:9100', path: '/var/lib/x_y', UPPER: 'MixedCase42X9' },
  { alertname: 'Quotes', text: 'a "quoted\\path"\n\tand {braces} [b] ~tilde `tick` ^x', long: 'w'.repeat(300) },
  { alertname: 'long label', value: 'word '.repeat(200) },
  { alertname: '磁碟空間不足', instance: 'db-1', note: 'ÀÉ and Σ' },
  { alertname: 'Controls', value: 'one\u0001two\u001etwo\u001fthree' },
  { alertname: '-', empty: '' },
];

test('what is read here and what PostgreSQL reads are the same words, written once for several jobs', async () => {
  const sender = await platform.createSender();
  for (const labels of told) await platform.receive(sender, { ...firing(labels['alertname'] ?? ''), labels });
  await platform.index(sender);
  await platform.index(sender);
  const rows = await platform.database.inTenant(
    sender.tenantId,
    (db) => db.$queryRaw<{ name: string; same: boolean }[]>`
      SELECT a.name, s.words = alert_words(a.name, a.labels, a.annotations) AS same FROM alert a LEFT JOIN alert_search s ON s.alert_id = a.id ORDER BY a.id`,
  );
  expect(rows).toEqual(rows.map(({ name }) => ({ name, same: true })));
  expect(rows).toHaveLength(told.length);
});

test('what is not plain ASCII, and what holds a separator, is left to PostgreSQL', () => {
  const isRead = told.map((labels) => wordsOfAlert({ name: 'x', labels, annotations: {} }) !== undefined);
  expect(isRead).toEqual([true, true, true, false, false, true]);
  expect(wordsOfAlert({ name: 'x', labels: {}, annotations: { summary: 'a\u001fb' } })).toBeUndefined();
});
