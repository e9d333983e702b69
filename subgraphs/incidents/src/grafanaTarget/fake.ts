import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type StoredRule = Record<string, unknown> & { uid: string; folderUID: string; ruleGroup: string };

export type FakeGrafana = {
  url: string;
  token: string;
  /** The rules that it has; tests change them as people would. */
  rules: StoredRule[];
  folders: Set<string>;
  /** `METHOD path` of the requests so far. */
  received: string[];
  /** Answers everything with this from now on; undefined ends that. */
  answers(status?: number, body?: string): void;
  close(): Promise<void>;
};

/**
 * Somebody else's Grafana, as far as the alerting provisioning API goes, over real HTTP on loopback: a service account's token, folders, groups that are
 * replaced as a whole, and durations printed as Go does.
 */
export async function startFakeGrafana(): Promise<FakeGrafana> {
  const token = 'glsa_fake';
  const [folders, received] = [new Set<string>(), [] as string[]];
  const state: { rules: StoredRule[]; answer: { status: number; body: string } | undefined } = { rules: [], answer: undefined };

  const handle = (method: string, path: string, body: string): { status: number; body?: unknown } => {
    const json = () => JSON.parse(body) as { uid?: string; rules?: StoredRule[] };
    const [, folder, group] = /^\/api\/v1\/provisioning\/folder\/([^/]+)\/rule-groups\/([^/]+)$/.exec(path) ?? [];
    if (method === 'GET' && path === '/api/v1/provisioning/alert-rules') return { status: 200, body: state.rules };
    if (method === 'GET' && path.startsWith('/api/folders/')) {
      return folders.has(path.slice('/api/folders/'.length)) ? { status: 200, body: {} } : { status: 404, body: { message: 'folder not found' } };
    }
    if (method === 'POST' && path === '/api/folders') {
      folders.add(String(json().uid));
      return { status: 200, body: json() };
    }
    if (method === 'PUT' && folder !== undefined && group !== undefined) {
      const title = decodeURIComponent(group);
      if (!folders.has(folder)) return { status: 400, body: { message: 'folder does not exist' } };
      const given = (json().rules ?? []).map((rule): StoredRule => ({ ...rule, for: goDuration(String(rule['for'])) }));
      if (given.some(({ uid }) => state.rules.some((other) => other.uid === uid && other.ruleGroup !== title))) {
        return { status: 409, body: { message: 'alert rule with this UID exists in another group' } };
      }
      state.rules = [...state.rules.filter((rule) => rule.folderUID !== folder || rule.ruleGroup !== title), ...given];
      return { status: 200, body: json() };
    }
    if (method === 'DELETE' && path.startsWith('/api/v1/provisioning/alert-rules/')) {
      state.rules = state.rules.filter(({ uid }) => uid !== path.split('/').at(-1));
      return { status: 204 };
    }
    return { status: 404, body: { message: 'Not found' } };
  };

  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const [method, path] = [request.method ?? '', request.url ?? ''];
      received.push(`${method} ${path}`);
      const isKnown = request.headers.authorization === `Bearer ${token}`;
      const answer = state.answer ?? (isKnown ? handle(method, path, body) : { status: 401, body: { message: 'Unauthorized' } });
      const content = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? '');
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.status === 204 ? undefined : content);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    folders,
    received,
    get rules() {
      return state.rules;
    },
    set rules(rules) {
      state.rules = rules;
    },
    answers: (status, body = '{}') => void (state.answer = status === undefined ? undefined : { status, body }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** `5m` as Go prints it: `5m0s`. */
function goDuration(duration: string): string {
  return duration.endsWith('m') ? `${duration}0s` : duration.endsWith('h') ? `${duration}0m0s` : duration;
}
