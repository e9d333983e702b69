import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeMailServer, startFakeMailServer } from '#notify/channels/email/fake';
import type { AddressObject, ParsedMail } from 'mailparser';
import { startEmbedded, type Composition } from '../compositions/embedded.ts';
import { startSplit } from '../compositions/split.ts';
import { describeWith } from '../servers/describeWith.ts';
import { ask, eventually } from './ask.ts';

/**
 * An alert comes in, the policy finds its chain, who is on call is told and does not answer, nor does the second; the third acknowledges by the link in
 * the mail. Then the alert resolves, and everybody who was told hears of it.
 */

const publicUrl = 'https://sre.example.com';
const compositions = [
  { form: 'embedded', start: startEmbedded, servers: [] },
  { form: 'split', start: startSplit, servers: ['redis', 'neo4j'] },
] as const;

for (const { form, start, servers } of compositions) {
  describeWith(servers, `an escalation, ${form}`, () => {
    let mail: FakeMailServer;
    let platform: Composition;
    const folder = mkdtempSync(join(tmpdir(), 'sre-escalation-'));

    beforeAll(async () => {
      mail = await startFakeMailServer();
      const setup = join(folder, 'setup.yaml');
      writeFileSync(setup, setupFile);
      platform = await start({ SETUP_FILE: setup, PUBLIC_URL: publicUrl });
      await prepare(platform, mail);
    }, 240_000);

    afterAll(async () => {
      await platform?.stop();
      await mail?.close();
      rmSync(folder, { recursive: true, force: true });
    }, 60_000);

    test('goes from who is on call to the third, who acknowledges from the message; all hear of the end', async () => {
      await send(platform);
      const told = (to: string, subject: RegExp) => mail.mails.filter((each) => recipient(each) === to && subject.test(each.text ?? ''));
      await eventually('mail to Ann', async () => told('ann@example.org', /DiskFull/).length > 0);
      expect(mail.recipients()).toEqual(['ann@example.org']);
      await eventually('mail to Ben', async () => told('ben@example.org', /DiskFull/).length > 0);
      const mine = await eventually('mail to Cy', async () => told('cy@example.org', /DiskFull/)[0]);
      expect(mail.recipients()).toEqual(['ann@example.org', 'ben@example.org', 'cy@example.org']);

      const link = new RegExp(`${publicUrl}(/notify/act/[\\w.~-]+)`).exec(mine.text ?? '')?.[1];
      const page = new URL(link ?? '', platform.noticesUrl);
      expect((await fetch(page)).status).toBe(200);
      expect((await readIncident(platform)).status).toBe('TRIGGERED');
      const answer = await fetch(page, { method: 'POST', body: new URLSearchParams({ action: 'acknowledge' }) });
      expect([answer.status, await answer.text()]).toEqual([200, expect.any(String)]);
      const incident = await eventually('acknowledgement', async () => {
        const found = await readIncident(platform);
        return found.status === 'ACKNOWLEDGED' && found.escalations.edges[0]?.node.state === 'STOPPED' && found;
      });
      expect(incident.acknowledgedBy?.name).toBe('Cy');
      expect(incident.escalations.edges).toMatchObject([{ node: { chainName: 'databases', state: 'STOPPED', reason: 'acknowledged' } }]);

      // Those before hear that Cy has it; then everybody that it is over.
      await eventually('word of the acknowledgement', async () => mail.recipients().length === 5);
      await send(platform, new Date().toISOString());
      await eventually('word of the end', async () => mail.recipients().length === 8);
      expect(mail.recipients().slice(5).sort()).toEqual(['ann@example.org', 'ben@example.org', 'cy@example.org']);
      expect((await readIncident(platform)).status).toBe('RESOLVED');
      const { auditFindings } = await ask<{ auditFindings: { edges: unknown[] } }>(
        platform,
        '{ auditFindings(open: true) { edges { node { kind } } } }',
      );
      expect(auditFindings.edges).toEqual([]);
    }, 180_000);
  });
}

