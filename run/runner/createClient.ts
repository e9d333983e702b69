import {
  beatAnswer,
  type FinishRequest,
  type HeldJob,
  type JobOffer,
  jobOffer,
  outputAnswer,
  type TakeRequest,
  type Verdict,
} from '#automation/runner/protocol';
import { Agent, request } from 'undici';

/** The platform refused for good: asking again would not help. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refused';
    this.status = status;
  }
}

/** The platform as a runner sees it. Every call rejects while it cannot be reached, and with Refused when it says no. */
export type RunnerClient = {
  take(asking: TakeRequest, signal: AbortSignal): Promise<JobOffer | null>;
  beat(jobs: HeldJob[]): Promise<Map<string, Verdict>>;
  /** Where the platform has no output from on. */
  sendOutput(job: HeldJob, start: number, bytes: Buffer): Promise<number>;
  sendArtefact(job: HeldJob, name: string, body: AsyncIterable<Uint8Array>): Promise<void>;
  finish(job: HeldJob, ending: Omit<FinishRequest, 'fence'>): Promise<void>;
  close(): Promise<void>;
};

/** How long an answer may take beyond what was asked for. */
const patienceMs = 15_000;

export function createClient({ url, token }: { url: string; token: string }): RunnerClient {
  const agent = new Agent({ connect: { timeout: 5_000 }, headersTimeout: 45_000, bodyTimeout: 45_000 });
  const base = `${url.replace(/\/+$/, '')}/runner/v1`;
  const ask = async (path: string, body: string | Buffer | AsyncIterable<Uint8Array>, type: string, signal: AbortSignal): Promise<unknown> => {
    const answer = await request(`${base}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      body: body as Buffer,
      dispatcher: agent,
      signal,
    });
    const text = await answer.body.text();
    if (answer.statusCode === 204) return null;
    if (answer.statusCode === 200) return JSON.parse(text);
    const message = `${answer.statusCode} ${text.slice(0, 500)}`;
    // What says that the platform is busy, or that a proxy before it is, may be different in a moment.
    if (answer.statusCode >= 500 || [408, 425, 429].includes(answer.statusCode)) throw new Error(message);
    throw new Refused(answer.statusCode, message);
  };
  const tell = (path: string, body: object, signal = AbortSignal.timeout(patienceMs)) => ask(path, JSON.stringify(body), 'application/json', signal);
  const at = ({ tenantId, jobId }: HeldJob) => `jobs/${tenantId}/${jobId}`;
  return {
    async take(asking, signal) {
      const timeout = AbortSignal.timeout(asking.waitSeconds * 1000 + patienceMs);
      const answer = await tell('take', asking, AbortSignal.any([signal, timeout]));
      return answer === null ? null : jobOffer.parse(answer);
    },
    async beat(jobs) {
      const answer = beatAnswer.parse(await tell('beat', { jobs }));
      return new Map(answer.jobs.map(({ jobId, verdict }) => [jobId, verdict]));
    },
    async sendOutput(job, start, bytes) {
      const answer = await ask(
        `${at(job)}/output?fence=${job.fence}&start=${start}`,
        bytes,
        'application/octet-stream',
        AbortSignal.timeout(patienceMs),
      );
      return outputAnswer.parse(answer).next;
    },
    async sendArtefact(job, name, body) {
      const path = `${at(job)}/artefacts?fence=${job.fence}&name=${encodeURIComponent(name)}`;
      await ask(path, body, 'application/octet-stream', AbortSignal.timeout(10 * patienceMs));
    },
    async finish(job, ending) {
      await tell(`${at(job)}/finish`, { ...ending, fence: job.fence });
    },
    close: () => agent.destroy(),
  };
}
