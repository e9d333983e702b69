import type { Outbound, OutboundResult } from '#kit/outbound';
import type { OutboundFailure } from '#kit/outboundFailure';
import { type GrafanaRule, readGrafanaRules } from './grafanaRule.ts';

/** Why a Grafana did not do what it was asked for. */
export const pushOutcomes = [
  'pushed',
  'credentials_refused',
  'permission_missing',
  'not_grafana',
  'rules_refused',
  'foreign_rules_in_group',
  'answered_with_error',
  'answer_too_large',
  'secret_unreadable',
] as const;
export type PushOutcome = (typeof pushOutcomes)[number] | OutboundFailure;

export class GrafanaRefusal extends Error {
  constructor(
    readonly reason: Exclude<PushOutcome, 'pushed'>,
    readonly detail: string,
  ) {
    super(`${reason}: ${detail}`);
    this.name = 'GrafanaRefusal';
  }
}

/** What of Grafana's HTTP API is used. Every method throws a GrafanaRefusal for an answer that is none. */
export type GrafanaApi = {
  /** Every alert rule of the organisation that the token belongs to. */
  rules(): Promise<GrafanaRule[]>;
  /** Makes the folder, with its uid as title, unless it is there. */
  ensureFolder(uid: string): Promise<void>;
  putGroup(folderUid: string, title: string, group: object): Promise<void>;
  deleteRule(uid: string): Promise<void>;
};

const bodyLimit = 64 * 1024 * 1024;

/** `url` is Grafana's root address, `token` that of a service account which may write alert rules. */
export function openGrafana(outbound: Outbound, { url, token }: { url: string; token: string }, timeoutMs: number, signal?: AbortSignal): GrafanaApi {
  const send = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<OutboundResult> =>
    outbound.send({
      method,
      url: `${url.replace(/\/+$/, '')}${path}`,
      headers: { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'sre-platform', authorization: `Bearer ${token}` },
      ...(body && { body: JSON.stringify(body) }),
      timeoutMs,
      bodyLimit,
      ...(signal && { signal }),
    });
  const provisioning = '/api/v1/provisioning';
  return {
    async rules() {
      const rules = readGrafanaRules(expectJson(await send('GET', `${provisioning}/alert-rules`)));
      if (rules === null) throw new GrafanaRefusal('not_grafana', 'The answer is no list of alert rules.');
      return rules;
    },
    async ensureFolder(uid) {
      const found = await send('GET', `/api/folders/${encodeURIComponent(uid)}`);
      if (found.kind === 'answered' && found.status === 404) expectJson(await send('POST', '/api/folders', { uid, title: uid }));
      else expectJson(found);
    },
    async putGroup(folderUid, title, group) {
      expectJson(await send('PUT', `${provisioning}/folder/${encodeURIComponent(folderUid)}/rule-groups/${encodeURIComponent(title)}`, group));
    },
    async deleteRule(uid) {
      const result = await send('DELETE', `${provisioning}/alert-rules/${encodeURIComponent(uid)}`);
      if (result.kind === 'answered' && [204, 404].includes(result.status)) return;
      expectJson(result);
    },
  };
}

/** The JSON of a good answer. */
function expectJson(result: OutboundResult): unknown {
  if (result.kind === 'failed') throw new GrafanaRefusal(result.reason, result.detail);
  const { status, body, bodyCut } = result;
  const said = `It answered ${status}: ${messageOf(body)}`;
  if (status === 401) throw new GrafanaRefusal('credentials_refused', said);
  if (status === 403) throw new GrafanaRefusal('permission_missing', said);
  if (status === 404) throw new GrafanaRefusal('not_grafana', said);
  if (status === 400 || status === 409 || status === 422) throw new GrafanaRefusal('rules_refused', said);
  if (status < 200 || status > 299) throw new GrafanaRefusal('answered_with_error', said);
  if (bodyCut === 'size') throw new GrafanaRefusal('answer_too_large', `The answer is larger than ${body.length} bytes.`);
  if (bodyCut !== null) throw new GrafanaRefusal(bodyCut, 'The answer ended early.');
  try {
    return JSON.parse(body);
  } catch {
    throw new GrafanaRefusal('not_grafana', 'The answer is not JSON.');
  }
}

/** Grafana's own sentence, where it gives one. */
function messageOf(body: string): string {
  const found = /"message"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(body)?.[1];
  return (found === undefined ? body : String(JSON.parse(found))).slice(0, 300);
}
