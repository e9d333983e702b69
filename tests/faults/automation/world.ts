import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startService, type Service } from '#automation/actions/http/fake';
import { root } from '#run/root';
import { startEmbedded, type Composition } from '../../compositions/embedded.ts';
import { ask, eventually } from '../../journeys/ask.ts';
import { makeHome } from '../../servers/home.ts';
import { launch, type Launched } from '../../servers/launch.ts';
import { openWire, type Wire } from '../../servers/openWire.ts';

export type Step = Record<string, unknown>;

/** A run as a fault looks at it. */
export type SeenRun = {
  id: string;
  status: string;
  outcome: string | null;
  finishedAt: string | null;
  steps: { path: string; status: string; outcome: string | null; error: string | null }[];
};

/** A platform, somebody else's service that its playbooks call, and a runner beside it that each can be taken away. */
export type AutomationWorld = {
  platform: Composition;
  service: Service;
  /** The line between the runner and the platform. */
  wire: Wire;
  runner: { kill(): Promise<void>; start(): Promise<void> };
  /** Starts a further runner in a folder of its own; its steps say `runner: { of: name }`. */
  startRunner(name: string, options?: { dir?: string; url?: string }): Promise<Launched>;
  /** Begins a playbook of these steps; answers with the id of the run. */
  begin(name: string, steps: Step[], more?: Step): Promise<string>;
  /** Begins a saved playbook once more. */
  beginAgain(name: string): Promise<string>;
  http(id: string, method: string, path: string, more?: Step): Step;
  /** A step that runs this script on the runner; it notes each time that it is begun under `name`. */
  script(name: string, code: string, more?: Step): Promise<Step>;
  /** How often a script was begun. */
  begun(name: string): number;
  /** Lets scripts that wait for `name` go on. */
  open(name: string): void;
  /** What a script says that waits until it is let go on. */
  waitFor(name: string): string;
  see(ids: string[]): Promise<SeenRun[]>;
  approve(runId: string): Promise<void>;
  output(runId: string, path: string): Promise<string>;
  stop(): Promise<void>;
};

