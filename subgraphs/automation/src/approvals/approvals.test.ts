import type { Caller } from '#kit/caller';
import { uuidv7 } from 'uuidv7';
import { exampleIncident, openTestAutomation, type TestAutomation } from '../openTestAutomation.ts';
import { startPlaybook } from '../run/startPlaybook.ts';
import { answerApproval, type ApprovalAnswerInput } from './answerApproval.ts';

let platform: TestAutomation;
beforeAll(async () => void (platform = await openTestAutomation()));
afterAll(() => platform.close());

const ask = { kind: 'approval', id: 'ask', name: 'Ask', message: 'May I?' };

/** A tenant whose people are in the team Databases and may answer. */
async function moveIn(names: string[], permissions: string[] = ['approvals:answer']) {
  const caller = await platform.createTenant();
  const people = await platform.database.inTenant(caller.tenantId, async (db) => {
    const team = await db.team.create({ data: { name: 'Databases' } });
    const role = await db.role.create({ data: { name: 'hers', permissions } });
    await db.teamRole.create({ data: { teamId: team.id, roleId: role.id } });
    const made: Caller[] = [];
    for (const name of names) {
      const { id } = await db.person.create({ data: { name } });
      await db.teamMember.create({ data: { teamId: team.id, personId: id } });
      made.push({ ...caller, personId: id, teamIds: [team.id], via: 'GRAFANA' });
    }
    return made;
  });
  return { caller, people };
}

async function start(caller: Caller, steps: Record<string, unknown>[]) {
  const playbook = await platform.save(caller, steps);
  await startPlaybook(platform, caller, { id: playbook.id, inputs: {}, incidentId: null, idempotencyKey: uuidv7() });
  await platform.wake(caller);
  const approval = await platform.database.inTenant(caller.tenantId, (db) =>
    db.approval.findFirstOrThrow({ where: { run: { playbookId: playbook.id } } }),
  );
  return approval;
}
const answer = (person: Caller, id: string, input: ApprovalAnswerInput) =>
  answerApproval(platform, person, null, {
    ...{ id, via: person.via, input },
    answerer: { personId: person.personId ?? '', teamIds: person.teamIds, permissions: person.permissions },
  });
const states = ({ tenantId }: Caller) =>
  platform.database.inTenant(tenantId, async (db) => ({
    run: (await db.run.findFirstOrThrow()).status,
    approval: (await db.approval.findFirstOrThrow()).state,
    steps: (await db.runStep.findMany({ orderBy: { number: 'asc' } })).map(({ id, status, outcome }) => [id, status, outcome]),
  }));

test('as many as are needed must agree, each once, and then the run goes on', async () => {
  const { caller, people } = await moveIn(['Ann', 'Bob']);
  const [ann, bob] = people as [Caller, Caller];
  const { id } = await start(caller, [{ ...ask, count: 2, teams: ['Databases'] }, {}]);
  expect(await states(caller)).toMatchObject({ run: 'WAITING_FOR_APPROVAL', approval: 'WAITING' });
  expect((await answer(ann, id, { approves: true, note: 'fine' })).outcome).toBe('taken');
  expect((await answer(ann, id, { approves: true })).outcome).toBe('answered_before');
  expect(await states(caller)).toMatchObject({ run: 'WAITING_FOR_APPROVAL', approval: 'WAITING' });
  expect((await answer(bob, id, { approves: true })).outcome).toBe('taken');
  await platform.wake(caller);
  expect(await states(caller)).toMatchObject({ run: 'SUCCEEDED', approval: 'APPROVED' });
  const [run] = await platform.runs(caller);
  expect(JSON.stringify(run)).toContain('"note":"fine"');
  const audits = await platform.database.inTenant(caller.tenantId, (db) => db.auditEntry.findMany({ where: { action: 'approval.approved' } }));
  expect(audits.map(({ actorId }) => actorId).sort()).toEqual([ann.personId, bob.personId].sort());
});

test('two who agree at the same moment end it once', async () => {
  const { caller, people } = await moveIn(['Ann', 'Bob']);
  const { id } = await start(caller, [ask, {}]);
  const outcomes = await Promise.all(people.map(async (person) => (await answer(person, id, { approves: true })).outcome));
  expect(outcomes.sort()).toEqual(['over', 'taken']);
  await platform.wake(caller);
  expect((await states(caller)).run).toBe('SUCCEEDED');
});

