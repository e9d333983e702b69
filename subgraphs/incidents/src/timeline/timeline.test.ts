import type { Caller } from '#kit/caller';
import { acknowledgeIncident } from '../incident/acknowledgeIncident.ts';
import { addIncidentNote } from '../incident/addIncidentNote.ts';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';

let platform: TestIncidents;
let sender: TestSender;
let ada: Caller & { personId: string };
let id: string;
beforeAll(async () => {
  platform = await openTestIncidents();
  sender = await platform.createSender();
  ada = await platform.createPerson(sender);
  const bob = await platform.createPerson(sender, 'Bob');
  await platform.receive(sender, firing('Up'));
  id = (await platform.incidentsOf(sender))[0]?.id ?? '';
  await acknowledgeIncident(platform, ada, id);
  for (const text of ['one', 'two', 'three']) await addIncidentNote(platform, text === 'two' ? bob : ada, id, text);
});
afterAll(() => platform.close());

const read = async (args: string) => {
  const { data, errors } = await platform.ask(
    ada,
    `{ incident(id: "${id}") { timeline(${args}) { totalCount edges { node { kind text } } pageInfo { hasNextPage endCursor } } } }`,
  );
  return errors ? errors[0]?.message : data.incident.timeline;
};
const told = ({ edges }: any) => edges.map(({ node }: any) => node.text ?? node.kind);

test('a story is read from either end, by kind and by who did it', async () => {
  expect(told(await read('order: NEWEST_FIRST'))).toEqual(['three', 'two', 'one', 'acknowledged', 'opened']);
  expect(told(await read('filter: { kinds: ["note", "opened"] }'))).toEqual(['opened', 'one', 'two', 'three']);
  expect(told(await read(`filter: { actorIds: ["${ada.personId}", "no id"] }, order: NEWEST_FIRST`))).toEqual(['three', 'one', 'acknowledged']);
  expect(await read('filter: { kinds: ["rumour"] }')).toMatch(/no kind "rumour"/);
});

test('the newest first is paged to its end', async () => {
  const seen: string[] = [];
  for (let after = ''; ;) {
    const page: any = await read(`order: NEWEST_FIRST, first: 2${after ? `, after: "${after}"` : ''}`);
    expect(page.totalCount).toBe(5);
    seen.push(...told(page));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(seen).toEqual(['three', 'two', 'one', 'acknowledged', 'opened']);
});

test('a story is taken along, whole or in part', async () => {
  const { data } = await platform.ask(
    ada,
    `{ incident(id: "${id}") { json: timelineExport csv: timelineExport(format: CSV, filter: { kinds: ["note"] }) } }`,
  );
  expect(JSON.parse(data.incident.json).map(({ kind }: any) => kind)).toEqual(['opened', 'acknowledged', 'note', 'note', 'note']);
  expect(data.incident.csv.trim().split('\r\n')).toHaveLength(4);
});
