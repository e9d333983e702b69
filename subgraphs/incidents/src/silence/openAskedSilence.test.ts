import { uuidv7 } from 'uuidv7';
import { openTestIncidents, type TestIncidents } from '../openTestIncidents.ts';
import { openAskedSilence } from './openAskedSilence.ts';

let platform: TestIncidents;
beforeAll(async () => void (platform = await openTestIncidents()));
afterAll(() => platform.close());

test('a step opens one silence, however often it asks, and hears what it became; what cannot be read is refused by name', async () => {
  const { tenantId } = await platform.createTenant();
  const step = { runId: uuidv7(), path: 'hush', fence: 1, key: uuidv7() };
  const asked = {
    step,
    at: new Date().toISOString(),
    matchers: [{ name: 'job', op: '=' as const, value: 'api' }],
    minutes: 30,
    comment: 'Deploy',
    createdBy: 'Clean',
  };
  await openAskedSilence(platform, tenantId, asked);
  await openAskedSilence(platform, tenantId, asked);
  await openAskedSilence(platform, tenantId, { ...asked, step: { ...step, key: uuidv7() }, matchers: [{ name: 'job', op: '=~', value: '.*' }] });
  const { silences, answers } = await platform.database.inTenant(tenantId, async (db) => ({
    silences: await db.silence.findMany(),
    answers: await db.$queryRaw<{ outcome: string; output: { silenceId: string } | null }[]>`
      SELECT data->'payload'->>'outcome' AS outcome, data->'payload'->'output' AS output FROM pgboss.job
      WHERE name = 'step.answered/takeStepAnswer' AND data->>'tenantId' = ${tenantId} ORDER BY created_on, outcome DESC`,
  }));
  expect(silences).toMatchObject([{ createdBy: 'Clean', comment: `Deploy [${step.key}]` }]);
  expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['silence_refused', 'succeeded', 'succeeded']);
  expect(answers.filter(({ outcome }) => outcome === 'succeeded').map(({ output }) => output?.silenceId)).toEqual([silences[0]?.id, silences[0]?.id]);
});