const setupFile = `tenant: { slug: demo, name: Demo }
people:
${['Ann', 'Ben', 'Cy'].map((name) => `  - { issuer: 'https://people.example.org', subject: 'user:${name}', name: ${name}, email: ${name.toLowerCase()}@example.org, role: responder }`).join('\n')}
apiKeys:
  - { name: Scripts, role: admin, key: '$API_KEY' }
integrations:
  - { name: Prometheus, source: PROMETHEUS, token: '$PROMETHEUS_TOKEN' }
routes:
  - { name: default, groupBy: [alertname], groupWaitMs: 0 }
`;

/** A mail channel, a schedule that has Ann on call, a chain from her over Ben to Cy, and the policy that names it. */
async function prepare(platform: Composition, { port, user, password }: FakeMailServer): Promise<void> {
  const settings = { host: '127.0.0.1', port, security: 'none', user, password, from: 'sre@example.org' };
  await ask(platform, 'mutation ($input: NewChannelInput!) { createChannel(input: $input) { channel { id } } }', {
    input: { kind: 'email', name: 'Mail', settings },
  });
  const { people } = await ask<{ people: { edges: { node: { id: string; name: string } }[] } }>(
    platform,
    '{ people { edges { node { id name } } } }',
  );
  const idOf = (name: string): string => people.edges.find(({ node }) => node.name === name)?.node.id ?? '';
  const layer = { name: 'weekly', kind: 'ROTATION', priority: 0, rotation: 'WEEKLY', startsAt: '2026-01-05T00:00', turns: [[idOf('Ann')]] };
  const { schedule } = await ask<{ schedule: { id: string } }>(
    platform,
    'mutation ($input: ScheduleInput!) { schedule: createSchedule(input: $input) { id } }',
    { input: { name: 'Databases', timeZone: 'Asia/Taipei', layers: [layer] } },
  );
  const steps = [
    { kind: 'ON_CALL', scheduleId: schedule.id },
    { kind: 'WAIT', seconds: 3 },
    { kind: 'PERSONS', personIds: [idOf('Ben')] },
    { kind: 'WAIT', seconds: 3 },
    { kind: 'PERSONS', personIds: [idOf('Cy')] },
    { kind: 'WAIT', seconds: 600 },
  ];
  const { chain } = await ask<{ chain: { id: string } }>(
    platform,
    'mutation ($chain: EscalationChainInput!) { chain: createEscalationChain(chain: $chain) { id } }',
    { chain: { name: 'databases', steps } },
  );
  const tree = [
    { key: 'root', name: 'all', tells: 'NOBODY' },
    { key: 'db', parentKey: 'root', name: 'databases', matchers: ['team="db"'], tells: 'CHAIN', chainId: chain.id },
  ];
  await ask(platform, 'mutation ($tree: [PolicyNodeInput!]!) { savePolicy(tree: $tree, expectedVersion: 0) { version } }', { tree });
}

async function send(platform: Composition, endsAt?: string): Promise<void> {
  const alert = { labels: { alertname: 'DiskFull', team: 'db', severity: 'critical' }, annotations: { summary: 'DiskFull on db-1' } };
  const response = await fetch(platform.ingest.prometheus, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ ...alert, ...(endsAt !== undefined && { endsAt }) }]),
  });
  expect(response.ok).toBe(true);
}

type IncidentAnswer = {
  status: string;
  acknowledgedBy: { name: string } | null;
  escalations: { edges: { node: { chainName: string; state: string; reason: string } }[] };
};

async function readIncident(platform: Composition): Promise<IncidentAnswer> {
  const { incidents } = await ask<{ incidents: { edges: { node: IncidentAnswer }[] } }>(
    platform,
    '{ incidents { edges { node { status acknowledgedBy { name } escalations { edges { node { chainName state reason } } } } } } }',
  );
  const [first] = incidents.edges;
  if (!first) throw new Error('There is no incident.');
  return first.node;
}

function recipient({ to }: ParsedMail): string {
  return (to as AddressObject | undefined)?.value[0]?.address ?? '';
}
