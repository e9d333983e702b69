import type { Permission } from '#contracts/permissions';
import { uuidv7 } from 'uuidv7';
import { firing, openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { answerIncident } from './answerIncident.ts';

let platform: TestIncidents;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());

/** A tenant with an incident, and somebody in a team whose role holds these permissions. */
async function moveIn(permissions: Permission[]) {
  const sender = await platform.createSender();
  await platform.receive(sender, firing('DiskFull'));
  const { personId } = await platform.createPerson(sender, 'Ada');
  await platform.database.inTenant(sender.tenantId, async (db) => {
    const team = await db.team.create({ data: { name: 'Databases' } });
    const role = await db.role.create({ data: { name: 'hers', permissions } });
    await db.teamMember.create({ data: { teamId: team.id, personId } });
    await db.teamRole.create({ data: { teamId: team.id, roleId: role.id } });
  });
  const [incident] = await platform.incidentsOf(sender);
  const incidentId = incident?.id ?? '';
  const answer = (action: 'acknowledge' | 'resolve', of: TestSender = sender) =>
    answerIncident(platform, of.tenantId, { incidentId, personId, action, via: 'slack', at: new Date().toISOString() });
  return { sender, personId, incidentId, answer };
}

test('an answer acknowledges as the person who gave it, and the audit says that it came by a message', async () => {
  const { sender, personId, incidentId, answer } = await moveIn(['incidents:acknowledge', 'incidents:resolve']);
  expect(await answer('acknowledge')).toEqual({ reason: 'answered' });
  expect(await platform.incidentsOf(sender)).toMatchObject([{ id: incidentId, status: 'ACKNOWLEDGED', acknowledgedById: personId }]);
  const audit = await platform.database.inTenant(sender.tenantId, (db) => db.auditEntry.findFirst({ where: { action: 'incident.acknowledged' } }));
  expect(audit).toMatchObject({ actorId: personId, via: 'MESSAGE' });
  expect(await answer('acknowledge')).toEqual({ reason: 'CONFLICT' });
  expect(await answer('resolve')).toEqual({ reason: 'answered' });
  expect(await answer('resolve')).toEqual({ reason: 'CONFLICT' });
  expect((await platform.story(sender, incidentId)).filter((kind) => kind === 'acknowledged' || kind === 'resolved')).toEqual([
    'acknowledged',
    'resolved',
  ]);
});

test('who may not, changes nothing; nor does a person or an incident of another tenant', async () => {
  const one = await moveIn(['incidents:acknowledge']);
  expect(await one.answer('resolve')).toEqual({ reason: 'FORBIDDEN' });
  const other = await platform.createSender();
  expect(await one.answer('acknowledge', other)).toEqual({ reason: 'FORBIDDEN' });
  const stranger = { incidentId: one.incidentId, personId: uuidv7(), action: 'acknowledge', via: 'slack', at: new Date().toISOString() } as const;
  expect(await answerIncident(platform, one.sender.tenantId, stranger)).toEqual({ reason: 'FORBIDDEN' });
  expect(await platform.incidentsOf(one.sender)).toMatchObject([{ status: 'TRIGGERED' }]);
});
