import { z } from 'zod';
import { scriptLimits } from '../script/scriptLimits.ts';

/**
 * What a runner and the platform say to each other, by HTTP under `/runner/v1`, always asked by the runner: it needs no open port. docs/runners.md tells it to people.
 * The runner shows its token as a bearer. A job is its runner's as long as the fence that it was given with is the job's.
 */

/** As the database has them; a runner that carried the database's client would be four times as large. */
export const scriptLanguages = ['BASH', 'PYTHON', 'JAVASCRIPT'] as const;
export type ScriptLanguage = (typeof scriptLanguages)[number];

/** What a runner tells of itself. */
export const runnerFacts = z.object({
  version: z.string().max(50),
  host: z.string().max(255),
  os: z.string().max(100),
  /** Languages that it can run. */
  languages: z.array(z.enum(scriptLanguages)).max(10),
  /** `user`: each job has an operating-system user of its own; `none`: jobs have the runner's own rights. */
  isolation: z.enum(['user', 'none']),
  /** Which limits of a script it can hold on its machine. */
  holds: z
    .array(z.enum(['network', 'memoryMiB', 'cpuSeconds', 'openFiles', 'processes', 'fileMiB']))
    .max(20)
    .default([]),
  /** Jobs that it does at once. */
  slots: z.int().min(1).max(1_000),
});
export type RunnerFacts = z.infer<typeof runnerFacts>;

/** A job that the runner has in hand. */
export const heldJob = z.object({ tenantId: z.uuid(), jobId: z.uuid(), fence: z.int().positive() });
export type HeldJob = z.infer<typeof heldJob>;

/**
 * `POST take`: asks for a job and waits for one; 200 with a JobOffer, or 204. `instance` is the runner's state folder, and `holding` everything in it that is not yet
 * delivered: what the platform gave to this instance and is not in it was never begun, and is given out again.
 */
export const takeRequest = z.object({
  instance: z.uuid(),
  facts: runnerFacts,
  holding: z.array(heldJob).max(2_000),
  waitSeconds: z.number().min(0).max(25),
});
export type TakeRequest = z.infer<typeof takeRequest>;

export const scriptWork = z.object({
  kind: z.literal('script'),
  language: z.enum(scriptLanguages),
  code: z.string(),
  parameters: z.record(z.string(), z.json()),
  /** Secrets among the environment variables. */
  environment: z.record(z.string(), z.string()),
  limits: scriptLimits.default({ network: true }),
});
export type ScriptWork = z.infer<typeof scriptWork>;
export const sshWork = z.object({
  kind: z.literal('ssh'),
  host: z.string(),
  port: z.int(),
  user: z.string(),
  privateKey: z.string().optional(),
  passphrase: z.string().optional(),
  password: z.string().optional(),
  /** Keys in base64, one of which the host has to prove that it holds. */
  hostKeys: z.array(z.string()),
  command: z.string(),
});
export type SshWork = z.infer<typeof sshWork>;

export const jobOffer = heldJob.extend({
  work: z.discriminatedUnion('kind', [scriptWork, sshWork]),
  timeoutSeconds: z.number(),
  /** Bytes of output that are kept; what comes after is counted and dropped. */
  outputLimit: z.int(),
  /** Bytes of all artefacts together, and how many there may be. */
  artefactLimit: z.int(),
  mostArtefacts: z.int(),
  /** What must not be seen in what is printed. */
  mask: z.array(z.string()),
});
export type JobOffer = z.infer<typeof jobOffer>;

/** `POST beat`: the runner still has these; the answer says what is to become of each. */
export const beatRequest = z.object({ jobs: z.array(heldJob).max(2_000) });
export const verdicts = ['go_on', 'cancel', 'not_yours'] as const;
export type Verdict = (typeof verdicts)[number];
export const beatAnswer = z.object({ jobs: z.array(z.object({ jobId: z.uuid(), verdict: z.enum(verdicts) })) });

/** `POST jobs/:tenant/:job/output?fence&start`: bytes of the output from `start` on; the answer says from where on the platform has none yet. */
export const outputAnswer = z.object({ next: z.int() });
/** Most bytes of one such request. */
export const outputPieceLimit = 1_048_576;

/** `POST jobs/:tenant/:job/finish`: how it ended. Said again it changes nothing. `result` is what the script wrote as its output for later steps. */
export const finishRequest = z.object({
  fence: z.int().positive(),
  end: z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELLED', 'LOST']),
  outcome: z.string().regex(/^[a-z_]{1,50}$/),
  exitCode: z.int().nullable(),
  /** Words for people, secrets masked. */
  detail: z.string().max(2_000).nullable(),
  result: z.json(),
  dropped: z.int().min(0),
  /** The end of what it printed, masked: what later steps can look at. */
  tail: z.string().max(8_192).default(''),
});
export type FinishRequest = z.input<typeof finishRequest>;