export async function startAutomationWorld(): Promise<AutomationWorld> {
  const service = await startService();
  const platform = await startEmbedded({ LOG_LEVEL: 'fatal' });
  const notes = makeHome('fault-notes');
  chmodSync(notes.dir, 0o777);
  const wire = await openWire(Number(new URL(platform.graphqlUrl).port));
  const releases: (() => Promise<unknown>)[] = [];
  const playbooks = new Map<string, string>();
  let firstUid = 63_000;

  const startRunner: AutomationWorld['startRunner'] = async (name, { dir, url = new URL(platform.graphqlUrl).origin } = {}) => {
    const home = makeHome(`fault-runner-${name}`, dir);
    const tokenFile = join(home.dir, 'token');
    if (!existsSync(tokenFile)) writeFileSync(tokenFile, await register(platform, name));
    const launched = await launch({
      program: process.execPath,
      args: [join(root, 'build', 'runner.js')],
      home,
      env: {
        ...{ RUNNER_URL: url, RUNNER_TOKEN_FILE: tokenFile, RUNNER_DIR: join(home.dir, 'state'), RUNNER_SLOTS: '6', LOG_LEVEL: 'fatal' },
        RUNNER_FIRST_UID: String((firstUid += 10)),
      },
      isReady: async () => existsSync(join(home.dir, 'state', 'instance')),
    });
    releases.push(launched.stop);
    return launched;
  };
  const state = makeHome('fault-runner');
  let runner = await startRunner('fault', { dir: state.dir, url: wire.url });

  const start = async (id: string): Promise<string> => {
    const { made } = await ask<{ made: { run: { id: string } | null; notStarted: unknown } }>(
      platform,
      'mutation ($id: ID!) { made: startPlaybook(input: { id: $id }) { run { id } notStarted { reason } } }',
      { id },
    );
    if (!made.run) throw new Error(JSON.stringify(made.notStarted));
    return made.run.id;
  };
  const noted = (name: string) => join(notes.dir, `${name}.begun`);
  const gate = (name: string) => join(notes.dir, `${name}.open`);

  return {
    ...{ platform, service, wire, startRunner },
    runner: {
      kill: () => runner.kill(),
      start: async () => void (runner = await startRunner('fault', { dir: state.dir, url: wire.url })),
    },
    async begin(name, steps, more = {}) {
      const { made } = await ask<{ made: { playbook: { id: string } } }>(
        platform,
        'mutation ($input: SavePlaybookInput!) { made: savePlaybook(input: $input) { playbook { id } } }',
        { input: { definition: { name, steps, ...more } } },
      );
      playbooks.set(name, made.playbook.id);
      return start(made.playbook.id);
    },
    beginAgain: (name) => start(playbooks.get(name) ?? ''),
    http: (id, method, path, more = {}) => ({
      ...{ kind: 'http', id, name: id, method, url: `${service.origin}${path}`, timeoutSeconds: 120 },
      ...more,
    }),
    async script(name, code, more = {}) {
      const whole = `echo begun >> ${noted(name)}; chmod 666 ${noted(name)} 2>/dev/null\n${code}`;
      const input = { name, language: 'BASH', parameters: { type: 'object' }, code: whole };
      await ask(platform, 'mutation ($input: ScriptInput!) { saveScript(input: $input) { id } }', { input });
      return { kind: 'script', id: 'script', name: 'script', script: name, runner: { of: 'fault' }, timeoutSeconds: 120, ...more };
    },
    begun: (name) => (existsSync(noted(name)) ? readFileSync(noted(name), 'utf8').trim().split('\n').length : 0),
    open: (name) => writeFileSync(gate(name), ''),
    waitFor: (name) => `while [ ! -e ${gate(name)} ]; do sleep 0.1; done`,
    async see(ids) {
      const query =
        'query ($ids: [ID!]) { runs(filter: { ids: $ids }) { edges { node { id status outcome finishedAt steps { path status outcome error } } } } }';
      return (await ask<{ runs: { edges: { node: SeenRun }[] } }>(platform, query, { ids })).runs.edges.map(({ node }) => node);
    },
    async approve(runId) {
      const id = await eventually('approval', async () => {
        const waiting = '{ approvals(filter: { states: [WAITING] }, first: 200) { edges { node { id run { id } } } } }';
        const { approvals } = await asPerson<{ approvals: { edges: { node: { id: string; run: { id: string } } }[] } }>(platform, waiting);
        return approvals.edges.find(({ node }) => node.run.id === runId)?.node.id;
      });
      await asPerson(platform, 'mutation ($id: ID!) { answerApproval(id: $id, approves: true) { outcome } }', { id });
    },
    async output(runId, path) {
      const query = 'query ($runId: ID!, $path: String!) { runOutput(runId: $runId, path: $path, bytes: 262144) { text } }';
      return (await ask<{ runOutput: { text: string } | null }>(platform, query, { runId, path })).runOutput?.text ?? '';
    },
    async stop() {
      for (const release of releases.reverse()) await release();
      await wire.close();
      await platform.stop();
      await service.close();
      for (const home of [state, notes]) home.remove();
    },
  };
}

/** Makes a runner known; answers with its token. */
async function register(platform: Composition, name: string): Promise<string> {
  const { made } = await ask<{ made: { token: string } }>(
    platform,
    'mutation ($name: String!, $labels: Labels!) { made: registerRunner(name: $name, labels: $labels) { token } }',
    { name, labels: { of: name } },
  );
  return made.token;
}

/** Asks as the person who looks at the page: an approval wants one. */
async function asPerson<Data>({ pageUrl }: Composition, query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(new URL('/api/plugin-proxy/sre-platform-app/graphql', pageUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}
