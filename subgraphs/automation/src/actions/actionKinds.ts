import type { Prisma } from '#prisma/generated/client';
import type { AutomationDb, AutomationPlatform } from '../context.ts';
import type { Scope } from '../engine/scope.ts';
import type { Deed, Step } from '../playbook/definition.ts';
import { agentAction } from './agent/run.ts';
import { grafanaAnnotationAction } from './grafanaAnnotation/run.ts';
import { httpAction } from './http/run.ts';
import { kubernetesAction } from './kubernetes/run.ts';
import { n8nAction } from './n8n/run.ts';
import { notifyAction } from './notify/run.ts';
import { silenceAction } from './silence/run.ts';
import { scriptAction } from './script/run.ts';
import { sshAction } from './ssh/run.ts';

/** What actions work with. */
export type ActionMeans = AutomationPlatform;

/** What a check may look at: nothing outside the tenant's own rows. */
export type CheckMeans = Pick<AutomationPlatform, 'outbound'> & { db: AutomationDb };

/** What is wrong with a step; `path` is within the step: `url`, `headers.X-Run`. */
export type StepProblem = { path: string; message: string };

/** Which step of which run is done. */
export type StepRef = {
  tenantId: string;
  runId: string;
  /** `clean`, `each[2].clean`, `clean~undo.restore`. */
  path: string;
  /** Counts up each time that a worker takes the step: what comes back under an older one is late. */
  fence: number;
  attempt: number;
  /** The same for every attempt: a receiver can tell a repeat by it. */
  idempotencyKey: string;
};

/**
 * The step's surroundings. `signal` fires when the run is cancelled or out of time: the deed is then to end as soon as it can. `state` is what the action kept
 * with the step when it said that it waits.
 */
export type Occasion = { scope: Scope; ref: StepRef; signal: AbortSignal; state?: unknown };

/**
 * How a step ended: `outcome` is `succeeded` or a coded reason, `error` says it in words, `output` is what expressions see as `steps.<id>.output`. WAITING:
 * somebody outside goes on with it and says so by `finishWaiting`; after `until` (the step's own time by default) it counts as timed out. `state` is kept
 * with the step and is for the action alone.
 */
export type ActionEnd =
  | { status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT'; outcome: string; error?: string | null; output: Prisma.InputJsonObject | null }
  | { status: 'WAITING'; output?: Prisma.InputJsonObject; until?: Date; state?: Prisma.InputJsonObject };

/** A kind of deed. */
export type Action<Its extends Deed> = {
  /** What can be told to be wrong before any run: templates, addresses, names of what is not there. */
  check(step: Its, means: CheckMeans): Promise<StepProblem[]> | StepProblem[];
  /** What it would do, secrets masked: what a dry run shows and a run keeps as the step's input. Does nothing outside. Throws BAD_USER_INPUT where a template has a gap. */
  describe(step: Its, occasion: Pick<Occasion, 'scope' | 'ref'>, means: ActionMeans): Promise<Prisma.InputJsonObject> | Prisma.InputJsonObject;
  perform(step: Its, occasion: Occasion, means: ActionMeans): Promise<ActionEnd>;
  /** Whether doing the step twice does no harm. */
  isRepeatable(step: Its): boolean;
  /** Stops what goes on outside for a step that was WAITING when its run was cancelled; may be called again. */
  cancel?(step: Its, ref: Omit<StepRef, 'attempt' | 'idempotencyKey'>, means: ActionMeans): Promise<void>;
};

/** The kinds of deeds there are, with the code of each. */
export const actionKinds: { [Kind in Deed['kind']]: Action<Extract<Deed, { kind: Kind }>> } = {
  http: httpAction,
  script: scriptAction,
  ssh: sshAction,
  kubernetes: kubernetesAction,
  n8n: n8nAction,
  grafanaAnnotation: grafanaAnnotationAction,
  silence: silenceAction,
  notify: notifyAction,
  agent: agentAction,
};

/** The code of a deed's kind. */
export function actionOf(step: Deed): Action<Deed> {
  // Which kind goes with which code is checked above; here it is one deed like any other.
  return actionKinds[step.kind];
}

export function isDeed(step: Step | Deed): step is Deed {
  return step.kind in actionKinds;
}