test('one who is against it ends it, and the run fails as rejected', async () => {
  const { caller, people } = await moveIn(['Ann', 'Bob']);
  const [ann, bob] = people as [Caller, Caller];
  const { id } = await start(caller, [{ ...ask, count: 2 }, {}]);
  await answer(ann, id, { approves: true });
  await answer(bob, id, { approves: false, note: 'not now' });
  await platform.wake(caller);
  const after = await states(caller);
  expect(after).toMatchObject({ run: 'FAILED', approval: 'REJECTED' });
  expect(after.steps[0]).toEqual(['ask', 'FAILED', 'rejected']);
});

test('who asked for the run may not agree to it', async () => {
  const { people } = await moveIn(['Ann']);
  const [ann] = people as [Caller];
  const { id } = await start(ann, [ask]);
  expect((await answer(ann, id, { approves: true })).outcome).toBe('own_request');
});

test('values are asked for by a schema, and are what the step gives', async () => {
  const { caller, people } = await moveIn(['Ann']);
  const [ann] = people as [Caller];
  const schema = { type: 'object', properties: { size: { type: 'integer', minimum: 1 } }, required: ['size'] };
  const { id, kind } = await start(caller, [
    { kind: 'input', id: 'ask', name: 'Ask', message: 'How much?', schema },
    { body: '{"size":"{{ steps.ask.output.size }}"}' },
  ]);
  expect(kind).toBe('INPUT');
  await expect(answer(ann, id, { approves: true, values: { size: 0 } })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect((await answer(ann, id, { approves: true, values: { size: 3 } })).outcome).toBe('taken');
  await platform.wake(caller);
  expect((await states(caller)).run).toBe('SUCCEEDED');
});

test('what nobody answers in time expires, and a run that is stopped asks no more', async () => {
  const { caller, people } = await moveIn(['Ann']);
  const [ann] = people as [Caller];
  const { id } = await start(caller, [{ ...ask, expiresMinutes: 1 }]);
  platform.advance(120);
  expect((await answer(ann, id, { approves: true })).outcome).toBe('expired');
  await platform.wake(caller);
  expect(await states(caller)).toMatchObject({ run: 'FAILED', approval: 'EXPIRED' });
});

test('what the steps ahead would do is kept with it', async () => {
  const { caller } = await moveIn(['Ann']);
  const { id } = await start(caller, [
    ask,
    { body: '{"by":"{{ run.playbook }}"}', headers: { authorization: 'Bearer hush' } },
    { body: '{{ steps.step2.output.x }}' },
  ]);
  await platform.run('approval.asked/foreseeRun', caller, await asked(caller, id));
  const { would } = await platform.database.inTenant(caller.tenantId, (db) => db.approval.findFirstOrThrow({ where: { id } }));
  expect(would).toMatchObject([
    { id: 'step2', kind: 'http', would: { method: 'POST' } },
    { id: 'step3', problem: expect.any(String) },
  ]);
  expect(JSON.stringify(would)).not.toContain('hush');
});

test('an answer to a notice counts by what its person may do now; another tenant finds nothing', async () => {
  const { caller, people } = await moveIn(['Ann']);
  const [ann] = people as [Caller];
  const { id } = await start(caller, [ask]);
  const stranger = await platform.createTenant();
  await expect(answer({ ...stranger, personId: ann.personId }, id, { approves: true })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const told = { approvalId: id, approves: true, note: '', via: 'ntfy', at: new Date().toISOString() };
  await platform.run('approval.answered/answerApproval', caller, { ...told, personId: uuidv7() });
  expect((await states(caller)).approval).toBe('WAITING');
  await platform.run('approval.answered/answerApproval', caller, { ...told, personId: ann.personId });
  expect((await states(caller)).approval).toBe('APPROVED');
});

async function asked(caller: Caller, approvalId: string) {
  const approval = await platform.database.inTenant(caller.tenantId, (db) => db.approval.findFirstOrThrow({ where: { id: approvalId } }));
  return {
    ...{
      approvalId,
      runId: approval.runId,
      at: new Date().toISOString(),
      kind: approval.kind,
      incident: exampleIncident(),
      playbookName: 'x',
      causeLabel: 'x',
    },
    ...{ requesterId: null, message: 'x', needed: 1, teams: [], expiresAt: new Date().toISOString() },
  };
}
